/** Length in bytes of each digest that npm has used. */
const lengths: Readonly<Record<string, number>> = {
  md5: 16,
  sha1: 20,
  sha256: 32,
  sha384: 48,
  sha512: 64,
};

/** The hashes of an integrity (`sha512-<base64>`), without options; none of what is no hash. */
export function hashesIn(integrity: string): readonly string[] {
  return integrity
    .trim()
    .split(/\s+/)
    .map((hash) => hash.replace(/\?.*$/s, ''))
    .filter((hash) => hexOf(hash) !== null);
}

/** A hash as its algorithm and digest in hex; null where it is none of a known algorithm and length. */
export function hexOf(hash: string): { readonly algorithm: string; readonly hex: string } | null {
  const match = /^([a-z0-9]+)-([A-Za-z0-9+/]+={0,2})$/.exec(hash);
  const bytes = Buffer.from(match?.[2] ?? '', 'base64');
  const algorithm = match?.[1] ?? '';
  return Object.hasOwn(lengths, algorithm) && lengths[algorithm] === bytes.length
    ? { algorithm, hex: bytes.toString('hex') }
    : null;
}

/** A digest in hex as a hash of an integrity; null where its length is another. */
export function hashOf(algorithm: string, hex: string): string | null {
  if (!/^(?:[0-9a-f]{2})+$/i.test(hex)) return null;
  const hash = `${algorithm}-${Buffer.from(hex, 'hex').toString('base64')}`;
  return hexOf(hash) === null ? null : hash;
}
