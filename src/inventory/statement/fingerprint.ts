import { hash } from 'node:crypto';
import type { LockedPackage, OpenRequest } from '../../lockfile/types.ts';

/** What tells one statement of a package from another, as one text. No part of it can pass for another. */
export function packageKey(one: LockedPackage): string {
  const { commit, ecosystem, integrity, name, resolved, source, version } = one;
  return `p${part(ecosystem)}${part(name)}${part(version)}${part(source)}${part(resolved)}${part(commit)}${part(integrity)}`;
}

/** The same of a request, its line apart; never that of a package. */
export function requestKey(request: OpenRequest): string {
  const { ecosystem, kind, name, range } = request;
  return `r${part(ecosystem)}${part(name)}${part(kind)}${part(range)}${part(restOf(request))}`;
}

/** What a request says besides what every request does, as JSON; null where it says nothing. */
export function restOf(request: OpenRequest): string | null {
  const known = new Set(['ecosystem', 'kind', 'line', 'name', 'range']);
  const rest = Object.entries(request).filter(([name]) => !known.has(name));
  return rest.length === 0 ? null : JSON.stringify(Object.fromEntries(rest));
}

/** Numbers of 32 bits in a fingerprint. */
export const fingerprintWords = 4;

/**
 * Four numbers of 32 bits that stand for a text: half of its SHA-256, so that nobody finds two texts with the same ones.
 * Their sums stand for sets of texts, where nobody gains by two that are alike.
 */
export function fingerprintOf(text: string): Uint32Array {
  // Halves of surrogate pairs are all one in UTF-8.
  const whole = text.isWellFormed() ? text : JSON.stringify(text);
  const bytes = hash('sha256', whole, 'binary');
  const words = new Uint32Array(fingerprintWords);
  for (let word = 0; word < fingerprintWords; word += 1) {
    const at = word * 4;
    words[word] =
      bytes.charCodeAt(at) |
      (bytes.charCodeAt(at + 1) << 8) |
      (bytes.charCodeAt(at + 2) << 16) |
      (bytes.charCodeAt(at + 3) << 24);
  }
  return words;
}

/** Null and the text that is empty are two things. */
function part(value: string | null): string {
  return value === null ? '-' : `${value.length}:${value}`;
}
