import { readBlockYaml } from '../reading/block-yaml.ts';
import { isRecord, own, textOf } from '../reading/value.ts';

/** Sections of what is asked for with what it got. */
const sections = [
  'dependencies',
  'optionalDependencies',
  'devDependencies',
  'configDependencies',
  'packageManagerDependencies',
];

/** What an owner asks for. */
export interface Asked {
  readonly needs: readonly string[];
  /** Whether it asks for a directory of the project. */
  readonly links: boolean;
}

/** The mapping that a small file is; null where it is written as pnpm does not. */
export function mappingIn(text: string): Record<string, unknown> | null {
  const [first, ...more] = readBlockYaml(text, null)?.documents ?? [];
  return isRecord(first) && more.length === 0 ? first : null;
}

/** The value under some keys of a small file; undefined where it is written as pnpm does not. */
export function valueIn(text: string, trail: readonly string[]): unknown {
  let at: unknown = mappingIn(text) ?? undefined;
  for (const key of trail) at = isRecord(at) ? own(at, key) : undefined;
  return at;
}

/**
 * Keys of the entries that an owner of such sections needs, as this version writes them; null where one cannot be told.
 * Projects may
 * ask with a range beside the version. The reader knows more ways to write a reference: then nothing offers what is needed here.
 */
export function neededBy(owner: unknown, version: string, by: 'package' | 'project'): Asked | null {
  const needs: string[] = [];
  let links = false;
  if (!isRecord(owner)) return { needs, links };
  for (const section of sections) {
    const asked = own(owner, section);
    if (asked === undefined) continue;
    if (!isRecord(asked)) return null;
    for (const [alias, value] of Object.entries(asked)) {
      const reference = textOf(by === 'project' && isRecord(value) ? own(value, 'version') : value);
      if (reference === null) return null;
      if (reference.startsWith('link:')) links = true;
      else needs.push(`entry ${keyOf(alias, reference, version)}`);
    }
  }
  return { needs, links };
}

/** A name and what it got, where the dependency is asked for under another name. */
const named = /^(?:@[^/@:]+\/)?[^/@:]+@/;

function keyOf(alias: string, reference: string, version: string): string {
  const isPlain = /^\d/.test(reference);
  if (version.startsWith('9'))
    return !isPlain && named.test(reference) ? reference : `${alias}@${reference}`;
  if (!isPlain) return reference;
  return version.startsWith('6') ? `/${alias}@${reference}` : `/${alias}/${reference}`;
}
