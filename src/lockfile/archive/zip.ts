import { crc32 } from 'node:zlib';
import { inflated, type Unpacked } from './inflate.ts';

/** An entry of a zip archive, as its central directory has it. */
export interface ZipEntry {
  readonly name: string;
  /** 0 stored, 8 deflated. */
  readonly method: number;
  readonly crc: number;
  readonly packedSize: number;
  readonly size: number;
  /** Where its content begins. */
  readonly start: number;
}

/** Entries of an archive, or why they cannot be told, a sentence. */
export type ZipListing = { readonly entries: readonly ZipEntry[] } | { readonly broken: string };

const endSize = 22;
const centralSize = 46;
const localSize = 30;
const maxComment = 0xffff;
const signatures = { central: 0x02014b50, end: 0x06054b50, local: 0x04034b50 };

/**
 * Lists a zip archive by its central directory, held against the header in front of each entry (APPNOTE.TXT 4.3). Readers
 * differ where the two do, where entries overlap, and where there are several ends: such an archive is refused.
 */
export function listZip(bytes: Buffer): ZipListing {
  const ends = endsOf(bytes);
  const [end] = ends;
  if (end === undefined) return { broken: 'it has no end, or something behind it' };
  if (ends.length > 1) return { broken: 'it has several ends, of which unpackers choose' };
  const disks = bytes.readUInt32LE(end + 4);
  const [here, count] = [bytes.readUInt16LE(end + 8), bytes.readUInt16LE(end + 10)];
  const [length, offset] = [bytes.readUInt32LE(end + 12), bytes.readUInt32LE(end + 16)];
  if (count === 0xffff || offset === 0xffffffff)
    return { broken: 'it is in zip64, which is not read' };
  if (disks !== 0 || here !== count) return { broken: 'it is one part of several' };
  if (offset + length !== end) return { broken: 'its directory is not where it is said to be' };
  const entries: (ZipEntry & { readonly header: number })[] = [];
  let at = offset;
  for (let index = 0; index < count; index += 1) {
    if (at + centralSize > end || bytes.readUInt32LE(at) !== signatures.central)
      return { broken: `entry ${index} of its directory is damaged` };
    const lengths = [28, 30, 32].map((field) => bytes.readUInt16LE(at + field)) as [
      number,
      number,
      number,
    ];
    const next = at + centralSize + lengths[0] + lengths[1] + lengths[2];
    if (next > end) return { broken: `entry ${index} of its directory is cut off` };
    const entry = entryAt(bytes, at, lengths[0], offset);
    if (entry === null) return { broken: `entry ${index} is not what its own header says` };
    entries.push(entry);
    at = next;
  }
  if (at !== end) return { broken: 'its directory holds more than it says' };
  return overlaps(entries, offset) ? { broken: 'its entries overlap' } : { entries };
}

/** The content of an entry of `limit` bytes at most, its checksum held against it. */
export function unzipped(bytes: Buffer, entry: ZipEntry, limit: number): Unpacked {
  const { crc, method, packedSize, size, start } = entry;
  if (size > limit) return { why: `is said to have ${size} bytes, more than are read` };
  const packed = bytes.subarray(start, start + packedSize);
  if (method !== 0 && method !== 8)
    return { why: `is packed by method ${method}, which is not read` };
  const content = method === 0 ? { bytes: packed } : inflated(packed, size);
  if ('why' in content) return content;
  return content.bytes.length === size && crc32(content.bytes) === crc
    ? content
    : { why: 'is damaged: its content is not what its checksum says' };
}

/** Where the record of the end may begin: its comment reaches to the very end. */
function endsOf(bytes: Buffer): number[] {
  const found: number[] = [];
  const lowest = Math.max(0, bytes.length - endSize - maxComment);
  for (let at = bytes.length - endSize; at >= lowest; at -= 1) {
    if (bytes.readUInt32LE(at) !== signatures.end) continue;
    if (at + endSize + bytes.readUInt16LE(at + 20) === bytes.length) found.push(at);
  }
  return found;
}

/** Null where the entry's own header names another file, or it lies outside, or is encrypted. */
function entryAt(
  bytes: Buffer,
  at: number,
  nameLength: number,
  contentEnd: number,
): (ZipEntry & { readonly header: number }) | null {
  const flags = bytes.readUInt16LE(at + 8);
  const header = bytes.readUInt32LE(at + 42);
  const [packedSize, size] = [bytes.readUInt32LE(at + 20), bytes.readUInt32LE(at + 24)];
  const method = bytes.readUInt16LE(at + 10);
  const name = bytes.subarray(at + centralSize, at + centralSize + nameLength);
  if ((flags & 1) !== 0 || header + localSize > contentEnd) return null;
  if (bytes.readUInt32LE(header) !== signatures.local) return null;
  const ownLength = bytes.readUInt16LE(header + 26);
  const start = header + localSize + ownLength + bytes.readUInt16LE(header + 28);
  const own = bytes.subarray(header + localSize, header + localSize + ownLength);
  if (start + packedSize > contentEnd || !own.equals(name)) return null;
  if (bytes.readUInt16LE(header + 8) !== method) return null;
  const crc = bytes.readUInt32LE(at + 16);
  return { name: name.toString('utf8'), method, crc, packedSize, size, start, header };
}

function overlaps(
  entries: readonly { header: number; start: number; packedSize: number }[],
  contentEnd: number,
): boolean {
  const ordered = entries.toSorted((a, b) => a.header - b.header);
  return ordered.some(
    ({ packedSize, start }, index) =>
      start + packedSize > (ordered[index + 1]?.header ?? contentEnd),
  );
}
