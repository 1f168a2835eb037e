import { describe, expect, it } from 'vitest';
import type { Doors } from '../../../../src/host/doors.ts';
import type { GitOutput } from '../../../../src/host/git.ts';
import { interrupted } from '../../../../src/host/interrupt.ts';
import { streamObjects } from '../../../../src/sources/git/history/stream.ts';
import { realDoors } from '../../../support/doors.ts';
import { gitRepository } from '../../../support/git-repository.ts';
import { answer, oidOf, playedGit, type PlayedProcess } from './support.ts';

const contents = Array.from({ length: 9 }, (_, index) => Buffer.from(`content ${index}`));
const oids = contents.map((bytes) => oidOf('blob', bytes));

function answers(asked: readonly string[]): Buffer[] {
  return asked.map((oid) => answer('blob', contents[oids.indexOf(oid)] ?? Buffer.alloc(0), oid));
}

/** What was taken, as `query status`, and what was thrown. */
async function streamed(
  play: (asked: readonly string[], run: number) => PlayedProcess,
  { limit = 100, queries = oids, signal = new AbortController().signal } = {},
): Promise<{ taken: string[]; runs: string[][]; thrown: unknown }> {
  const { git, runs } = playedGit(play);
  const doors: Doors = { ...realDoors, git, signal };
  const taken: string[] = [];
  const asked = { count: queries.length, oidOf: (query: number) => queries[query] ?? '' };
  try {
    for await (const _ of streamObjects(
      '/x.git',
      asked,
      limit,
      (query, one) =>
        taken.push(`${query} ${one.status}${one.status === 'corrupt' ? ` ${one.reason}` : ''}`),
      doors,
    ));
    return { taken, runs, thrown: null };
  } catch (error) {
    return { taken, runs, thrown: error };
  }
}

function dying(ends: Partial<GitOutput>, of: string): (asked: readonly string[]) => PlayedProcess {
  return (asked) => {
    const at = asked.indexOf(of);
    return at === -1
      ? { chunks: answers(asked) }
      : { chunks: answers(asked.slice(0, at)), ends: { exitCode: 128, ...ends } };
  };
}

const allRead = oids.map((_, query) => `${query} read`);

describe('a git that dies of an object', () => {
  it('is started again behind it, and the object bears what git said', async () => {
    const stderr = 'warning: odd\nfatal: loose object is corrupt\nerror: more\n';

    const { runs, taken } = await streamed(dying({ stderr }, oids[4] as string));

    expect(taken).toEqual(allRead.with(4, '4 corrupt loose object is corrupt'));
    expect(runs).toEqual([oids, oids.slice(5)]);
  });

  it.each([0, 8])('is told at either end: %i', async (index) => {
    const { taken } = await streamed(dying({ stderr: 'fatal: x' }, oids[index] as string));

    expect(taken).toEqual(allRead.with(index, `${index} corrupt x`));
  });

  it('in the middle of its content leaves no half of it', async () => {
    const cut = answer('blob', contents[3] as Buffer).subarray(0, -4);
    const { taken } = await streamed((asked) =>
      asked.length === 9
        ? {
            chunks: [...answers(asked.slice(0, 3)), cut],
            ends: { exitCode: 128, stderr: 'fatal: cut' },
          }
        : { chunks: answers(asked) },
    );

    expect(taken).toEqual(allRead.with(3, '3 corrupt cut'));
  });

  it('that was too large already blames no other object', async () => {
    const head = Buffer.from(`${oids[3]} blob 5000\n${'x'.repeat(1000)}`);
    const { taken } = await streamed((asked) =>
      asked.length === 9
        ? {
            chunks: [...answers(asked.slice(0, 3)), head],
            ends: { exitCode: 128, stderr: 'fatal: cut' },
          }
        : { chunks: answers(asked) },
    );

    expect(taken).toEqual(allRead.with(3, '3 too-large'));
  });

  it('that a partial clone left with its remote is told as missing', async () => {
    const stderr = 'fatal: could not fetch x from promisor remote';
    const { taken } = await streamed(dying({ stderr }, oids[2] as string));

    expect(taken).toEqual(allRead.with(2, '2 missing'));
  });

  it('without a word is told by how it ended', async () => {
    const { taken } = await streamed(dying({ stderr: '', exitCode: 3 }, oids[2] as string));

    expect(taken[2]).toBe('2 corrupt git ended with 3');
  });

  it('again and again is given up, and what it said is thrown', async () => {
    const queries = Array.from({ length: 400 }, (_, index) => index.toString(16).padStart(40, '0'));
    const { taken, thrown } = await streamed(
      () => ({ chunks: [], ends: { exitCode: 128, stderr: 'fatal: bad pack' } }),
      { queries },
    );

    expect(thrown).toMatchObject({
      code: 'GIT_UNREADABLE',
      message: 'git cannot read /x.git: bad pack',
    });
    expect(taken).toHaveLength(256);
  });
});

