import type { Person } from '../../history.ts';
import { parseCommitObject } from './commit-parser.ts';
import type { ObjectTable } from './object-table.ts';

/** Commits as they were read, in any order; a commit is called by its object's number. */
export interface CommitStore {
  /** Takes a commit's content; false where it is none. */
  take(object: number, bytes: Buffer): boolean;
  has(object: number): boolean;
  /** Row of a commit in the arrays; -1 for one that was not read. */
  rowOf(object: number): number;
  readonly rows: CommitRows;
}

/** What commits state, by row. */
export interface CommitRows {
  readonly tree: number[];
  /** Object numbers; -1 for one that is not there. */
  readonly parents: (readonly number[])[];
  readonly authoredAt: number[];
  readonly committedAt: number[];
  readonly author: number[];
  readonly committer: number[];
  readonly subject: string[];
  readonly people: Person[];
}

/** A store of nothing, for the commits of a repository. */
export function emptyCommitStore(objects: ObjectTable): CommitStore {
  const rowByObject = new Int32Array(objects.count).fill(-1);
  const people = new Map<string, number>();
  const rows: CommitRows = {
    tree: [],
    parents: [],
    authoredAt: [],
    committedAt: [],
    author: [],
    committer: [],
    subject: [],
    people: [],
  };
  function personOf(who: string): number {
    const known = people.get(who);
    if (known !== undefined) return known;
    people.set(who, people.size);
    rows.people.push(personFrom(who));
    return people.size - 1;
  }
  return {
    rows,
    has: (object) => rowByObject[object] !== -1,
    rowOf: (object) => rowByObject[object] ?? -1,
    take(object, bytes) {
      const stated = parseCommitObject(bytes);
      if (stated === null) return false;
      rowByObject[object] = rows.tree.length;
      rows.tree.push(objects.findHex(stated.tree));
      rows.parents.push(stated.parents.map((oid) => objects.findHex(oid)));
      rows.authoredAt.push(stated.author.at);
      rows.committedAt.push(stated.committer.at);
      rows.author.push(personOf(stated.author.who));
      rows.committer.push(personOf(stated.committer.who));
      rows.subject.push(stated.subject);
      return true;
    },
  };
}

function personFrom(who: string): Person {
  const open = who.lastIndexOf('<');
  if (open === -1) return { name: who.trim(), email: '' };
  return { name: who.slice(0, open).trim(), email: who.slice(open + 1, -1) };
}
