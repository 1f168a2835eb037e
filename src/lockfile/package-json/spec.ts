import { checkRange } from '../../package/version.ts';
import type { PackageSource } from '../types.ts';
import { locate, registryCoordinates } from '../reading/locator.ts';

/** What one line of a package.json asks for. */
export type Asked =
  /** Whatever a registry has in a range (or under a tag); null where every version would do, or the range stands elsewhere. */
  | { readonly is: 'request'; readonly name: string; readonly range: string | null }
  /** Just this. */
  | {
      readonly is: 'package';
      readonly name: string;
      readonly version: string;
      readonly source: PackageSource;
      readonly commit: string | null;
    }
  /** A place of one's own, or a git branch: nothing that a list of packages names. */
  | { readonly is: 'none' };

const none: Asked = { is: 'none' };

/**
 * Takes a specifier apart as npm (npm-package-arg), yarn (docs, "Protocols") and pnpm do. `npm:` in front of a range is
 * yarn's way to write the range alone; `catalog:` stands for a range in pnpm-workspace.yaml.
 */
export function askedFor(alias: string, spec: string): Asked {
  const text = spec.trim();
  if (/^(?:file|link|portal|workspace|exec):|^\.{0,2}\/|^~\//.test(text)) return none;
  if (text.startsWith('npm:')) return aliased(alias, text.slice('npm:'.length));
  if (text.startsWith('jsr:')) return ofJsr(alias, text.slice('jsr:'.length));
  if (text.startsWith('catalog:')) return { is: 'request', name: alias, range: null };
  if (text.startsWith('patch:')) return patched(alias, text);
  if (!/[:/]/.test(text)) return { is: 'request', name: alias, range: openRange(text) };
  const { commit, source } = locate(text);
  if (source === 'file' || (source === 'git' && commit === null)) return none;
  const served = registryCoordinates(text);
  return {
    is: 'package',
    name: served?.name ?? alias,
    version: served?.version ?? '',
    source,
    commit,
  };
}

function aliased(alias: string, rest: string): Asked {
  const at = rest.lastIndexOf('@');
  if (at > 0)
    return { is: 'request', name: rest.slice(0, at), range: openRange(rest.slice(at + 1)) };
  return rest === '' || (!rest.startsWith('@') && checkRange('npm', rest).ok)
    ? { is: 'request', name: alias, range: openRange(rest) }
    : { is: 'request', name: rest, range: null };
}

/** JSR serves `@scope/name` to npm's clients as `@jsr/scope__name` (JSR docs, "npm compatibility"). */
function ofJsr(alias: string, rest: string): Asked {
  const [, scope, name, range] = /^@([^/@]+)\/([^/@]+)(?:@(.*))?$/.exec(rest) ?? [];
  if (scope !== undefined && name !== undefined)
    return { is: 'request', name: `@jsr/${scope}__${name}`, range: openRange(range ?? '') };
  const own = /^@([^/]+)\/(.+)$/.exec(alias);
  const real = own === null ? alias : `@jsr/${own[1]}__${own[2]}`;
  return { is: 'request', name: real, range: openRange(rest) };
}

/** `patch:name@npm%3A^1.0.0#patches/a.patch`: what is patched is fetched like any other. */
function patched(alias: string, text: string): Asked {
  const [, name, range] =
    /^patch:((?:@[^/@]+\/)?[^/@]+)@(?:npm(?::|%3A))?([^#]*)/i.exec(text) ?? [];
  return { is: 'request', name: name ?? alias, range: openRange(range ?? '') };
}

function openRange(range: string): string | null {
  const text = range.trim();
  return text === '' || text === '*' ? null : text;
}
