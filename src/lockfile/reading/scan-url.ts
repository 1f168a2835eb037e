/** 1 for what makes a URL, or a name in it, one that must be taken apart with care: `?`, `#`, `%`, `\\`. */
export const careful = Uint8Array.from({ length: 256 }, (_, byte) =>
  '?#%\\'.includes(String.fromCharCode(byte)) ? 1 : 0,
);

/** Whether a text holds none of these. */
export function isPlain(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) if (careful[bytes[at] as number] === 1) return false;
  return true;
}

/** Starts and ends of texts, of which name and version are plain. */
export interface ResolvedEntry {
  resolved: number;
  resolvedEnd: number;
  name: number;
  nameEnd: number;
  version: number;
  versionEnd: number;
}

/**
 * Gives a check of whether what an entry is resolved to is no URL, or one that ends in
 * `/<name>/-/<bare name>-<version>.tgz` (or with the scope before the file's name), behind which no other name can
 * stand. What stands in front of that is mostly the same for all entries, and looked at once.
 */
export function createUrlCheck(bytes: Uint8Array): (entry: ResolvedEntry) => boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let front = 0;
  let frontLength = -1;
  return ({ resolved, resolvedEnd, name, nameEnd, version, versionEnd }) => {
    const first = bytes[resolved];
    if (first !== 0x68) return first !== 0x48 && first !== 0x5c;
    const length = nameEnd - name;
    const scope = bytes[name] === 0x40 ? scopeLength(bytes, name, nameEnd) : 0;
    const ofVersion = versionEnd - version;
    const archive = resolvedEnd - 4 - ofVersion - 1 - (length - scope);
    let folder = archive - 3 - length;
    if (folder <= resolved) return false;
    if (view.getUint32(resolvedEnd - 4) !== 0x2e74677a || bytes[archive - 1] !== 0x2f) return false;
    // Some registries have the scope here too.
    if (scope > 0 && bytes[archive - 2] !== 0x2d) folder -= scope;
    const dash = folder + length;
    return (
      folder > resolved &&
      bytes[folder - 1] === 0x2f &&
      bytes[dash] === 0x2f &&
      bytes[dash + 1] === 0x2d &&
      bytes[dash + 2] === 0x2f &&
      bytes[archive + length - scope] === 0x2d &&
      same(view, archive + length - scope + 1, version, ofVersion) &&
      same(view, archive, name + scope, length - scope) &&
      (archive === dash + 3 || same(view, dash + 3, name, scope)) &&
      same(view, folder, name, length) &&
      isFront(resolved, folder - resolved)
    );
  };

  function isFront(start: number, length: number): boolean {
    if (length === frontLength && same(view, start, front, length)) return true;
    // What follows `@` may be a scope that the entry does not name.
    for (let at = start; at < start + length; at += 1)
      if (bytes[at] === 0x40 || careful[bytes[at] as number] === 1) return false;
    front = start;
    frontLength = length;
    return true;
  }
}

/** Of `@scope/`; 0 where a name holds no slash. */
function scopeLength(bytes: Uint8Array, name: number, nameEnd: number): number {
  let at = name;
  while (at < nameEnd && bytes[at] !== 0x2f) at += 1;
  return at === nameEnd ? 0 : at + 1 - name;
}

function same(view: DataView, a: number, b: number, length: number): boolean {
  let index = 0;
  for (; index + 4 <= length; index += 4)
    if (view.getUint32(a + index) !== view.getUint32(b + index)) return false;
  for (; index < length; index += 1)
    if (view.getUint8(a + index) !== view.getUint8(b + index)) return false;
  return true;
}
