import type { LockDocument } from '../types.ts';
import { objectLines } from '../reading/json-walk.ts';
import { once } from '../reading/once.ts';
import { type Twin, withTwins } from '../reading/twins.ts';
import { type ComposerProject, composerGraph } from './links.ts';
import type { SectionEntry } from './sections.ts';

/** What an object of the file is: the file itself, an entry by its section, or a part of an entry. */
export type ComposerRole = 'file' | 'packages' | 'packages-dev' | 'part';

const parts: ReadonlySet<string> = new Set(['dist', 'provide', 'replace', 'require', 'source']);

/** The role of what stands under a key. */
export function composerRoleOf(role: ComposerRole, key: string): ComposerRole | null {
  if (role === 'file') return key === 'packages' || key === 'packages-dev' ? key : null;
  return role !== 'part' && parts.has(key) ? 'part' : null;
}

/**
 * The document of the entries. One whose archive and whose repository are of different commits is stated with both,
 * because either may be fetched (getcomposer.org, "preferred-install").
 */
export function composerDocument(
  entries: readonly SectionEntry[],
  project: ComposerProject | null,
  directory: string,
  linesIn: (section: string) => readonly number[],
): LockDocument {
  const document: LockDocument = {
    label: 'project',
    packages: entries.map(({ locked }) => locked),
    covers: [directory],
    graph: once(() => composerGraph(entries, project)),
    lines: once(() => {
      const sections = new Map(entries.map(({ section }) => [section, null]));
      const lines = new Map([...sections.keys()].map((section) => [section, linesIn(section)]));
      return entries.map(({ at, section }) => lines.get(section)?.[at] ?? 0);
    }),
  };
  const twins = entries.flatMap(({ locked, otherCommit }, origin): Twin[] =>
    otherCommit === null ? [] : [{ origin, locked: { ...locked, commit: otherCommit } }],
  );
  return withTwins(document, twins);
}

/** Lines of the entries of a section, by their place in it. */
export function composerLines(
  text: string,
  root: ComposerRole,
): (section: string) => readonly number[] {
  return (section) => objectLines(text, root, composerRoleOf, section as ComposerRole);
}
