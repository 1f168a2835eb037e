import { join } from 'node:path';
import type { Doors } from '../../src/host/doors.ts';
import { directorySource } from '../../src/sources/directory/source.ts';
import type { RefSelection } from '../../src/sources/git/refs.ts';
import type { Target } from '../../src/sources/target.ts';
import type { Sighting, SourceItem, SourceProblem } from '../../src/sources/types.ts';
import { realDoors } from '../support/doors.ts';

/** All that looking at one target gave. */
export interface Look {
  readonly name: string;
  /** `path@class:ref,… name@version …`, one for each place, sorted. What lies in a work tree has no refs. */
  readonly seen: readonly string[];
  /** `CODE path: message`, sorted. */
  readonly problems: readonly string[];
  readonly items: readonly SourceItem[];
  /** What was thrown at the end, as `CODE: message`. */
  readonly thrown: string | null;
}

interface Options {
  readonly refs?: RefSelection;
  readonly doors?: Doors;
}

/** The targets that a path stands for. */
export async function expand(path: string, { refs, doors }: Options = {}): Promise<Target[]> {
  const targets = await directorySource.expand(path, { refs: refs ?? 'all' }, doors ?? realDoors);
  return [...(targets ?? [])];
}

/** Looks at everything that a path stands for, one look for each target. */
export async function look(path: string, options: Options = {}): Promise<Look[]> {
  const looks: Look[] = [];
  for (const target of await expand(path, options))
    looks.push(await lookAtTarget(target, options.doors ?? realDoors));
  return looks;
}

/** Looks at a path that stands for exactly one target. */
export async function lookAtOne(path: string, options: Options = {}): Promise<Look> {
  const looks = await look(path, options);
  const [only] = looks;
  if (only === undefined || looks.length > 1)
    throw new Error(`${looks.length} targets: ${looks.map(({ name }) => name).join(', ')}`);
  return only;
}

async function lookAtTarget(target: Target, doors: Doors): Promise<Look> {
  const items: SourceItem[] = [];
  let thrown: string | null = null;
  try {
    for await (const item of target.sightings(doors)) items.push(item);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    thrown = `${String(error.code)}: ${error.message}`;
  }
  const sightings = items.filter((item): item is Sighting => item.kind === 'sighting');
  return {
    name: target.name,
    seen: sightings.flatMap(seenAt).toSorted(),
    problems: items.flatMap(problemText).toSorted(),
    items,
    thrown,
  };
}

function seenAt(sighting: Sighting): string[] {
  const packages = sighting.artefact.reading.documents
    .flatMap((document) => document.packages)
    .map(({ name, version }) => `${name}@${version}`)
    .toSorted();
  return sighting.places().map(({ path, refs }) => {
    const names = refs.map((ref) => (ref.class === 'worktree' ? '' : `${ref.class}:${ref.name}`));
    return `${path}@${names.join(',')} ${packages.join(' ')}`.trim();
  });
}

function problemText(item: SourceItem): string[] {
  if (item.kind === 'sighting')
    return item.artefact.reading.problems.map(({ code, message }) => `${code}: ${message}`);
  if (item.kind === 'sign') return [];
  const { code, message, path }: SourceProblem = item;
  return [`${code}${path === null ? '' : ` ${path}`}: ${message}`];
}

/** Codes and paths of problems alone. */
export function withoutMessages(problems: readonly string[]): string[] {
  return problems.map((problem) => problem.slice(0, problem.indexOf(':')));
}

/** Where a loose object lies. */
export function loosePath(directory: string, oid: string): string {
  return join(directory, '.git/objects', oid.slice(0, 2), oid.slice(2));
}
