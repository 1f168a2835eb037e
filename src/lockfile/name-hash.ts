/** FNV-1a, 32 bits (draft-eastlake-fnv): where a hash begins, and its step. */
export const hashStart = 0x811c9dc5 | 0;

export function hashStep(hash: number, byte: number): number {
  return Math.imul(hash ^ byte, 0x01000193);
}

/** The hash of a package's name over its UTF-8 bytes. Different names may share one; equal names always do. */
export function nameHash(name: string): number {
  let hash = hashStart;
  for (const byte of new TextEncoder().encode(name)) hash = hashStep(hash, byte);
  return hash;
}
