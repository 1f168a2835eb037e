import { FirebreakError } from '../errors.ts';
import type { CoverageProblem } from '../exposure/schema.ts';
import { joinTargets } from '../sources/join.ts';
import { sources } from '../sources/index.ts';
import type { ExpandOptions, Target } from '../sources/target.ts';
import { withoutSecrets } from '../sources/remote/address.ts';
import type { App } from './app.ts';
import { mirrorHome } from './mirrors.ts';
import { readTargetFiles } from './target-files.ts';

/** How targets are looked at. */
export interface TargetOptions extends Omit<ExpandOptions, 'mirrors'> {
  /** Whether the network is left alone, and mirrors are read as they stand. */
  readonly offline?: boolean;
}

/** What one TARGET argument stands for. */
export interface Expansion {
  /** As it was typed, without user and password. */
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
  { offline, ...asked }: TargetOptions,
): Promise<Expansion[]> {
  const options = { ...asked, mirrors: mirrorHome(app, offline === true) };
  const expansions: Expansion[] = [];
  const failures: FirebreakError[] = [];
  for (const typed of await readTargetFiles(app, args)) {
    const argument = withoutSecrets(typed);
    try {
      expansions.push({ argument, targets: await expandOne(app, typed, options), failed: null });
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
  return withJoinedTargets(expansions);
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
    'Give a directory, or a git repository or its URL.',
  );
}

/** Kinds of target that the interface names and no source reads yet. */
function notReadYet(argument: string): string | null {
  const kinds: [RegExp, string][] = [
    [/^github:/, 'GitHub'],
    [/^(image|oci|docker-archive):/, 'container images'],
    [/^cache:/, 'package caches'],
    [/^machine$/, 'this machine as a whole'],
  ];
  return kinds.find(([pattern]) => pattern.test(argument))?.[1] ?? null;
}

/**
 * Arguments that overlap (`org`, `org/web`) and clones of one origin lead to one target, which each of these arguments
 * has found, and which is looked at once.
 */
function withJoinedTargets(expansions: readonly Expansion[]): Expansion[] {
  const joined = joinTargets(expansions.flatMap((expansion) => expansion.targets));
  const named = withOwnNames([...new Set(joined.values())]);
  return expansions.map((expansion) => ({
    ...expansion,
    targets: [
      ...new Set(
        expansion.targets.map((target) => named.get(joined.get(target) as Target) as Target),
      ),
    ],
  }));
}

/** Tells targets of one name apart: origins by their hosts, and what has none by where it lies. */
function withOwnNames(targets: readonly Target[]): Map<Target, Target> {
  const bearers = Map.groupBy(targets, (target) => target.name);
  const isShared = ({ name, origin }: Target): boolean => {
    const rivals = (bearers.get(name) ?? []).filter(
      (one) => origin === null || one.origin !== null,
    );
    return rivals.length > 1;
  };
  return new Map(
    targets.map((target) => [
      target,
      isShared(target) ? { ...target, name: fullName(target) } : target,
    ]),
  );
}

/** An origin keeps its name beside a path of that name: where targets lie changes, where they are from does not. */
function fullName({ name, origin, place }: Target): string {
  return origin === null ? `${name} (${place})` : `${origin.host}/${origin.path}`;
}
