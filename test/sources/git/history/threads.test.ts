import { execFileSync } from 'node:child_process';
import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Doors } from '../../../../src/host/doors.ts';
import { interrupted } from '../../../../src/host/interrupt.ts';
import type { Thread, Threads } from '../../../../src/host/threads.ts';
import { createEntryReader } from '../../../../src/lockfile/entries/reader.ts';
import { readers } from '../../../../src/lockfile/index.ts';
import type { LockDocument } from '../../../../src/lockfile/types.ts';
import type {
  ContentGroup,
  ReadContent,
} from '../../../../src/sources/git/history/content-groups.ts';
import { beginReading } from '../../../../src/sources/git/history/contents.ts';
import type { ObjectTable } from '../../../../src/sources/git/history/object-table.ts';
import { plainLook } from '../../../../src/sources/look.ts';
import { realDoors } from '../../../support/doors.ts';
import { gitRepository } from '../../../support/git-repository.ts';
import { hiddenLock, npmLock, yarnLock } from '../../../support/lockfiles.ts';
import { loosePath } from '../../support.ts';
import { oidOf } from './support.ts';

/** Seven segments. */
const versions = 448;

let gitDir: string;
let groups: ContentGroup[];
let objects: ObjectTable;
/** All of it as it is read in one thread. */
let alone: string[];

beforeAll(async () => {
  const { directory } = gitRepository();
  gitDir = join(directory, '.git');
  const contents = Array.from({ length: versions }, (_, number) => contentOf(number));
  const script = contents.map(({ text }) => `blob\ndata ${Buffer.byteLength(text)}\n${text}\n`);
  execFileSync('git', ['-c', 'fastimport.unpackLimit=10000', 'fast-import', '--quiet'], {
    cwd: directory,
    input: script.join(''),
  });
  groups = contents.map((one, number) => groupOf(one, number));
  const numbers = new Map(groups.map(({ oid }, number) => [oid, number]));
  objects = { findHex: (oid: string) => numbers.get(oid) ?? -1 } as ObjectTable;
  rmSync(loosePath(directory, groups[330]?.oid ?? ''));
  chmodSync(loosePath(directory, groups[340]?.oid ?? ''), 0o644);
  writeFileSync(loosePath(directory, groups[340]?.oid ?? ''), deflateSync('blob 3\0lie'));
  alone = (
    await read({ doors: { ...realDoors, threads: threads({ fewest: Infinity, start: unwanted }) } })
  ).lines;
});

const unwanted: Threads['start'] = () => expect.unreachable();

/** Kinds in turn, so that each segment has all of them; one in a hundred holds what is sought. */
function contentOf(number: number): { path: string; text: string; reader: string } {
  const own = { a: `${number}.0.0`, b: `1.${number >> 3}.0` };
  const sought = number % 100 === 50 ? { sought: '6.6.6' } : {};
  switch (number % 5) {
    case 0:
    case 1:
      return {
        path: `app${number % 3}/package-lock.json`,
        reader: 'npm-lock',
        text: npmLock({ ...own, ...sought }),
      };
    case 2:
      return {
        path: 'yarn.lock',
        reader: 'yarn-lock',
        text: yarnLock({ 'a@^1': own.a, 'b@^1': own.b }),
      };
    case 3:
      return {
        path: 'requirements.txt',
        reader: 'requirements',
        text: `a==${own.a}\nb>=${number}\n`,
      };
    default:
      return number % 2 === 0
        ? { path: 'node_modules/.package-lock.json', reader: 'npm-lock', text: hiddenLock(own) }
        : { path: 'package-lock.json', reader: 'npm-lock', text: `{ "broken": ${number}` };
  }
}

function groupOf(one: ReturnType<typeof contentOf>, number: number): ContentGroup {
  const reader = readers.find(({ id }) => id === one.reader);
  if (reader === undefined) throw new Error(one.reader);
  return {
    reader,
    mode: one.path.includes('node_modules') ? 'modules' : 'ordinary',
    oid: oidOf('blob', Buffer.from(one.text)),
    occurrences: [{ node: number, name: one.path }],
  };
}

/** Threads that are worth starting for anything. */
function threads(changes: Partial<Threads> = {}): Threads {
  const { threads: real } = realDoors;
  if (real === undefined) throw new Error('no threads');
  return {
    most: 1,
    fewest: 1,
    start: (...asked) => real.start(...asked),
    ...changes,
  };
}

interface Asked {
  readonly doors: Doors;
  readonly wants?: (document: LockDocument) => boolean;
  /** Taken after the first content, once so many were read. */
  readonly pauseUntil?: number;
  readonly once?: () => void;
}

/** Reads all; `read` counts contents as they are told of. */
async function read({
  doors,
  pauseUntil = 0,
  once = () => {},
  wants = isSought,
}: Asked): Promise<{ lines: string[]; read: number }> {
  const reached = Promise.withResolvers<void>();
  let count = 0;
  const session = {
    ...plainLook,
    wants,
    read(contents: number) {
      count += contents;
      if (count >= pauseUntil) reached.resolve();
    },
  };
  const lines: string[] = [];
  const reading = {
    gitDir,
    objects,
    entries: createEntryReader(),
    session,
    doors,
    pathOf: ({ name }: { name: string }) => name,
  };
  const begun = beginReading(groups, reading);
  try {
    for await (const one of begun.read()) {
      if (lines.push(lineOf(one)) > 1 || pauseUntil === 0) continue;
      await reached.promise;
      once();
    }
  } finally {
    begun.leave();
  }
  return { lines, read: count };
}

function isSought(document: LockDocument): boolean {
  return document.packages.some(({ name }) => name === 'sought');
}

