import type { HeldIn, HistoryRef, Person, RepositoryHistory } from '../../sources/history.ts';
import { byStrength } from '../../sources/ref-order.ts';
import type { Chronicle } from './chronicle.ts';
import { holdingIn } from './holding.ts';
import { parentsFirst } from './parents-first.ts';

/** Where a joined commit is taken from. */
interface Origin {
  readonly history: RepositoryHistory;
  readonly commit: number;
}

/**
 * Joins clones of one repository, or repositories that share a name, by object ids. A parent that one clone lacks is
 * known where another has it, and so is a tree.
 */
export function joinHistories(histories: readonly RepositoryHistory[]): Chronicle {
  const met = new Map<string, number>();
  const origins: Origin[] = [];
  const own = histories.map((history) => {
    const numbers = new Int32Array(history.commits.count);
    for (let commit = 0; commit < numbers.length; commit += 1) {
      const oid = history.commits.oidOf(commit);
      const known = met.get(oid);
      numbers[commit] = known ?? origins.length;
      if (known !== undefined) continue;
      met.set(oid, origins.length);
      origins.push({ history, commit });
    }
    return numbers;
  });
  const parents = parentsOf(histories, own, origins.length);
  const order = parentsFirst(parents);
  const place = new Int32Array(order.length);
  order.forEach((joined, at) => {
    place[joined] = at;
  });
  const placeOf = (clone: number, commit: number): number =>
    place[own[clone]?.[commit] as number] as number;
  const unread = new Uint8Array(order.length).fill(1);
  histories.forEach(({ states }, clone) => {
    for (let commit = 0; commit < states.length; commit += 1)
      if ((states[commit] as number) >= 0) unread[placeOf(clone, commit)] = 0;
  });
  return {
    commits: tableOf(
      order.map((joined) => origins[joined] as Origin),
      order.map((joined) =>
        (parents[joined] ?? []).map((one) => (one < 0 ? -1 : (place[one] as number))),
      ),
    ),
    refs: refsOf(histories, placeOf),
    unread,
    holding(held: readonly HeldIn[]) {
      const holds = new Uint8Array(order.length);
      histories.forEach((history, clone) => {
        const flags = holdingIn(history, held);
        for (let commit = 0; commit < flags.length; commit += 1)
          if (flags[commit] === 1) holds[placeOf(clone, commit)] = 1;
      });
      return holds;
    },
  };
}

/** Parents of every joined commit, from the clone that knows most of them. */
function parentsOf(
  histories: readonly RepositoryHistory[],
  own: readonly Int32Array[],
  count: number,
): number[][] {
  const joined: number[][] = Array.from({ length: count });
  histories.forEach(({ commits }, clone) => {
    const numbers = own[clone] as Int32Array;
    for (let commit = 0; commit < commits.count; commit += 1) {
      const [from, to] = [commits.parentStart[commit], commits.parentStart[commit + 1]];
      const here = Array.from(commits.parents.subarray(from, to), (one) =>
        one < 0 ? -1 : (numbers[one] as number),
      );
      const number = numbers[commit] as number;
      const known = joined[number];
      if (known === undefined || (known.includes(-1) && missing(here) < missing(known)))
        joined[number] = here;
    }
  });
  return joined;
}

function missing(parents: readonly number[]): number {
  return parents.filter((one) => one < 0).length;
}

function tableOf(origins: readonly Origin[], parents: readonly number[][]): Chronicle['commits'] {
  const parentStart = new Int32Array(origins.length + 1);
  parents.forEach((own, commit) => {
    parentStart[commit + 1] = (parentStart[commit] as number) + own.length;
  });
  const people: Person[] = [];
  const numbers = new Map<Person, number>();
  const numberOf = (person: Person): number => {
    const known = numbers.get(person);
    if (known !== undefined) return known;
    numbers.set(person, people.length);
    return people.push(person) - 1;
  };
  const nobody: Person = { name: '', email: '' };
  const whoIn = (of: 'author' | 'committer'): Int32Array =>
    Int32Array.from(origins, ({ commit, history: { commits } }) =>
      numberOf(commits.people[commits[of][commit] as number] ?? nobody),
    );
  const timeIn = (of: 'authoredAt' | 'committedAt'): Float64Array =>
    Float64Array.from(origins, ({ commit, history: { commits } }) => commits[of][commit] as number);
  return {
    count: origins.length,
    oidOf: (number) => originAt(origins, number).oidOf(),
    subjectOf: (number) => originAt(origins, number).subjectOf(),
    parentStart,
    parents: Int32Array.from(parents.flat()),
    authoredAt: timeIn('authoredAt'),
    committedAt: timeIn('committedAt'),
    author: whoIn('author'),
    committer: whoIn('committer'),
    people,
  };
}

function originAt(
  origins: readonly Origin[],
  number: number,
): { readonly oidOf: () => string; readonly subjectOf: () => string } {
  const { commit, history } = origins[number] as Origin;
  return {
    oidOf: () => history.commits.oidOf(commit),
    subjectOf: () => history.commits.subjectOf(commit),
  };
}

/** Every ref of every clone; those that two clones share once. */
function refsOf(
  histories: readonly RepositoryHistory[],
  placeOf: (clone: number, commit: number) => number,
): HistoryRef[] {
  const all = new Map<string, HistoryRef>();
  histories.forEach(({ refs }, clone) => {
    for (const ref of refs) {
      const commit = placeOf(clone, ref.commit);
      all.set(`${ref.class} ${commit} ${ref.name}`, { ...ref, commit });
    }
  });
  return [...all.values()].toSorted((a, b) => byStrength(a, b) || a.commit - b.commit);
}
