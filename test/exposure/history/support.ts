import type {
  HeldIn,
  HistoryRef,
  Person,
  RepositoryHistory,
} from '../../../src/sources/history.ts';
import type { RefClass } from '../../../src/sources/types.ts';

/** A commit of a made-up history. Those it is made on must stand before it. */
export interface CommitSpec {
  readonly id: string;
  /** Its parents; `?` is one that is not there. */
  readonly on?: readonly string[];
  /** Committer time; absent for none. */
  readonly at?: string;
  /** Author time; the committer's where absent. */
  readonly written?: string;
  /** 0 (default) holds nothing, 1 and more hold something; -1 was not read. */
  readonly state?: number;
  readonly author?: string;
  readonly committer?: string;
  readonly subject?: string;
}

/** `class:name` to the commit it leads to. */
export type RefSpec = Readonly<Record<string, string>>;

/** A history in typed arrays, as a source makes it; an id is its own object id. */
export function historyOf(specs: readonly CommitSpec[], refs: RefSpec): RepositoryHistory {
  const numbers = new Map(specs.map(({ id }, number) => [id, number]));
  const numberOf = (id: string): number => {
    const number = numbers.get(id);
    if (number === undefined) throw new Error(`no commit ${id}`);
    return number;
  };
  const parents = specs.map(({ on = [] }) => on.map((id) => (id === '?' ? -1 : numberOf(id))));
  const people: Person[] = [];
  const who = (text = 'Ada <ada@example.org>'): number => {
    const [, name = '', email = ''] = /^(.*) <(.*)>$/.exec(text) ?? [];
    return people.push({ name, email }) - 1;
  };
  const seconds = (time: string | undefined): number =>
    time === undefined ? Number.NaN : Date.parse(time) / 1000;
  return {
    commits: {
      count: specs.length,
      oidOf: (number) => specs[number]?.id ?? '',
      subjectOf: (number) => specs[number]?.subject ?? 'work',
      parentStart: Int32Array.from(
        { length: specs.length + 1 },
        (_, number) => parents.slice(0, number).flat().length,
      ),
      parents: Int32Array.from(parents.flat()),
      authoredAt: Float64Array.from(specs, ({ at, written }) => seconds(written ?? at)),
      committedAt: Float64Array.from(specs, ({ at }) => seconds(at)),
      author: Int32Array.from(specs, ({ author }) => who(author)),
      committer: Int32Array.from(specs, ({ author, committer }) => who(committer ?? author)),
      people,
    },
    states: Int32Array.from(specs, ({ state = 0 }) => state),
    refs: refsOf(refs, numberOf),
  };
}

const order: readonly RefClass[] = ['default', 'branch', 'worktree', 'pull', 'tag', 'other'];

function refsOf(refs: RefSpec, numberOf: (id: string) => number): HistoryRef[] {
  return Object.entries(refs)
    .map(([key, id]) => {
      const [kind = '', name = ''] = key.split(/:(.*)/s);
      return { name, class: kind as RefClass, commit: numberOf(id) };
    })
    .toSorted((a, b) => order.indexOf(a.class) - order.indexOf(b.class));
}

/** What is held in state 1. */
export function heldIn(history: RepositoryHistory, states: readonly number[] = [1]): HeldIn {
  return { history, states };
}
