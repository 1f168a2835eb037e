import { misfit } from '../reading/json.ts';
import { quoted, type Problems } from '../reading/problems.ts';
import { isRecord, own } from '../reading/value.ts';

type Section = Record<string, unknown>;

/** The parts of a lockfile, wherever its version has them. */
export interface Content {
  readonly npm: Section;
  readonly jsr: Section;
  /** Packages by what was asked for: `npm:chalk@5.6.1` in version 3, since then what stands behind the name. */
  readonly specifiers: Section;
  readonly workspace: Section;
}

const none: Section = {};

/** Version 3 keeps in `packages` what later ones keep in the file's own object (deno_lockfile, src/transforms). */
export function contentOf(root: Section, formatVersion: string, problems: Problems): Content {
  const isOld = formatVersion === '3';
  const stray = isOld ? ['npm', 'jsr', 'specifiers'] : ['packages'];
  for (const key of stray)
    if (Object.hasOwn(root, key))
      problems.add('ENTRY_UNREADABLE', `${quoted(key)} has no place in version ${formatVersion}`);
  const inner = isOld ? section(root, 'packages', problems) : root;
  return {
    npm: section(inner, 'npm', problems),
    jsr: section(inner, 'jsr', problems),
    specifiers: section(inner, 'specifiers', problems),
    workspace: section(root, 'workspace', problems),
  };
}

/** An object's object; an empty one, with a problem, where it is something else. */
export function section(parent: Section, key: string, problems: Problems): Section {
  const value = own(parent, key);
  if (isRecord(value)) return value;
  if (value !== undefined) problems.add('ENTRY_UNREADABLE', misfit(key, 'an object'));
  return none;
}

/** An object's list of texts; what else is in it is a problem. */
export function texts(parent: Section, key: string, problems: Problems): readonly string[] {
  const value = own(parent, key);
  const list: readonly unknown[] = Array.isArray(value) ? value : [];
  const found = list.filter((item) => typeof item === 'string');
  if ((value !== undefined && !Array.isArray(value)) || found.length < list.length)
    problems.add('ENTRY_UNREADABLE', misfit(key, 'a list of texts'));
  return found;
}
