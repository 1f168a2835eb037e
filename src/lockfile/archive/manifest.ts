import { checkName } from '../../package/name.ts';
import { parseJson } from '../reading/json.ts';
import { Problems, quoted } from '../reading/problems.ts';
import { decodeText } from '../reading/text.ts';
import { isRecord, own, textOf } from '../reading/value.ts';

/** Manifests over this many bytes are not read. */
export const maxManifestBytes = 4 * 1024 * 1024;

/**
 * The names of the packages on the way to an installed package's manifest, by where they lie: `a` and `@acme/b` of
 * `node_modules/a/node_modules/@acme/b/package.json`. Null for any other file, test data that looks like a package too.
 */
export function installedNames(path: readonly string[]): readonly string[] | null {
  const names: string[] = [];
  let at = 0;
  while (path[at] === 'node_modules') {
    const width = path[at + 1]?.startsWith('@') === true ? 2 : 1;
    const name = path.slice(at + 1, at + 1 + width);
    if (name.length < width) return null;
    names.push(name.join('/'));
    at += 1 + width;
  }
  return names.length > 0 && at === path.length - 1 && path[at] === 'package.json' ? names : null;
}

/**
 * What a package is that lies under a name: Node.js finds it by that, whatever its manifest says, so that one which names
 * another is both.
 */
export function identitiesAt(identity: PackageIdentity, name: string): PackageIdentity[] {
  const check = checkName('npm', name);
  if (identity.name === name || !check.ok) return [identity];
  return [identity, { name: check.name, version: identity.version }];
}

/** What the manifest of an npm package says that it is. */
export interface PackageIdentity {
  readonly name: string;
  /** `''` where it states none. */
  readonly version: string;
}

/** Reads name and version out of a package.json; why not, as the end of a sentence, where it bears no name. */
export function identityOf(bytes: Uint8Array): PackageIdentity | { readonly why: string } {
  const problems = new Problems();
  const text = decodeText(bytes, problems);
  const manifest = text === null ? undefined : parseJson(text, problems);
  const fault = problems.all()[0]?.message;
  const damaged = fault === undefined ? null : `is damaged: ${fault}`;
  if (!isRecord(manifest)) return { why: damaged ?? 'is no object' };
  const name = textOf(own(manifest, 'name'));
  if (name === null) return { why: damaged ?? 'names no package' };
  const check = checkName('npm', name);
  if (!check.ok) return { why: `names ${quoted(name)}, which is ${check.reason}` };
  return { name: check.name, version: textOf(own(manifest, 'version'))?.trim() ?? '' };
}
