import { isUtf8 } from 'node:buffer';
import { withServed } from '../reading/served.ts';
import type { LockedPackage, LockfileReader, LockProblem, LockProblemCode } from '../types.ts';
import type { ReadAlone } from './format.ts';

/** Of a block alone they tell nothing: what it refers to stands elsewhere. */
const expected: ReadonlySet<LockProblemCode> = new Set([
  'DEPENDENCIES_UNSTATED',
  'REFERENCE_MISSING',
]);

/** Whether a problem of a block alone tells nothing. */
export function isExpected({ code }: LockProblem): boolean {
  return expected.has(code);
}

/** Nothing lies beside the file. */
export const noNeighbours = { paths: [], bytes: (): null => null };

/**
 * Behind a byte order mark readers take the way that tells what a file states, without looking first whether it need be
 * taken: half the work where the packages are wanted anyway.
 */
export const longWay = '\ufeff';

/** Reads small files at a path by a format's own reader. */
export function aloneBy(reader: LockfileReader, path: string): ReadAlone {
  return (text) => {
    const reading = reader.read(Buffer.from(longWay + text), { path, neighbours: noNeighbours });
    if (!reading.problems.every(isExpected)) return null;
    const [document, ...more] = reading.documents;
    if (document === undefined || more.length > 0) return null;
    if (document.requests !== undefined && document.requests.length > 0) return null;
    return {
      formatVersion: reading.formatVersion,
      packages: document.packages,
      covers: document.covers === 'unknown' ? [] : document.covers,
    };
  };
}

/** What makes a file be read otherwise than line by line: conflicts, other line ends, what is no text. */
const odd = /[\r\0\u2028\u2029\ufeff]|^(?:<{7}|={7}|>{7}|\|{7})/m;

/** The text of a block; null where it holds something that counts beyond the block. */
export function textOfBlock(bytes: Uint8Array): string | null {
  if (!isUtf8(bytes)) return null;
  const text = Buffer.from(bytes).toString('utf8');
  return odd.test(text) ? null : text;
}

/** What packages state, with what their URLs name where that is something else. */
export function served(packages: readonly LockedPackage[]): readonly LockedPackage[] {
  return withServed({
    label: 'project',
    packages,
    covers: 'unknown',
    graph: () => ({ importers: 'unknown', edges: [] }),
    lines: () => packages.map(() => 0),
  }).packages;
}
