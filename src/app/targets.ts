import { resolve } from 'node:path';
import { FirebreakError } from '../errors.ts';
import type { CoverageProblem } from '../exposure/schema.ts';
import { sources } from '../sources/index.ts';
import type { ExpandOptions, Target } from '../sources/target.ts';
import type { App } from './app.ts';
import { readTargetFiles } from './target-files.ts';

/** What one TARGET argument stands for. */
export interface Expansion {
  readonly argument: string;
  readonly targets: readonly Target[];
  readonly failed: CoverageProblem | null;
}

/**
 * Turns TARGET arguments into targets with names of their own. An argument that leads nowhere is kept as a failure,
 * so that the others are still read; when all do, the first failure is thrown.
 */
export async function expandTargets(
  app: App,
  args: readonly string[],
  options: ExpandOptions,
): Promise<Expansion[]> {
  const expansions: Expansion[] = [];
  const failures: FirebreakError[] = [];
  for (const argument of await readTargetFiles(app, args)) {
    try {
      expansions.push({ argument, targets: await expandOne(app, argument, options), failed: null });
    } catch (error) {
      if (!(error instanceof FirebreakError) || error.code === 'INTERRUPTED') throw error;
      failures.push(error);
      const { code, message } = error;
      expansions.push({
        argument,
        targets: [],
        failed: { target: argument, path: null, ref: null, line: null, code, message },
      });
    }
  }
  if (failures.length === expansions.length && failures[0] !== undefined) throw failures[0];
  return withOwnNames(withoutRepetition(expansions));
}

async function expandOne(
  app: App,
  argument: string,
  options: ExpandOptions,
): Promise<readonly Target[]> {
  const unsupported = notReadYet(argument);
  if (unsupported !== null) {
    throw new FirebreakError(
      'TARGET_UNSUPPORTED',
      `${argument}: firebreak does not look at ${unsupported} yet`,
      'Give a directory or a clone on this machine.',
    );
  }
  for (const source of sources) {
    const targets = await source.expand(argument, options, app.doors);
    if (targets !== null) return targets;
  }
  throw new FirebreakError(
    'TARGET_UNSUPPORTED',
    `${argument}: not a kind of target`,
    'Give a directory or a git repository.',
  );
}

/** Kinds of target that the interface names and no source reads yet. */
function notReadYet(argument: string): string | null {
  const kinds: [RegExp, string][] = [
    [/^(https?|ssh|git|file):\/\//, 'repositories at a URL'],
    [/^[^/\s]+@[^/\s]+:/, 'repositories at a URL'],
    [/^github:/, 'GitHub'],
    [/^(image|oci|docker-archive):/, 'container images'],
    [/^cache:/, 'package caches'],
    [/^machine$/, 'this machine as a whole'],
  ];
  return kinds.find(([pattern]) => pattern.test(argument))?.[1] ?? null;
}

/** Arguments that overlap (`org`, `org/web`) lead to a target twice: it is looked at once, for the first of them. */
function withoutRepetition(expansions: readonly Expansion[]): Expansion[] {
  const seen = new Set<string>();
  const isNew = ({ kind, place }: Target): boolean => {
    const before = seen.size;
    return seen.add(`${kind} ${resolve(place)}`).size > before;
  };
  return expansions
    .map((expansion) => ({ expansion, targets: expansion.targets.filter(isNew) }))
    .filter(({ expansion, targets }) => targets.length > 0 || expansion.targets.length === 0)
    .map(({ expansion, targets }) => ({ ...expansion, targets }));
}

/** Two clones of one repository bear its name; each is then told apart by where it lies. */
function withOwnNames(expansions: readonly Expansion[]): Expansion[] {
  const bearers = Map.groupBy(
    expansions.flatMap((expansion) => expansion.targets),
    (target) => target.name,
  );
  return expansions.map((expansion) => ({
    ...expansion,
    targets: expansion.targets.map((target) => {
      const alone = bearers.get(target.name)?.length === 1;
      return alone ? target : { ...target, name: `${target.name} (${target.place})` };
    }),
  }));
}
