import { beforeAll, expect, it } from 'vitest';
import { FirebreakError } from '../../../../src/errors.ts';
import { plainLook, type LookSession } from '../../../../src/sources/look.ts';
import type { PartMemory } from '../../../../src/sources/memory.ts';
import type { Artefact, SourceProblem } from '../../../../src/sources/types.ts';
import { type GitRepository, gitRepository } from '../../../support/git-repository.ts';
import { npmLock } from '../../../support/lockfiles.ts';
import { lookThrough } from './look.ts';

/** What a look left of its repository, as an inventory would remember it. */
interface Kept {
  fingerprint: string | null;
  evidence: Uint8Array | null;
  artefacts: Artefact[];
  problems: SourceProblem[];
}

let repository: GitRepository;

beforeAll(() => {
  repository = gitRepository();
  repository.commit({ 'package-lock.json': npmLock({ a: '1.0.0' }) }, { message: 'one' });
  repository.commit({ 'package-lock.json': npmLock({ a: '2.0.0' }) }, { message: 'two' });
});

/** Looks with a memory, and gives what the look left and whether it recalled. */
async function looked(
  memory: Partial<PartMemory> | null,
  history: 'reachable' | 'all' | null = 'reachable',
): Promise<{ kept: Kept; recalled: boolean; past: readonly string[] }> {
  const kept: Kept = { fingerprint: null, evidence: null, artefacts: [], problems: [] };
  let recalled = false;
  const session: LookSession = {
    ...plainLook,
    wants: () => false,
    memoryOf: () => (memory === null ? null : { ...nothing, ...memory }),
    unchanged: () => {
      recalled = true;
    },
    recorderOf: (_, kind) =>
      kind === 'files'
        ? null
        : {
            artefact: (__, artefact) => kept.artefacts.push(artefact) - 1,
            problem: (problem) => void kept.problems.push(problem),
            finish(fingerprint, evidence) {
              Object.assign(kept, { fingerprint, evidence });
            },
          },
  };
  const { past } = await lookThrough(repository.directory, { history, session });
  return { kept, recalled, past };
}

const nothing: PartMemory = {
  fingerprint: null,
  evidence: () => null,
  problems: () => [],
  artefacts: () => [],
  find: () => null,
};

function memoryOf({ artefacts, evidence, fingerprint, problems }: Kept): PartMemory {
  return {
    fingerprint,
    evidence: () => evidence,
    problems: () => problems,
    artefacts: () => artefacts,
    find: () => null,
  };
}

it('what has not changed is taken from memory, and says the same', async () => {
  const first = await looked(null);
  const second = await looked(memoryOf(first.kept));

  expect(first.recalled).toBe(false);
  expect(second.recalled).toBe(true);
  expect(second.past).toEqual(first.past);
});

it('commits that no ref leads to may come without a ref that moves: they are looked for again', async () => {
  const first = await looked(null, 'all');
  repository.commit({ 'package-lock.json': npmLock({ a: '3.0.0' }) }, { message: 'dropped' });
  repository.git('reset', '--quiet', '--hard', 'HEAD~1');

  const second = await looked(memoryOf(first.kept), 'all');

  expect(second.past.length).toBe(first.past.length + 1);
});

it.each(['GIT_OBJECT_MISSING', 'GIT_OBJECT_CORRUPT', 'FILE_UNREADABLE'] as const)(
  'what met %s is looked at again, because it may be mended',
  async (code) => {
    const { kept } = await looked(null);
    const problem: SourceProblem = {
      kind: 'problem',
      code,
      path: null,
      ref: null,
      line: null,
      message: 'x',
      ecosystems: null,
      artefact: null,
    };

    expect((await looked({ ...memoryOf(kept), problems: () => [problem] })).recalled).toBe(false);
  },
);

it.each([
  ['bytes that are no evidence', { evidence: () => Buffer.from('no evidence') }],
  ['no evidence', { evidence: () => null }],
  ['artefacts that are fewer than its evidence names', { artefacts: () => [] }],
  [
    'evidence that cannot be read',
    {
      evidence: (): never => {
        throw new FirebreakError('INVENTORY_INVALID', 'x', 'y');
      },
    },
  ],
])('a memory with %s is no memory', async (_, broken) => {
  const first = await looked(null);
  const second = await looked({ ...memoryOf(first.kept), ...broken });

  expect(second.recalled).toBe(false);
  expect(second.past).toEqual(first.past);
});

it('a memory of tips is not one of history, nor one of other refs', async () => {
  const { kept } = await looked(null, null);

  expect((await looked(memoryOf(kept))).recalled).toBe(false);
});
