import type { StatementTable } from '../../lockfile/statements.ts';
import type { LockDocument, LockedPackage, OpenRequest } from '../../lockfile/types.ts';
import { fingerprintOf, fingerprintWords, packageKey, requestKey } from './fingerprint.ts';

/** What a code of a space stands for. */
export type Stated =
  | { readonly kind: 'package'; readonly stated: LockedPackage }
  | { readonly kind: 'request'; readonly stated: OpenRequest };

/**
 * Codes for what the documents of one statement table state, so that two of them can be compared number by number: twice
 * the table's id for a package, an odd number for a request.
 */
export interface Space {
  readonly table: StatementTable;
  /** Distinct codes, ascending. */
  codesOf(document: LockDocument): Uint32Array;
  at(code: number): Stated;
  fingerprintOf(code: number): Uint32Array;
  /** Sums over fingerprints of what codes stand for: alike for the same statements, whatever their codes. */
  sums(codes: Uint32Array): readonly [number, number];
}

/** A space over a table. `idOf` of the table is used where documents come without statements. */
export function spaceOver(table: StatementTable): Space {
  const requests: OpenRequest[] = [];
  const codesOfRequests = new Map<string, number>();
  let fingerprints = new Uint32Array(1024 * fingerprintWords);
  let known = new Uint8Array(1024);
  // Versions that state the same come with the same ids.
  let last: { ids: ArrayLike<number>; codes: Uint32Array } = { ids: [], codes: new Uint32Array() };
  let summed: { codes: Uint32Array; sums: readonly [number, number] } = {
    codes: last.codes,
    sums: [0, 0],
  };
  const requestCode = (request: OpenRequest): number => {
    const key = requestKey(request);
    const code = codesOfRequests.get(key) ?? requests.length * 2 + 1;
    if (codesOfRequests.has(key)) return code;
    codesOfRequests.set(key, code);
    requests.push({ ...request, line: 0 });
    return code;
  };
  const at = (code: number): Stated =>
    (code & 1) === 0
      ? { kind: 'package', stated: table.at(code >>> 1) }
      : { kind: 'request', stated: requests[code >>> 1] as OpenRequest };
  const learn = (code: number): void => {
    if (code >= known.length) {
      const length = Math.max(code + 1, known.length * 2);
      fingerprints = grown(fingerprints, new Uint32Array(length * fingerprintWords));
      known = grown(known, new Uint8Array(length));
    }
    const { kind, stated } = at(code);
    const key = kind === 'package' ? packageKey(stated) : requestKey(stated);
    fingerprints.set(fingerprintOf(key), code * fingerprintWords);
    known[code] = 1;
  };
  return {
    table,
    at,
    codesOf(document) {
      const ids = idsOf(table, document);
      const asked = document.requests ?? [];
      if (asked.length === 0 && ids === last.ids) return last.codes;
      const codes = new Uint32Array(ids.length + asked.length);
      for (let index = 0; index < ids.length; index += 1) codes[index] = (ids[index] as number) * 2;
      for (const [index, request] of asked.entries())
        codes[ids.length + index] = requestCode(request);
      const sorted = ascending(codes);
      if (asked.length === 0) last = { ids, codes: sorted };
      return sorted;
    },
    fingerprintOf(code) {
      if (known[code] !== 1) learn(code);
      return fingerprints.subarray(code * fingerprintWords, (code + 1) * fingerprintWords);
    },
    sums(codes) {
      if (codes === summed.codes) return summed.sums;
      let low = 0;
      let high = 0;
      for (let index = 0; index < codes.length; index += 1) {
        const code = codes[index] as number;
        if (known[code] !== 1) learn(code);
        low = (low + (fingerprints[code * fingerprintWords] as number)) >>> 0;
        high = (high + (fingerprints[code * fingerprintWords + 1] as number)) >>> 0;
      }
      summed = { codes, sums: [low, high] };
      return summed.sums;
    },
  };
}

function idsOf(table: StatementTable, document: LockDocument): ArrayLike<number> {
  const { statements } = document;
  if (statements?.table === table) return statements.ids;
  return document.packages.map((locked) => table.idOf(locked));
}

/** Sorted and distinct; the same array where it is both already. */
function ascending(codes: Uint32Array): Uint32Array {
  const isAscending = (): boolean => {
    for (let index = 1; index < codes.length; index += 1)
      if ((codes[index] as number) <= (codes[index - 1] as number)) return false;
    return true;
  };
  if (isAscending()) return codes;
  return codes.toSorted().filter((code, index, all) => index === 0 || code !== all[index - 1]);
}

function grown<T extends Uint32Array | Uint8Array>(from: T, into: T): T {
  into.set(from);
  return into;
}
