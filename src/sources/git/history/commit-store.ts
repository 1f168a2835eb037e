import type { Person } from '../../history.ts';
import { piecesOfCommit, secondsOf, whoEnd } from './commit-parser.ts';
import { longArray, type LongArray } from './long-array.ts';
import { nameTable } from './name-table.ts';
import type { ObjectTable } from './object-table.ts';
import { type SubjectStore, subjectStore } from './subject-store.ts';

/** Commits as they were read, in any order; a commit is called by its object's number. */
export interface CommitStore {
  /** Takes a commit's content; false where it is none. */
  take(object: number, bytes: Buffer): boolean;
  has(object: number): boolean;
  /** Row of a commit in the arrays; -1 for one that was not read. */
  rowOf(object: number): number;
  readonly rows: CommitRows;
}

/** What commits state, by row. There is room for every commit of the repository. */
export interface CommitRows {
  /** Object number; -1 for one that is not there. */
  readonly tree: Int32Array;
  /** Where a row's parents begin, and the next row's: object numbers, -1 for one that is not there. */
  readonly parentStart: Int32Array;
  readonly parents: LongArray;
  readonly authoredAt: Float64Array;
  readonly committedAt: Float64Array;
  /** Index into `people`. */
  readonly author: Int32Array;
  readonly committer: Int32Array;
  readonly subjects: SubjectStore;
  readonly people: readonly Person[];
}

/** A store of nothing, for the commits of a repository. */
export function emptyCommitStore(objects: ObjectTable): CommitStore {
  const rowByObject = new Int32Array(objects.count).fill(-1);
  const room = countCommits(objects);
  const people = emptyPeople();
  const parents = longArray();
  const rows: CommitRows = {
    tree: new Int32Array(room),
    parentStart: new Int32Array(room + 1),
    parents,
    authoredAt: new Float64Array(room),
    committedAt: new Float64Array(room),
    author: new Int32Array(room),
    committer: new Int32Array(room),
    subjects: subjectStore(room),
    people: people.all,
  };
  let taken = 0;
  return {
    rows,
    has: (object) => rowByObject[object] !== -1,
    rowOf: (object) => rowByObject[object] ?? -1,
    take(object, bytes) {
      const stated = piecesOfCommit(bytes);
      if (stated === null) return false;
      const { author, committer, subject, tree } = stated;
      rowByObject[object] = taken;
      rows.tree[taken] = objects.findHexIn(bytes, tree.from, tree.end);
      for (const { end, from } of stated.parents) parents.push(objects.findHexIn(bytes, from, end));
      rows.authoredAt[taken] = secondsOf(bytes, author);
      rows.committedAt[taken] = secondsOf(bytes, committer);
      rows.author[taken] = people.numberOf(bytes, author.from, whoEnd(bytes, author));
      rows.committer[taken] = people.numberOf(bytes, committer.from, whoEnd(bytes, committer));
      rows.subjects.push(bytes, subject.from, subject.end);
      taken += 1;
      rows.parentStart[taken] = parents.length;
      return true;
    },
  };
}

function countCommits(objects: ObjectTable): number {
  let count = 0;
  for (let object = 0; object < objects.count; object += 1)
    if (objects.kindOf(object) === 'commit') count += 1;
  return count;
}

interface People {
  readonly all: readonly Person[];
  numberOf(bytes: Buffer, from: number, end: number): number;
}

/** People by what commits say of them. Bytes that are spelled alike are one person. */
function emptyPeople(): People {
  const all: Person[] = [];
  const names = nameTable();
  const bySpelling = new Map<string, number>();
  const byName: number[] = [];
  return {
    all,
    numberOf(bytes, from, end) {
      const name = names.numberOf(bytes, from, end);
      const known = byName[name];
      if (known !== undefined) return known;
      const who = names.nameOf(name);
      const person = bySpelling.get(who) ?? all.push(personFrom(who)) - 1;
      bySpelling.set(who, person);
      byName.push(person);
      return person;
    },
  };
}

function personFrom(who: string): Person {
  const open = who.lastIndexOf('<');
  if (open === -1) return { name: who.trim(), email: '' };
  return { name: who.slice(0, open).trim(), email: who.slice(open + 1, -1) };
}
