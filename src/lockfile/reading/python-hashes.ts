/** Hexadecimal digits of the digests that Python's tools write (hashlib). */
const lengths: ReadonlyMap<string, number> = new Map([
  ['md5', 32],
  ['sha1', 40],
  ['sha224', 56],
  ['sha256', 64],
  ['sha384', 96],
  ['sha512', 128],
]);

/** Whether a hash (`sha256:<hex>`) has an algorithm that is known and all its digits. */
export function isWholeHash(hash: string): boolean {
  const colon = hash.indexOf(':');
  const digits = hash.slice(colon + 1);
  return (
    digits.length === lengths.get(hash.slice(0, Math.max(colon, 0)).toLowerCase()) &&
    /^[0-9a-fA-F]+$/.test(digits)
  );
}

/**
 * Subresource integrity of a package's archives from hashes as Python's tools write them (`sha256:<hex>`): each
 * distinct one once, with blanks between, because any of the archives may be what is installed. Null where none is whole.
 */
export function integrityOf(hashes: readonly unknown[]): string | null {
  const distinct = new Set<string>();
  for (const hash of hashes) {
    if (typeof hash !== 'string' || !isWholeHash(hash)) continue;
    const colon = hash.indexOf(':');
    const hex = hash.slice(colon + 1);
    const algorithm = hash.slice(0, colon).toLowerCase();
    distinct.add(`${algorithm}-${Buffer.from(hex, 'hex').toString('base64')}`);
  }
  return distinct.size === 0 ? null : [...distinct].join(' ');
}
