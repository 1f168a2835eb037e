import { join, posix } from 'node:path';
import type { Doors } from '../../host/doors.ts';
import { type DeclaredSubmodule, parseGitmodules, submoduleName } from '../git/gitmodules.ts';
import type { RepositoryPlace } from '../git/locate.ts';
import { openObjects } from '../git/objects.ts';
import { listRefs } from '../git/refs.ts';
import { parseTree } from '../git/tree-object.ts';
import type { ExpandOptions } from '../target.ts';
import type { SourceItem, SourceProblem } from '../types.ts';
import { commitsRead } from './submodule-commits.ts';

/** A repository that may hold submodules. */
export interface Holder {
  readonly place: RepositoryPlace;
  /** The URL it was cloned from; null for none. */
  readonly url: string | null;
  /** Absolute path of a work tree of it; null for none. */
  readonly workTree: string | null;
  /** The repository of a submodule that is looked at as a target of its own, by path and name; null where none is. */
  at(path: string, name: string | null): RepositoryPlace | null;
}

const maxGitmodules = 1024 * 1024;
const maxTree = 64 * 1024 * 1024;

/**
 * Passes on what was found in a repository, and says of each submodule what it is. One whose commit is read as part of a
 * target of its own leaves nothing to say.
 */
export async function* tellOfSubmodules(
  items: AsyncIterable<SourceItem>,
  holder: Holder,
  options: ExpandOptions,
  doors: Doors,
): AsyncGenerator<SourceItem> {
  const met: SourceProblem[] = [];
  for await (const item of items)
    if (item.kind === 'problem' && item.code === 'SUBMODULE_NOT_FOLLOWED') met.push(item);
    else yield item;
  const submodules = withoutRepetitions(met);
  if (submodules.length === 0) return;
  const declared = parseGitmodules(
    (await written(holder, doors)) ?? (await committed(holder.place, doors)),
  );
  const commits = options.submodules ? await commitsAt(holder.place, submodules, doors) : null;
  const byPlace = Map.groupBy(submodules, ({ path }) =>
    holder.at(path ?? '', declared.get(path ?? '')?.name ?? null),
  );
  for (const [place, own] of byPlace) {
    const wanted = own.flatMap((one) => commits?.get(one) ?? []);
    const read =
      place === null || wanted.length === 0
        ? new Set<string>()
        : await commitsRead(place, wanted, options, doors);
    for (const one of own) {
      const commit = commits?.get(one) ?? null;
      if (commit !== null && read.has(commit)) continue;
      const what = nameOf(declared.get(one.path ?? ''), holder.url);
      yield { ...one, message: sentence(what, options.submodules === true, place, commit) };
    }
  }
}

/** What history says of a submodule that a tip has as well adds nothing: the commits behind the tip's are read with it. */
function withoutRepetitions(met: readonly SourceProblem[]): SourceProblem[] {
  const atTips = new Set(met.filter(({ ref }) => ref !== null).map(({ path }) => path));
  return met.filter(({ path, ref }) => ref !== null || !atTips.has(path));
}

function sentence(
  what: string,
  asked: boolean,
  place: RepositoryPlace | null,
  commit: string | null,
): string {
  if (!asked) return `${what}, which is a repository of its own: scan that too`;
  if (place === null) return `${what}, whose repository is not at hand: scan that too`;
  return `${what}, whose repository at hand has no ref that leads to ${commit?.slice(0, 12) ?? 'it'}: fetch there, and scan again`;
}

function nameOf(declared: DeclaredSubmodule | undefined, parent: string | null): string {
  const name = declared?.url ? submoduleName(declared.url, parent) : null;
  return name === null ? 'a submodule' : `a submodule of ${name}`;
}

/** `.gitmodules` as it lies in the work tree; null where none does. */
async function written({ workTree }: Holder, { files }: Doors): Promise<string | null> {
  if (workTree === null) return null;
  const path = join(workTree, '.gitmodules');
  const read = await files.readRegularFile(path, maxGitmodules).catch(() => null);
  return read?.status === 'read' ? Buffer.from(read.bytes).toString('utf8') : null;
}

/** `.gitmodules` as the default branch has it. */
async function committed({ gitDir }: RepositoryPlace, doors: Doors): Promise<string> {
  const objects = openObjects(gitDir, doors);
  try {
    for await (const object of objects.read(['HEAD:.gitmodules'], maxGitmodules))
      if (object.status === 'read' && object.type === 'blob') return object.bytes.toString('utf8');
    return '';
  } finally {
    await objects.close();
  }
}

/** The commits that trees name at the places of submodules. What cannot be asked for has none. */
async function commitsAt(
  place: RepositoryPlace,
  submodules: readonly SourceProblem[],
  doors: Doors,
): Promise<Map<SourceProblem, string>> {
  const { refs } = await listRefs(place, 'all', doors);
  const oids = new Map(refs.map(({ name, oid }) => [name, oid]));
  const asked = submodules.flatMap((problem) => {
    const oid = oids.get(problem.ref ?? '');
    const path = problem.path ?? '';
    if (oid === undefined || /[\n\ufffd]/.test(path)) return [];
    const directory = posix.dirname(path);
    const tree = directory === '.' ? `${oid}^{tree}` : `${oid}:${directory}`;
    return [{ problem, tree, name: posix.basename(path), oidBytes: oid.length / 2 }];
  });
  const found = new Map<SourceProblem, string>();
  const objects = openObjects(place.gitDir, doors);
  try {
    let index = 0;
    for await (const object of objects.read(
      asked.map(({ tree }) => tree),
      maxTree,
    )) {
      const { name, oidBytes, problem } = asked[index++] as (typeof asked)[number];
      if (object.status !== 'read' || object.type !== 'tree') continue;
      const entries = parseTree(object.bytes, oidBytes) ?? [];
      const entry = entries.find((one) => one.kind === 'submodule' && one.name === name);
      if (entry !== undefined) found.set(problem, entry.id);
    }
  } finally {
    await objects.close();
  }
  return found;
}
