import type { Doors } from '../../host/doors.ts';
import type { RepositoryPlace } from '../git/locate.ts';
import { openObjects } from '../git/objects.ts';
import { listRefs } from '../git/refs.ts';
import type { ExpandOptions } from '../target.ts';

/** Ids in one command: far from what a command line may hold. */
const atOnce = 500;

const maxCommit = 16 * 1024 * 1024;

/** Which of some commits of a repository are read when it is looked at with these options. */
export async function commitsRead(
  place: RepositoryPlace,
  commits: readonly string[],
  { history = null, refs }: ExpandOptions,
  doors: Doors,
): Promise<ReadonlySet<string>> {
  const listed = await listRefs(place, refs, doors).catch(() => null);
  if (listed === null) return new Set();
  const tips = listed.refs.map(({ oid }) => oid);
  const wanted = [...new Set(commits)];
  if (history === null) {
    const peeled = new Set(await present(place, [...new Set(tips)], doors));
    return new Set(wanted.filter((oid) => peeled.has(oid)));
  }
  const there = await present(place, wanted, doors);
  if (history === 'all') return new Set(there);
  return new Set(await reachable(place, there, refs === 'all', tips, doors));
}

/** The commits that ids lead to, of those that are there. */
async function present(
  { gitDir }: RepositoryPlace,
  oids: readonly string[],
  doors: Doors,
): Promise<string[]> {
  const found: string[] = [];
  const objects = openObjects(gitDir, doors);
  try {
    for await (const object of objects.read(
      oids.map((oid) => `${oid}^{commit}`),
      maxCommit,
    ))
      if (object.status === 'read' && object.type === 'commit') found.push(object.oid);
  } finally {
    await objects.close();
  }
  return found;
}

async function reachable(
  { gitDir }: RepositoryPlace,
  oids: readonly string[],
  all: boolean,
  tips: readonly string[],
  { git, signal }: Doors,
): Promise<string[]> {
  const found: string[] = [];
  // A selection is made of few refs, or of branches: more than a command line holds are left unread.
  const from = all ? ['--all'] : tips.slice(0, atOnce);
  for (let at = 0; at < oids.length; at += atOnce) {
    const some = oids.slice(at, at + atOnce);
    const asked = ['rev-list', ...some, '--not', ...from, '--'];
    const { exitCode, stdout } = await git.runGit(gitDir, asked, signal);
    if (exitCode !== 0) continue;
    const lost = new Set(stdout.split('\n'));
    found.push(...some.filter((oid) => !lost.has(oid)));
  }
  return found;
}
