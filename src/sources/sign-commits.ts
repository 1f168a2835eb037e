import type { CommitTable, HistoryRef, Person } from './history.ts';
import type { CommitSign, SignCommit, SignMatch, SoughtSign, SoughtSigns } from './signs.ts';
import { isoMoment } from './moment.ts';
import { tipRef } from './tip-ref.ts';

/** Commits named for one sign, the first and the last among them. */
const namedCommits = 20;

/** Whether anything of commits is sought. */
export function seeksCommits({ commits, emails, names }: SoughtSigns): boolean {
  return commits.length + emails.size + names.size > 0;
}

/**
 * Commits of a repository that answer to an indicator: by their name, or by who wrote or committed them; one sign for each
 * indicator. `refs` are those that lead to commits: named are those whose tip is such a commit.
 */
export function signsInCommits(
  table: CommitTable,
  refs: readonly HistoryRef[],
  sought: SoughtSigns,
): CommitSign[] {
  if (!seeksCommits(sought)) return [];
  const found = new Map<string, { sign: SoughtSign; match: SignMatch; commits: number[] }>();
  const add = (sign: SoughtSign, by: SignMatch['by'], compared: string, commit: number): void => {
    const key = `${sign.kind}\0${sign.value}\0${by}`;
    const match = { by, compared, behaviour: null, ordinary: false };
    const row = found.get(key) ?? { sign, match, commits: [] };
    row.commits.push(commit);
    found.set(key, row);
  };
  const people = table.people.map((person) => soughtPerson(person, sought));
  const anybody = people.some((one) => one !== null);
  for (let commit = 0; commit < table.count; commit += 1) {
    if (anybody) {
      const author = people[table.author[commit] as number] ?? null;
      const committer = people[table.committer[commit] as number] ?? null;
      if (author !== null) add(author.sign, 'author', author.compared, commit);
      else if (committer !== null) add(committer.sign, 'committer', committer.compared, commit);
    }
    if (sought.commits.length === 0) continue;
    const oid = table.oidOf(commit);
    for (const { hash, sign } of sought.commits)
      if (oid.startsWith(hash)) add(sign, 'commit', oid, commit);
  }
  const tips = Map.groupBy(refs, (ref) => ref.commit);
  return [...found.values()].map(({ commits, match, sign }): CommitSign => ({
    kind: 'sign',
    about: 'commit',
    source: 'git',
    sign,
    match,
    evidence: `git:${table.oidOf(commits[0] as number)}`,
    commits: named(commits).map((commit) => commitOf(table, commit)),
    total: commits.length,
    refs: commits.flatMap((commit) => (tips.get(commit) ?? []).map((ref) => tipRef(table, ref))),
  }));
}

/** The indicator that names a person, by address first. */
export function soughtPerson(
  { email, name }: Person,
  { emails, names }: SoughtSigns,
): { sign: SoughtSign; compared: string } | null {
  const byEmail = emails.get(email.toLowerCase());
  if (byEmail !== undefined) return { sign: byEmail, compared: email };
  const byName = names.get(name.toLowerCase()) ?? names.get(accountIn(email));
  return byName === undefined ? null : { sign: byName, compared: `${name} <${email}>` };
}

/** The account that an address of the host stands for (`123+octocat@users.noreply.github.com`). */
function accountIn(email: string): string {
  return /^(?:\d+\+)?([^@+]+)@users\.noreply\.github\.com$/i.exec(email)?.[1]?.toLowerCase() ?? '';
}

function named(commits: readonly number[]): readonly number[] {
  return commits.length <= namedCommits
    ? commits
    : [...commits.slice(0, namedCommits - 1), commits.at(-1) as number];
}

function commitOf(table: CommitTable, commit: number): SignCommit {
  return { oid: table.oidOf(commit), committedAt: isoMoment(table.committedAt[commit] as number) };
}
