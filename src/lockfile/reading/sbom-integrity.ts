/** Digits of a digest by the algorithm, its name without signs: `SHA-512`, `SHA512` and `sha512` are one. */
const lengths: ReadonlyMap<string, number> = new Map([
  ['sha1', 40],
  ['sha256', 64],
  ['sha384', 96],
  ['sha512', 128],
]);

/** Subresource integrity of a digest in hexadecimal digits; null for algorithms that registries do not serve. */
export function sriOf(algorithm: unknown, digest: unknown): string | null {
  if (typeof algorithm !== 'string' || typeof digest !== 'string') return null;
  const name = algorithm.replaceAll('-', '').toLowerCase();
  if (digest.length !== lengths.get(name) || !/^[0-9a-f]+$/i.test(digest)) return null;
  return `${name}-${Buffer.from(digest, 'hex').toString('base64')}`;
}

/** All of a package's digests as one text, the longest first; null where there is none. */
export function integrityOf(digests: readonly string[]): string | null {
  const sorted = [...new Set(digests)].toSorted((a, b) => b.length - a.length);
  return sorted.length === 0 ? null : sorted.join(' ');
}
