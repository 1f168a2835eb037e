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
export type NoteMissing = (alias: string, range: string, by: string, key: string | null) => void;

/** Makes references that lead nowhere problems, each on the line of the entry that has it. */
export function missingNoter(
  lineOf: () => ReadonlyMap<string, number>,
  { problems }: ParseContext,
): NoteMissing {
  return (alias, range, by, key) => {
    const wanted = quoted(`${alias}@${range}`);
    const line = key === null ? null : (lineOf().get(key) ?? null);
    problems.add('REFERENCE_MISSING', `no entry answers ${wanted}, asked for by ${by}`, line);
  };
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
  lookup: Lookup,
  noteMissing: NoteMissing,
): Edge[] {
  const edges: Edge[] = [];
  const own = new Map(workspaces.map((workspace) => [workspace.resolution, workspace.manifest]));
  for (const { entry, index } of indexed) {
    const { key, needs, resolution } = entry;
    const development = own.get(resolution)?.devDependencies;
    for (const need of needs) {
      const answer = lookup(resolution, need.alias, need.range);
      if (answer === null) noteMissing(need.alias, need.range, quoted(key), key);
      const to = indexOf(answer);
      if (index === null || to === null) continue;
      const isDev =
        typeof development === 'object' &&
        development !== null &&
        Object.hasOwn(development, need.alias);
      edges.push({ from: index, to, kind: isDev ? 'dev' : kindOf(need) });
    }
    for (const { alias, range } of basesOf(key)) {
      const answer = lookup('', alias, range);
      if (answer === null) noteMissing(alias, range, quoted(key), key);
      const to = indexOf(answer);
      if (index !== null && to !== null && to !== index)
        edges.push({ from: index, to, kind: 'prod' });
    }
  }
  return edges;
}

/** What a patch is applied to has an entry of its own. */
function basesOf(key: string): { alias: string; range: string }[] {
  const bases = new Map<string, { alias: string; range: string }>();
  for (const descriptor of key.includes('@patch:') ? descriptorsOf(key) : []) {
    const { selector } = unbound(splitDescriptor(descriptor).range);
    if (!selector.startsWith('patch:')) continue;
    const { name, range } = splitDescriptor(innerOf(selector));
    bases.set(`${name}@${range}`, { alias: name, range });
  }
  return [...bases.values()];
}
