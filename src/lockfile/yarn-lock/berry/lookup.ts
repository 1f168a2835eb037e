import { boundKey, builtinKey, canonical, innerOf, nameKey } from './canonical.ts';
import type { Catalogs } from './catalogs.ts';
import { identify } from './locator.ts';
import type { Rewrite } from './resolutions.ts';
import { splitDescriptor } from '../descriptor.ts';

/** An index into what `find` gives indexes into; `outside` for what is no package of the file; null where nothing answers. */
export type Answer = number | 'outside' | null;

/** Finds what answers a dependency of the package with the resolution `from`. */
export type Lookup = (from: string, alias: string, range: string) => Answer;

export interface LookupParts {
  /** By key, as `keysOf` gives them. */
  readonly find: (key: string) => number | undefined;
  readonly rewrite: Rewrite;
  readonly catalogs: Catalogs;
  /** The resolution of the project itself; null where it is not known. */
  readonly project: string | null;
  /** Whether the file leaves out what lies on the disk, and says of aliases and patches only what they lead to (zpm). */
  readonly leavesOut: boolean;
}

/** Ranges that zpm resolves at every install and does not write (primitives_exts.rs, `transient_resolution`). */
const onDisk = /^(?:exec|file|link|portal|workspace):|^\.{0,2}\//;

/** Makes the look-up of one file. */
export function createLookup(parts: LookupParts): Lookup {
  const { catalogs, find, leavesOut, project, rewrite } = parts;
  return (from, alias, stated) => {
    const forced = rewrite(from, alias, stated);
    const parent = forced === null ? from : project;
    const asked = (forced ?? stated).trim();
    if (!asked.startsWith('catalog:')) return answer(from, alias, asked, parent);
    const range = catalogs(alias, asked.slice('catalog:'.length));
    if (range === null) return find(nameKey(alias)) === undefined ? null : 'outside';
    return answer(from, alias, range, project);
  };

  function answer(from: string, alias: string, range: string, parent: string | null): Answer {
    const key = canonical(alias, range);
    const found =
      find(builtinKey(key)) ??
      find(key) ??
      (parent === null ? undefined : find(boundKey(key, parent)));
    if (found !== undefined) return found;
    if (leavesOut) return leftOut(key, range);
    // Of a workspace within a repository, yarn writes another range than its manifest has.
    const isWithin = range.startsWith('workspace:') && identify(from)?.source !== 'workspace';
    return isWithin && find(nameKey(alias)) !== undefined ? 'outside' : null;
  }

  function leftOut(key: string, range: string): Answer {
    if (onDisk.test(range)) return 'outside';
    const asked = splitDescriptor(key).range;
    if (asked.startsWith('patch:')) {
      const inner = innerOf(range);
      return onDisk.test(splitDescriptor(inner).range) ? 'outside' : (find(inner) ?? null);
    }
    const real = asked.slice('npm:'.length);
    if (!asked.startsWith('npm:') || !real.includes('@', 1)) return null;
    const { name, range: ofReal } = splitDescriptor(real);
    return find(canonical(name, ofReal)) ?? null;
  }
}
