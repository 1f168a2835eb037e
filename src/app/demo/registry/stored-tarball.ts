import { crc32 } from 'node:zlib';

/** npm gives every packed file this time, 26 October 1985 08:15 UTC, so that packing twice gives the same bytes. */
const modified = 499_162_500;
const block = 512;
/** Most bytes of a stored block (RFC 1951, 3.2.4). */
const maxStored = 0xffff;

/** A file of a tarball: its path in it, at most 100 bytes, and its text. */
export type PackedFile = readonly [path: string, text: string];

/**
 * A gzipped tar archive of text files whose bytes depend on nothing but these: own ustar headers (POSIX.1-1988) with
 * one owner and one time, and a gzip stream (RFC 1952) of stored blocks, so that no version of zlib has a say.
 */
export function storedTarball(files: readonly PackedFile[]): Uint8Array {
  const parts = files.flatMap(([path, text]) => {
    const content = Buffer.from(text);
    return [header(path, content.length), content, Buffer.alloc(-content.length & (block - 1))];
  });
  return gzip(Buffer.concat([...parts, Buffer.alloc(2 * block)]));
}

function header(path: string, size: number): Buffer {
  const bytes = Buffer.alloc(block);
  bytes.write(path, 0, 100);
  bytes.write(octal(0o644, 7), 100);
  bytes.write(octal(0, 7), 108);
  bytes.write(octal(0, 7), 116);
  bytes.write(octal(size, 11), 124);
  bytes.write(octal(modified, 11), 136);
  bytes.write(' '.repeat(8), 148);
  bytes.write('0', 156);
  bytes.write('ustar\u000000', 257);
  const sum = bytes.reduce((total, byte) => total + byte, 0);
  bytes.write(`${octal(sum, 6)}\0 `, 148);
  return bytes;
}

function octal(value: number, digits: number): string {
  return value.toString(8).padStart(digits, '0');
}

function gzip(content: Buffer): Buffer {
  const blocks: Buffer[] = [];
  for (let start = 0; start < content.length; start += maxStored) {
    const part = content.subarray(start, start + maxStored);
    const head = Buffer.alloc(5);
    head.writeUInt8(start + maxStored >= content.length ? 1 : 0, 0);
    head.writeUInt16LE(part.length, 1);
    head.writeUInt16LE(~part.length & 0xffff, 3);
    blocks.push(head, part);
  }
  const trailer = Buffer.alloc(8);
  trailer.writeUInt32LE(crc32(content), 0);
  trailer.writeUInt32LE(content.length, 4);
  // Deflate, no flags, no time, no hint, operating system unknown.
  return Buffer.concat([Buffer.from([31, 139, 8, 0, 0, 0, 0, 0, 0, 255]), ...blocks, trailer]);
}
