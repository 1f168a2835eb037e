import type { LockedPackage } from '../types.ts';
import { type PythonIndex, pythonIndex } from '../reading/python-index.ts';
import type { PythonRequest } from '../reading/python-request.ts';

/** An index that tells an entry with extras from the one without. */
export interface PdmIndex extends PythonIndex {
  /** Indexes of the entries that a request may mean: with the extras it names, or without. */
  findFor(request: PythonRequest): readonly number[];
}

/** `extras` are those of each package's entry, in one spelling. */
export function pdmIndex(packages: readonly LockedPackage[], extras: readonly string[]): PdmIndex {
  const index = pythonIndex(packages);
  return {
    ...index,
    findFor(request) {
      const found = index.find(request.name, request.range);
      if (found.length < 2) return found;
      const wanted = spelled(request.extras);
      const meant = found.filter((at) => extras[at] === wanted);
      return meant.length === 0 ? found : meant;
    },
  };
}

/** Extras of an entry or a request, so that two sets of them compare. */
export function spelled(extras: readonly unknown[]): string {
  return extras
    .filter((extra) => typeof extra === 'string')
    .map((extra) => extra.toLowerCase().replace(/[-_.]+/g, '-'))
    .toSorted()
    .join(',');
}
