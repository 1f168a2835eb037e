import type { Member } from './members.ts';

/** A name that an override gives another version, and the specifier it gives. */
export interface Pin {
  readonly name: string;
  readonly spec: string;
}

/**
 * What an override or resolution asks for; null where it takes a package away, or is no text. `specs` are those of the
 * project's own dependencies, to which `$name` refers (npm docs, package.json, "overrides"; pnpm docs, "overrides").
 */
export function pinOf(member: Member, specs: ReadonlyMap<string, string>): Pin | null {
  const { key, parent, section, value } = member;
  if (value === null || value === '-') return null;
  const spec = value.startsWith('$') ? specs.get(value.slice(1)) : value;
  const name = nameIn(section === 'overrides' && key === '.' ? parent : key, section);
  return spec === undefined || name === '' ? null : { name, spec };
}

/** The package that a selector means: `name@range`, `parent>name`, `parent/name`, a glob and a name behind a slash. */
function nameIn(selector: string, section: Member['section']): string {
  const last = selector.slice(lastStep(selector, section));
  const at = last.indexOf('@', 1);
  return at === -1 ? last : last.slice(0, at);
}

function lastStep(selector: string, section: Member['section']): number {
  if (section === 'overrides') return 0;
  // pnpm's `>` may stand in a range too (`a@>=1>b`), where a digit or `=` follows.
  if (section === 'pnpm.overrides') {
    const step = /^.*>(?![\d=])/.exec(selector);
    return step?.[0].length ?? 0;
  }
  const bare = selector.replace(/@npm:.*$/, '');
  const slash = bare.lastIndexOf('/');
  const scope = bare.lastIndexOf('/', slash - 1) + 1;
  return bare[scope] === '@' ? scope : slash + 1;
}
