/** 1 for what makes a URL, or a name in it, one that must be taken apart with care: `?`, `#`, `%`, `\\`. */
export const careful = Uint8Array.from({ length: 256 }, (_, byte) =>
  '?#%\\'.includes(String.fromCharCode(byte)) ? 1 : 0,
);

/** Whether a text holds none of these. */
export function isPlain(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) if (careful[bytes[at] as number] === 1) return false;
  return true;
}

/** 1 for what may be written otherwise in a URL or end a word that is looked for, 2 for the last signs of those words. */
const inServed = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte <= 0x20 || byte >= 0x7f || byte === 0x25 || byte === 0x5c
    ? 1
    : byte === 0x7a || byte === 0x77
      ? 2
      : 0,
);

/** False only for a URL that cannot be one of those whose path names a package (`registryCoordinates`). */
export function mayServe(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) {
    const kind = inServed[bytes[at] as number];
    if (kind === 0) continue;
    if (kind === 1) return true;
    // `tgz` and `download`.
    const isArchive = bytes[at] === 0x7a;
    if (bytes[at - 1] === (isArchive ? 0x67 : 0x6f) && bytes[at - 2] === (isArchive ? 0x74 : 0x64))
      return true;
  }
  return false;
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

type UrlCheck = (entry: ResolvedEntry) => boolean;

/**
 * Gives a check of whether what an entry is resolved to is no URL, or one that ends in
 * `/<name>/-/<bare name>-<version>.tgz` (or with the scope before the file's name), behind which no other name can
 * stand. What stands in front of that is mostly the same for all entries, and looked at once.
 */
export function createUrlCheck(bytes: Uint8Array): UrlCheck {
  return createCheck(bytes, 0x40);
}

/** The same for names with a scope whose `@` is written `%40`: they begin at the last sign of that. */
export function createEscapedUrlCheck(bytes: Uint8Array): UrlCheck {
  return createCheck(bytes, 0x30);
}

/** `scopeSign` is what stands for the `@` of a scope. */
function createCheck(bytes: Uint8Array, scopeSign: number): UrlCheck {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let front = 0;
  let frontLength = -1;
  return ({ resolved, resolvedEnd, name, nameEnd, version, versionEnd }) => {
    const first = bytes[resolved];
    if (first !== 0x68) return first !== 0x48 && first !== 0x5c;
    const length = nameEnd - name;
    const scope = bytes[name] === scopeSign ? scopeLength(bytes, name, nameEnd) : 0;
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
      (archive === dash + 3 || isName(dash + 3, name, scope)) &&
      isName(folder, name, length) &&
      isFront(resolved, folder - resolved)
    );
  };

  function isName(at: number, name: number, length: number): boolean {
    if (scopeSign === 0x40) return same(view, at, name, length);
    return bytes[at] === 0x40 && same(view, at + 1, name + 1, length - 1);
  }

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
