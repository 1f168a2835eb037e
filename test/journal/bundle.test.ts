import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Header } from 'tar';
import { describe, expect, it } from 'vitest';
import { packArchive, unpackArchive } from '../../src/host/archive.ts';
import { bundleFiles, exportBundle } from '../../src/journal/bundle.ts';
import { verifyRun } from '../../src/journal/verify.ts';
import { realDoors } from '../support/doors.ts';
import { finishedRun, setupIn } from '../support/journal.ts';
import { copyOf } from '../support/run-copy.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

async function exported(): Promise<{ directory: string; file: string; packed: Buffer }> {
  const parent = temporaryDirectory();
  const setup = await setupIn(realDoors, parent);
  await finishedRun(realDoors, setup, ['freeze', 'pin']);
  const file = join(parent, 'run.tgz');
  await exportBundle(realDoors, setup.directory, setup.run, file);
  return { directory: setup.directory, file, packed: readFileSync(file) };
}

describe('a bundle', () => {
  it('holds the whole record, verifies as the directory does, and is the same every time', async () => {
    const { directory, file, packed } = await exported();
    writeFileSync(join(directory, 'journal.lock'), '{}');
    writeFileSync(join(directory, 'checkpoints', '.1-a.tmp'), 'x');
    await exportBundle(realDoors, directory, 'run-1', file);
    const files = await bundleFiles(packed, 'run.tgz');
    const copy = await copyOf(directory);

    expect(readFileSync(file).equals(packed)).toBe(true);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(await files.list('')).toEqual(
      [...copy.keys()].filter((path) => !/\.lock$|\.tmp$/.test(path)).toSorted(),
    );
    expect(await verifyRun(files, { replay: null, anchor: null })).toMatchObject({
      run: 'run-1',
      records: 26,
      failures: [],
    });
  });

  it('that is cut off or changed is refused', async () => {
    const { packed } = await exported();
    const outcomes = new Set<string>();
    for (let at = 0; at < packed.length; at += 7) {
      const other = Buffer.from(packed);
      other[at] = (other[at] ?? 0) ^ 4;
      for (const bytes of [other, packed.subarray(0, at)])
        outcomes.add(
          await bundleFiles(bytes, 'x').then(
            async (files) =>
              String((await verifyRun(files, { replay: null, anchor: null })).verified),
            (error: { code: string }) => error.code,
          ),
        );
    }
    // Bits of gzip's own header say nothing about the files.
    outcomes.delete('true');
    expect([...outcomes]).toEqual(['JOURNAL_BROKEN']);
  });
});

function entry(
  path: string,
  type: 'File' | 'SymbolicLink' | 'Link' | 'FIFO' | 'Directory',
  text = '',
): Buffer {
  const head = Buffer.alloc(512);
  const linkpath = type.endsWith('Link') ? '/etc/passwd' : '';
  new Header({ path, type, size: text.length, mode: 0o644, linkpath }).encode(head, 0);
  return Buffer.concat([head, Buffer.from(text), Buffer.alloc((512 - (text.length % 512)) % 512)]);
}

function archive(...parts: Buffer[]): Buffer {
  return gzipSync(Buffer.concat([...parts, Buffer.alloc(1024)]));
}

describe('an archive from a stranger', () => {
  it.each([
    ['a link', [entry('r/a', 'SymbolicLink')], 'r/a is a SymbolicLink, not a file'],
    ['a hard link', [entry('r/a', 'Link')], 'r/a is a Link, not a file'],
    ['a pipe', [entry('r/a', 'FIFO')], 'r/a is a FIFO, not a file'],
    ['a way up', [entry('r/../../a', 'File')], '"r/../../a" is no path'],
    ['a place of its own', [entry('/etc/a', 'File')], '"/etc/a" is no path'],
    ['a backslash', [entry('r\\..\\a', 'File')], 'is no path'],
    ['a path twice', [entry('r/a', 'File'), entry('r/a', 'File')], 'r/a is there twice'],
    ['too much', [entry('r/a', 'File', 'x'.repeat(10_000))], 'it unpacks to over 5000 bytes'],
  ])('with %s is refused', async (_, parts, message) => {
    await expect(unpackArchive(archive(...parts), 5000)).rejects.toThrow(message);
    await expect(bundleFiles(archive(...parts), 'x.tgz')).rejects.toMatchObject({
      code: 'JOURNAL_BROKEN',
    });
  });

  it.each([
    ['no gzip', Buffer.from('x'), 'not a whole gzip file'],
    ['no tar', gzipSync(Buffer.alloc(600, 7)), 'a header at 0 is damaged'],
    ['nothing', gzipSync(''), 'it is cut off'],
    ['no end', gzipSync(entry('r/a', 'File')), 'it is cut off'],
    [
      'half a file',
      gzipSync(entry('r/a', 'File', 'x'.repeat(600)).subarray(0, 700)),
      'r/a is cut off',
    ],
  ])('that is %s is refused', async (_, bytes, message) => {
    await expect(unpackArchive(bytes, 5000)).rejects.toThrow(message);
  });

  it('may have directories in it, but one at the top alone and a journal in that', async () => {
    const good = archive(entry('r/', 'Directory'), entry('r/journal.jsonl', 'File', 'x'));
    expect(await (await bundleFiles(good, 'x')).list('')).toEqual(['journal.jsonl']);
    const two = archive(entry('r/journal.jsonl', 'File'), entry('s/a', 'File'));
    await expect(bundleFiles(two, 'x')).rejects.toThrow('s/a lies outside of r/');
    await expect(bundleFiles(archive(entry('r/a', 'File')), 'x')).rejects.toThrow(
      'no journal.jsonl',
    );
    await expect(bundleFiles(archive(entry('journal.jsonl', 'File')), 'x')).rejects.toThrow(
      'outside',
    );
  });

  it('cannot be made with a path that does not fit', async () => {
    const path = `${'a'.repeat(120)}/b`;
    expect(
      await unpackArchive(await packArchive([{ path, bytes: Buffer.from('x') }]), 5000),
    ).toEqual([{ path, bytes: Buffer.from('x') }]);
    await expect(packArchive([{ path: 'a'.repeat(300), bytes: Buffer.alloc(0) }])).rejects.toThrow(
      RangeError,
    );
  });
});
