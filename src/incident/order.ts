import { compareVersions } from '../package/version.ts';
import type { StatedIndicator, StatedRange, StatedReference, StatedVersion } from './reading.ts';

/** Orders two strings by code unit: the same everywhere, whatever the machine's language. */
export function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Orders packages by ecosystem, then name. */
export function comparePackages(
  a: { ecosystem: string; name: string },
  b: { ecosystem: string; name: string },
): number {
  return byCodeUnit(a.ecosystem, b.ecosystem) || byCodeUnit(a.name, b.name);
}

/** Orders pairs by package, then version order. */
export function comparePairs(
  a: Pick<StatedVersion, 'ecosystem' | 'name' | 'version'>,
  b: Pick<StatedVersion, 'ecosystem' | 'name' | 'version'>,
): number {
  return comparePackages(a, b) || compareVersions(a.version, b.version);
}

/** Orders ranges by package, then their text. */
export function compareNamed(
  a: Pick<StatedRange, 'ecosystem' | 'name' | 'range'>,
  b: Pick<StatedRange, 'ecosystem' | 'name' | 'range'>,
): number {
  return comparePackages(a, b) || byCodeUnit(a.range, b.range);
}

/** Orders commits by package, then their hashes, then version. */
export function compareReferences(a: StatedReference, b: StatedReference): number {
  return (
    comparePackages(a, b) ||
    byCodeUnit(a.commit, b.commit) ||
    byCodeUnit(a.version ?? '', b.version ?? '')
  );
}

/** Orders indicators by kind, then value. */
export function compareIndicators(
  a: Pick<StatedIndicator, 'kind' | 'value'>,
  b: Pick<StatedIndicator, 'kind' | 'value'>,
): number {
  return byCodeUnit(a.kind, b.kind) || byCodeUnit(a.value, b.value);
}
