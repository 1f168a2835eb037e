import type { LockedPackage, OpenRequest } from '../../lockfile/types.ts';

/** What tells one statement of a package from another, as one text. No part of it can pass for another. */
export function packageKey(one: LockedPackage): string {
  const { commit, ecosystem, integrity, name, resolved, source, version } = one;
  return [ecosystem, name, version, source, text(resolved), text(commit), text(integrity)]
    .map((part) => `${part.length}:${part}`)
    .join('');
}

/** The same of a request, its line apart. */
export function requestKey(request: OpenRequest): string {
  const { ecosystem, kind, name, range } = request;
  return [ecosystem, name, kind, text(range), text(restOf(request))]
    .map((part) => `${part.length}:${part}`)
    .join('');
}

/** What a request says besides what every request does, as JSON; null where it says nothing. */
export function restOf(request: OpenRequest): string | null {
  const known = new Set(['ecosystem', 'kind', 'line', 'name', 'range']);
  const rest = Object.entries(request).filter(([name]) => !known.has(name));
  return rest.length === 0 ? null : JSON.stringify(Object.fromEntries(rest));
}

/** Whether two packages state the same. */
export function isSamePackage(a: LockedPackage, b: LockedPackage): boolean {
  return (
    a.name === b.name &&
    a.version === b.version &&
    a.integrity === b.integrity &&
    a.resolved === b.resolved &&
    a.source === b.source &&
    a.ecosystem === b.ecosystem &&
    a.commit === b.commit
  );
}

/** Null and the text that is empty are two things. */
function text(value: string | null): string {
  return value === null ? '-' : `=${value}`;
}

/** Two numbers of 32 bits that stand for texts, so that sets of statements can be compared by their sums. */
export function hashOf(texts: readonly (string | null)[]): readonly [number, number] {
  let low = 0x811c9dc5;
  let high = 0x9747b28c;
  for (const one of texts) {
    const length = one === null ? -1 : one.length;
    low = Math.imul(low ^ (length + 2), 0x01000193);
    for (let index = 0; index < length; index += 1) {
      const unit = (one as string).charCodeAt(index);
      low = Math.imul(low ^ unit, 0x01000193);
      high = Math.imul(high ^ unit, 0x5bd1e995);
      high ^= high >>> 15;
    }
  }
  return [finish(low), finish(high ^ low)];
}

/** The hash of a package's statement. */
export function packageHash(one: LockedPackage): readonly [number, number] {
  const { commit, ecosystem, integrity, name, resolved, source, version } = one;
  return hashOf([name, version, integrity, resolved, source, ecosystem, commit]);
}

/** The hash of a request; never meant to be that of a package. */
export function requestHash(request: OpenRequest): readonly [number, number] {
  const { ecosystem, kind, name, range } = request;
  return hashOf(['request', name, range, kind, ecosystem, restOf(request)]);
}

function finish(value: number): number {
  let mixed = value ^ (value >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
