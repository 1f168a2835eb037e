/** A package as deno identifies it. */
export interface PackageId {
  readonly name: string;
  /** Without the peers that were chosen for it. */
  readonly version: string;
}

/**
 * Takes `name@version` apart, behind which the peers stand that were chosen: `_`, name, `@`, version, with `+` for the
 * slash of a scope and more `_` the deeper they nest (deno_npm, `NpmPackageId`). No version has a `_`; names may. Null where no
 * name is parted from a version.
 */
export function idOf(text: string): PackageId | null {
  const at = text.indexOf('@', 1);
  if (at === -1) return null;
  const [version = ''] = text.slice(at + 1).split('_', 1);
  return version === '' ? null : { name: text.slice(0, at), version };
}

/** Something asked for, such as `npm:chalk@^5` or `jsr:@std/path`. */
export interface Specifier {
  readonly section: 'npm' | 'jsr';
  readonly name: string;
  readonly range: string | null;
}

/** Null for anything but a package of npm or JSR. */
export function specifierOf(text: string): Specifier | null {
  const section = text.slice(0, 3);
  if ((section !== 'npm' && section !== 'jsr') || text[3] !== ':') return null;
  const rest = text[4] === '/' ? text.slice(5) : text.slice(4);
  const at = rest.indexOf('@', 1);
  if (rest === '') return null;
  if (at === -1) return { section, name: rest, range: null };
  return { section, name: rest.slice(0, at), range: rest.slice(at + 1) || null };
}
