/** One entry of a git tree. */
export interface TreeEntry {
  readonly name: string;
  /** `file` (100644, 100755), `link` (120000), `directory` (40000), `submodule` (160000). */
  readonly kind: 'file' | 'link' | 'directory' | 'submodule';
  readonly id: string;
}

/**
 * Reads a tree object: `<octal mode> SP <name> NUL <raw object id>`, over and over
 * (git's Documentation/gitformat-* and tree.h). `oidBytes` is 20 for SHA-1, 32 for SHA-256.
 * Null where the bytes are not a whole tree. Names that are not UTF-8 keep replacement characters.
 */
export function parseTree(bytes: Buffer, oidBytes: number): TreeEntry[] | null {
  const entries: TreeEntry[] = [];
  for (let at = 0; at < bytes.length;) {
    const space = bytes.indexOf(32, at);
    const end = space === -1 ? -1 : bytes.indexOf(0, space + 1);
    if (end === -1 || end + 1 + oidBytes > bytes.length) return null;
    const kind = kindOf(bytes, at, space);
    if (kind === null) return null;
    entries.push({
      kind,
      name: bytes.toString('utf8', space + 1, end),
      id: bytes.toString('hex', end + 1, end + 1 + oidBytes),
    });
    at = end + 1 + oidBytes;
  }
  return entries;
}

/** The first two digits of the mode tell the kinds apart: 10 file, 12 link, 16 submodule, 40 (or 04) directory. */
function kindOf(bytes: Buffer, at: number, space: number): TreeEntry['kind'] | null {
  switch (bytes.toString('latin1', at, Math.min(space, at + 2))) {
    case '10':
      return 'file';
    case '12':
      return 'link';
    case '16':
      return 'submodule';
    case '40':
    case '04':
      return 'directory';
    default:
      return null;
  }
}