/** All that is read of a content; what is sought is read whole, with what asks for it. */
function lineOf(one: ReadContent): string {
  const path = one.group.occurrences[0]?.name;
  if ('failed' in one) return JSON.stringify([path, one.failed]);
  const { reading, ...artefact } = one.artefact;
  return JSON.stringify([
    path,
    artefact,
    { ...reading, documents: [] },
    reading.documents.map((document) => [
      document.label,
      document.requests,
      document.packages.map((locked) => `${locked.name}@${locked.version}`).toSorted(),
      document.packages.some(({ name }) => name === 'sought') ? document.graph() : null,
    ]),
  ]);
}

/** All but what we take before we are stopped, and the two that cannot be read. */
const byThread = versions - 64 - 2;

describe('contents that a thread reads', () => {
  it('are the same as when nobody helps, and in the same order', async () => {
    const { lines, read: count } = await read({
      doors: { ...realDoors, threads: threads() },
      pauseUntil: byThread,
    });

    expect(lines).toEqual(alone);
    expect(count).toBe(versions - 2);
    expect(alone[330]).toContain('missing');
    expect(alone[340]).toContain('corrupt');
    expect(alone[350]).toContain('"importers":[{');
    expect(alone[359]).toContain('SYNTAX');
    expect(alone[354]).toContain('installation');
    expect(alone[353]).toContain('"range":">=353"');
  });

  it('are read by as many as there are', async () => {
    const two = threads({ most: 3 });

    expect(
      (await read({ doors: { ...realDoors, threads: two }, pauseUntil: byThread })).lines,
    ).toEqual(alone);
  });

  it('belong to several tasks, each with the same threads', async () => {
    let started = 0;
    const shared: Threads = threads({
      start(...asked) {
        started += 1;
        return threads().start(...asked);
      },
    });
    const doors = { ...realDoors, threads: shared };

    const found = await Promise.all([
      read({ doors, pauseUntil: byThread }),
      read({ doors }),
      read({ doors }),
    ]);

    expect(found.map(({ lines }) => lines)).toEqual([alone, alone, alone]);
    expect(started).toBe(1);
  });
});

describe('a thread that is lost', () => {
  it('in the middle leaves nothing unread', async () => {
    let thread: Thread | null = null;
    const dying = threads({
      start: (url, name, listen) =>
        (thread = threads().start(url, name, (message) => {
          listen(message);
          thread?.end();
        })),
    });

    const { lines } = await read({ doors: { ...realDoors, threads: dying }, pauseUntil: 65 });

    expect(lines).toEqual(alone);
  });

  it.each(['dying', 'failing'])(
    'before it read anything (%s) leaves nothing unread',
    async (kind) => {
      const ended = Promise.withResolvers<void>();
      const dying = threads({
        start(_, __, listen) {
          const thread = threads().start(import.meta.url, `programs/${kind}-thread`, listen);
          void thread.ended.then(ended.resolve);
          return thread;
        },
      });

      const { lines } = await read({ doors: { ...realDoors, threads: dying } });
      await ended.promise;

      expect(lines).toEqual(alone);
    },
  );

  it('before it could be started leaves nothing unread', async () => {
    const doors = {
      ...realDoors,
      threads: threads({
        start: () => {
          throw new Error('no more threads');
        },
      }),
    };

    expect((await read({ doors })).lines).toEqual(alone);
  });
});

/** Doors with a thread that never answers, and what is called when all that is waited for is that thread. */
function waitingDoors(waits: (thread: Thread) => void): Doors {
  const taken = Promise.withResolvers<Thread>();
  const { git } = realDoors;
  return {
    ...realDoors,
    threads: threads({
      start(_, __, listen) {
        const thread = threads().start(import.meta.url, 'programs/hanging-thread', (message) =>
          message === 'all taken' ? taken.resolve(thread) : listen(message),
        );
        return thread;
      },
    }),
    git: {
      ...git,
      async converseWithGit(...asked) {
        const conversation = await git.converseWithGit(...asked);
        const thread = await taken.promise;
        return {
          ...conversation,
          async close() {
            const ended = await conversation.close();
            setImmediate(() => waits(thread));
            return ended;
          },
        };
      },
    },
  };
}

it('a thread that is lost while it is waited for leaves nothing unread', async () => {
  const { lines } = await read({ doors: waitingDoors((thread) => thread.end()) });

  expect(lines).toEqual(alone);
});

describe('an interruption', () => {
  it('is not kept waiting by a thread', async () => {
    const interruption = new AbortController();
    let waited: Thread | null = null;
    const doors = waitingDoors((thread) => {
      waited = thread;
      interruption.abort(interrupted());
    });

    const reading = read({ doors: { ...doors, signal: interruption.signal } });

    await expect(reading).rejects.toMatchObject({ code: 'INTERRUPTED' });
    await (waited as Thread | null)?.ended;
  });

  it('ends the threads at once', async () => {
    const interruption = new AbortController();
    const started: Thread[] = [];
    const watched = threads({
      start(...asked) {
        const thread = threads().start(...asked);
        started.push(thread);
        return thread;
      },
    });
    const doors = { ...realDoors, threads: watched, signal: interruption.signal };

    const reading = read({
      doors,
      pauseUntil: 65,
      once: () => interruption.abort(interrupted()),
    });

    await expect(reading).rejects.toMatchObject({ code: 'INTERRUPTED' });
    await Promise.all(started.map(({ ended }) => ended));
    expect(started).toHaveLength(1);
  });
});

it.each([
  ['little is read', { fewest: versions + 1 }, isSought],
  ['everything is wanted whole', {}, () => true],
])('no thread is started where %s', async (_, changes, wants) => {
  const doors = { ...realDoors, threads: threads({ ...changes, start: unwanted }) };

  expect((await read({ doors, wants })).lines).toHaveLength(versions);
});
