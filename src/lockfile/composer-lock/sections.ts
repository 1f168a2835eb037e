import type { Scope } from '../types.ts';
import { misfit } from '../reading/json.ts';
import { quoted, type Problems } from '../reading/problems.ts';
import { isRecord } from '../reading/value.ts';
import { type ComposerEntry, readComposerEntry } from './entry.ts';

/** An entry, and where to find its line. */
export interface SectionEntry extends ComposerEntry {
  readonly section: string;
  /** Its place among the objects of the section; -1 where the section is no list. */
  readonly at: number;
}

/**
 * Reads a list of packages. PHP knows no difference between a list and an object, so that the members of an object are
 * read too. What is absent or null holds none.
 */
export function readSection(
  section: string,
  value: unknown,
  scopeOf: (name: string) => Scope | null,
  problems: Problems,
): SectionEntry[] {
  if (value === undefined || value === null) return [];
  const isList = Array.isArray(value);
  if (!isList) problems.add('ENTRY_UNREADABLE', misfit(section, 'a list of packages'));
  const items: readonly unknown[] = isList ? value : isRecord(value) ? Object.values(value) : [];
  const found: SectionEntry[] = [];
  let objects = -1;
  for (const [index, item] of items.entries()) {
    if (isRecord(item)) objects += 1;
    const entry = readComposerEntry(item, `${section}[${index}]`, scopeOf, problems);
    if (entry !== null) found.push({ ...entry, section, at: isList ? objects : -1 });
  }
  return found;
}

/** Composer installs one version of a package: a second entry is what a merge has left. */
export function reportDuplicates(entries: readonly SectionEntry[], problems: Problems): void {
  const known = new Set<string>();
  for (const { locked } of entries) {
    if (known.has(locked.name))
      problems.add('ENTRY_UNREADABLE', `${quoted(locked.name)} stands twice: both were read`);
    known.add(locked.name);
  }
}
