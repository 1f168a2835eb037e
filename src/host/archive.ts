import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { Header } from 'tar';

/** A file in an archive. `path` has slashes and no leading one. */
export interface ArchiveEntry {
  readonly path: string;
  readonly bytes: Uint8Array;
}

const block = 512;

/**
 * A gzipped tar of regular files (POSIX ustar), the same bytes for the same files: in the order given, mode 0644, no
 * owner, times at the epoch. Throws RangeError for a path that ustar cannot hold (over 255 bytes, or a name over 100).
 */
export async function packArchive(entries: readonly ArchiveEntry[]): Promise<Uint8Array> {
  const parts = entries.flatMap(({ bytes, path }) => {
    const header = new Header({
      path,
      mode: 0o644,
      uid: 0,
      gid: 0,
      size: bytes.length,
      mtime: new Date(0),
      type: 'File',
    });
    const head = Buffer.alloc(block);
    // True where a field does not fit.
    if (header.encode(head, 0)) throw new RangeError(`an archive cannot hold the path ${path}`);
    return [head, bytes, Buffer.alloc((block - (bytes.length % block)) % block)];
  });
  const packed = await promisify(gzip)(Buffer.concat([...parts, Buffer.alloc(2 * block)]));
  // The operating system (RFC 1952): unknown, since the bytes shall not tell.
  packed[9] = 255;
  return packed;
}

/**
 * Reads a gzipped tar that a stranger may have made, in memory: regular files alone, directories passed over. Throws
 * RangeError, with what is wrong, for links, devices, extended headers, paths that are absolute or lead upwards, a path
 * twice, and for more than `limit` bytes unpacked.
 */
export async function unpackArchive(packed: Uint8Array, limit: number): Promise<ArchiveEntry[]> {
  const bytes = await unzipped(packed, limit);
  const entries = new Map<string, ArchiveEntry>();
  let at = 0;
  while (at + block <= bytes.length) {
    const head = bytes.subarray(at, at + block);
    // An end is two blocks of zeros.
    if (head.every((byte) => byte === 0)) return [...entries.values()];
    const header = headerAt(bytes, at);
    const { path = '', size = 0, type } = header;
    if (!header.cksumValid) throw new RangeError(`a header at ${at} is damaged`);
    if (!Number.isSafeInteger(size) || size < 0 || at + block + size > bytes.length)
      throw new RangeError(`${path} is cut off`);
    if (type === 'File' || type === 'OldFile') {
      checkPath(path);
      if (entries.has(path)) throw new RangeError(`${path} is there twice`);
      entries.set(path, { path, bytes: bytes.subarray(at + block, at + block + size) });
    } else if (type !== 'Directory') throw new RangeError(`${path} is a ${type}, not a file`);
    at += block + Math.ceil(size / block) * block;
  }
  throw new RangeError('it is cut off');
}

async function unzipped(packed: Uint8Array, limit: number): Promise<Buffer> {
  try {
    return await promisify(gunzip)(packed, { maxOutputLength: limit });
  } catch (error) {
    const isTooLarge = error instanceof RangeError;
    throw new RangeError(
      isTooLarge ? `it unpacks to over ${limit} bytes` : 'not a whole gzip file',
      {
        cause: error,
      },
    );
  }
}

function headerAt(bytes: Buffer, at: number): Header {
  try {
    return new Header(bytes, at);
  } catch (error) {
    throw new RangeError(`a header at ${at} cannot be read`, { cause: error });
  }
}

function checkPath(path: string): void {
  const parts = path.split('/');
  if (path.includes('\\') || path.includes('\0') || parts.some((part) => /^\.{0,2}$/.test(part)))
    throw new RangeError(`${JSON.stringify(path)} is no path within an archive`);
}
