import type { Edge } from '../../types.ts';
import type { ParseContext } from '../../reading/format.ts';
import { quoted } from '../../reading/problems.ts';
import { splitDescriptor } from '../descriptor.ts';
import { innerOf, keysOf, nameKey } from './canonical.ts';
import { descriptorsOf, type Entry } from './entry.ts';
import { indexOf, kindOf, type Workspace } from './importing.ts';
import { unbound } from './locator.ts';
import type { Lookup } from './lookup.ts';

/** An entry and its package. */
export interface Indexed {
  readonly entry: Entry;
  /** Into the packages; null for the project itself. */
  readonly index: number | null;
}

/** Notes something that is asked for and has no answer; `key` is that of the entry that asks, null where a manifest does. */
export type NoteMissing = (wanted: string, by: string, key: string | null) => void;

/** How what is asked for is found, and what is done where it is not. */
export interface Finding {
  readonly find: (key: string) => number | undefined;
  readonly lookup: Lookup;
  readonly noteMissing: NoteMissing;
}

/** Makes references that lead nowhere problems, each on the line of the entry that has it. */
export function missingNoter(
  lineOf: () => ReadonlyMap<string, number>,
  { problems }: ParseContext,
): NoteMissing {
  return (wanted, by, key) => {
    const line = key === null ? null : (lineOf().get(key) ?? null);
    problems.add('REFERENCE_MISSING', missingText(wanted, by), line);
  };
}

/** What is said of something that has no answer; `by` is as it is shown. */
export function missingText(wanted: string, by: string): string {
  return `no entry answers ${quoted(wanted)}, asked for by ${by}`;
}

/** Finds the index behind a key; -1 for the project itself. */
export function finderOf(indexed: readonly Indexed[]): (key: string) => number | undefined {
  const answers = new Map<string, number>();
  for (const { entry, index } of indexed) {
    for (const descriptor of descriptorsOf(entry.key)) {
      for (const key of keysOf(descriptor)) answers.set(key, index ?? -1);
      answers.set(nameKey(splitDescriptor(descriptor).name), index ?? -1);
    }
  }
  return (key) => answers.get(key);
}

/** What the packages of entries ask for. What a workspace asks for in development is told by its manifest. */
export function edgesOf(
  indexed: readonly Indexed[],
  workspaces: readonly Workspace[],
  { find, lookup, noteMissing }: Finding,
): Edge[] {
  const edges: Edge[] = [];
  const own = new Map(workspaces.map((workspace) => [workspace.resolution, workspace.manifest]));
  for (const { entry, index } of indexed) {
    const { key, needs, resolution } = entry;
    const development = own.get(resolution)?.devDependencies;
    for (const need of needs) {
      const answer = lookup(resolution, need.alias, need.range);
      if (answer === null) noteMissing(`${need.alias}@${need.range}`, quoted(key), key);
      const to = indexOf(answer);
      if (index === null || to === null) continue;
      const isDev =
        typeof development === 'object' &&
        development !== null &&
        Object.hasOwn(development, need.alias);
      edges.push({ from: index, to, kind: isDev ? 'dev' : kindOf(need) });
    }
    for (const base of basesOf(key)) {
      const to = find(base);
      if (to === undefined) noteMissing(base, quoted(key), key);
      else if (index !== null && to >= 0 && to !== index)
        edges.push({ from: index, to, kind: 'prod' });
    }
  }
  return edges;
}

/** What patches in a key are applied to, where that is of a registry, as it is looked up: it has an entry of its own. */
export function basesOf(key: string): readonly string[] {
  if (!key.includes('@patch:')) return [];
  const bases = new Set<string>();
  for (const descriptor of descriptorsOf(key)) {
    const { selector } = unbound(splitDescriptor(descriptor).range);
    const base = selector.startsWith('patch:') ? innerOf(selector) : '';
    if (splitDescriptor(base).range.startsWith('npm:')) bases.add(base);
  }
  return [...bases];
}
