/** A regular file of a tar archive. */
export interface TarFile {
  /** Components of its path; `.` and empty ones are left out. */
  readonly path: readonly string[];
  readonly bytes: Buffer;
}

/** What a tar archive holds, as far as it could be walked. */
export interface TarWalk {
  readonly files: readonly TarFile[];
  /** How many entries of any type there are. */
  readonly entries: number;
  /** Why the rest was not walked, a sentence; null where it was. */
  readonly broken: string | null;
  /** Whether it has an end mark: without one, nothing but what it was packed in says that it is whole. */
  readonly ended: boolean;
}

const block = 512;

/** Paths and values of extended headers over this many bytes are nobody's. */
const maxHeaderBytes = 1024 * 1024;

/** What extended headers say of the entry behind them. */
interface Extended {
  path: string | null;
  size: number | null;
}

/**
 * Walks a tar archive: ustar with its prefix, GNU's long names, and pax headers (POSIX.1-2017, "pax"; GNU tar manual,
 * "Basic Tar Format"). Content is not copied. `wanted` picks files by their paths.
 */
export function walkTar(bytes: Buffer, wanted: (path: readonly string[]) => boolean): TarWalk {
  const files: TarFile[] = [];
  let entries = 0;
  let extended: Extended = { path: null, size: null };
  const stop = (broken: string | null, ended = false): TarWalk => ({
    files,
    entries,
    broken,
    ended,
  });
  for (let at = 0; at < bytes.length;) {
    if (at + block > bytes.length) return stop('it ends in the middle of a header');
    const header = bytes.subarray(at, at + block);
    // What follows the end mark, tar does not read.
    if (isZero(header)) return stop(null, true);
    if (!isSound(header)) return stop(`the header at ${at} is damaged`);
    const type = String.fromCharCode(header[156] ?? 0);
    const size = extended.size ?? numberIn(header, 124, 12);
    if (size === null) return stop(`the header at ${at} states no size`);
    const start = at + block;
    const end = start + size;
    if (end > bytes.length) return stop(`the entry at ${at} is cut off`);
    const content = bytes.subarray(start, end);
    at = start + Math.ceil(size / block) * block;
    if ('xgL'.includes(type)) {
      if (size > maxHeaderBytes) return stop('an extended header is too long');
      // A header for all entries says nothing of one of them.
      if (type !== 'g')
        extended = type === 'L' ? withLongName(extended, content) : paxOf(content, extended);
      continue;
    }
    entries += 1;
    const path = componentsOf(extended.path ?? pathIn(header));
    extended = { path: null, size: null };
    if (type === 'S') return stop('it holds sparse files, which are not read');
    if ((type === '0' || type === '\0' || type === '7') && path !== null && wanted(path))
      files.push({ path, bytes: content });
  }
  return stop(null);
}

/** Whether bytes begin as a tar archive does. */
export function isTar(bytes: Buffer): boolean {
  return bytes.length >= block && isSound(bytes.subarray(0, block));
}

function isZero(header: Buffer): boolean {
  return header.every((byte) => byte === 0);
}

/** The checksum is that of the header with blanks in its place; old writers summed signed bytes. */
function isSound(header: Buffer): boolean {
  const stated = numberIn(header, 148, 8);
  let [unsigned, signed] = [0, 0];
  for (const [index, byte] of header.entries()) {
    const own = index >= 148 && index < 156 ? 32 : byte;
    unsigned += own;
    signed += own > 127 ? own - 256 : own;
  }
  return stated === unsigned || stated === signed;
}

/** Octal digits, or a binary number where the first bit is set; null where it is neither, or larger than any file. */
function numberIn(header: Buffer, start: number, length: number): number | null {
  const field = header.subarray(start, start + length);
  if ((field[0] ?? 0) >= 0x80) {
    const high = field.subarray(0, length - 6);
    const isSmall = high.every((byte, index) => byte === (index === 0 ? 0x80 : 0));
    return isSmall ? field.readUIntBE(length - 6, 6) : null;
  }
  const digits = /^ *([0-7]*)[ \0]*$/.exec(field.toString('latin1'))?.[1];
  return digits === undefined || digits === '' ? null : Number.parseInt(digits, 8);
}

function pathIn(header: Buffer): string {
  const name = textIn(header, 0, 100);
  const prefix = header.toString('latin1', 257, 262) === 'ustar' ? textIn(header, 345, 155) : '';
  return prefix === '' ? name : `${prefix}/${name}`;
}

function textIn(header: Buffer, start: number, length: number): string {
  const end = header.indexOf(0, start);
  return header.toString(
    'utf8',
    start,
    end === -1 ? start + length : Math.min(end, start + length),
  );
}

function withLongName(extended: Extended, content: Buffer): Extended {
  return { ...extended, path: textIn(content, 0, content.length) };
}

/** `<length> <key>=<value>\n`, the length counting all of it. What is no such record ends the header. */
function paxOf(content: Buffer, before: Extended): Extended {
  const found = { ...before };
  for (let at = 0; at < content.length;) {
    const space = content.indexOf(32, at);
    const length = space === -1 ? Number.NaN : Number(content.toString('latin1', at, space));
    if (!Number.isInteger(length) || length <= space - at || at + length > content.length) break;
    const record = content.toString('utf8', space + 1, at + length - 1);
    const equals = record.indexOf('=');
    const value = record.slice(equals + 1);
    if (record.startsWith('path=')) found.path = value;
    if (record.startsWith('size=') && /^\d{1,15}$/.test(value)) found.size = Number(value);
    at += length;
  }
  return found;
}

/** Null for a path that leads out of where it is unpacked: no package manager writes such a file. */
function componentsOf(path: string): string[] | null {
  const components = path.split('/').filter((one) => one !== '' && one !== '.');
  return components.includes('..') ? null : components;
}