describe('a git that a signal ends', () => {
  it('after answers is asked again for the rest, and no object is blamed', async () => {
    const { runs, taken } = await streamed((asked, run) =>
      run === 0
        ? { chunks: answers(asked.slice(0, 4)), ends: { exitCode: null, signal: 'SIGTERM' } }
        : { chunks: answers(asked) },
    );

    expect(taken).toEqual(allRead);
    expect(runs.map((asked) => asked.length)).toEqual([9, 5]);
  });

  it('before any answer is not started without end', async () => {
    const { taken, thrown } = await streamed(() => ({
      chunks: [],
      ends: { exitCode: null, signal: 'SIGKILL' },
    }));

    expect(taken).toEqual([0, 1, 2, 3].map((query) => `${query} corrupt git was ended by SIGKILL`));
    expect(thrown).toMatchObject({ code: 'GIT_UNREADABLE' });
  });

  it('as the person did ends all', async () => {
    const { thrown } = await streamed(() => ({
      chunks: [],
      ends: { exitCode: null, signal: 'SIGINT' },
    }));

    expect(thrown).toMatchObject({ code: 'INTERRUPTED' });
  });
});

it('what is asked of a repository that is none is not blamed on objects', async () => {
  const { taken, thrown } = await streamed(() => ({
    chunks: [],
    ends: { exitCode: 128, stderr: "fatal: not a git repository: '/x.git'" },
  }));

  expect(taken).toEqual([]);
  expect(thrown).toMatchObject({ code: 'GIT_UNREADABLE' });
});

it('stops before it starts where it was interrupted', async () => {
  const { runs, taken, thrown } = await streamed((asked) => ({ chunks: answers(asked) }), {
    signal: AbortSignal.abort(interrupted()),
  });

  expect({ runs, taken }).toEqual({ runs: [], taken: [] });
  expect(thrown).toMatchObject({ code: 'INTERRUPTED' });
});

it('asks for nothing where nothing is sought', async () => {
  expect(await streamed(() => ({ chunks: [] }), { queries: [] })).toMatchObject({
    runs: [],
    taken: [],
    thrown: null,
  });
});

it('a real git answers more than it is asked at once, missing ones among them', async () => {
  const repository = gitRepository();
  const commit = repository.commit({ a: 'a' });
  const queries = {
    count: 60_000,
    oidOf: (query: number) => (query % 3 === 0 ? commit : query.toString(16).padStart(40, '0')),
  };
  const counts = { read: 0, other: 0, late: 0 };
  let before = -1;
  for await (const _ of streamObjects(
    `${repository.directory}/.git`,
    queries,
    1000,
    (query, one) => {
      if (query !== before + 1) counts.late += 1;
      before = query;
      const expected = query % 3 === 0 ? 'read' : 'missing';
      counts[one.status === expected ? 'read' : 'other'] += 1;
    },
    realDoors,
  ));

  expect(counts).toEqual({ read: 60_000, other: 0, late: 0 });
});
