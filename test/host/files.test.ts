import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  listDirectory,
  readRegularFile,
  reasonOf,
  resolveLinks,
  statusOf,
  writeFileAtomically,
  writeNewFile,
} from '../../src/host/files.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

describe('readRegularFile', () => {
  it('reads a file up to its limit and not beyond', async () => {
    const path = join(temporaryDirectory(), 'file');
    writeFileSync(path, 'abcd');

    expect(await readRegularFile(path, 4)).toEqual({
      status: 'read',
      bytes: Buffer.from('abcd'),
    });
    expect(await readRegularFile(path, 3)).toEqual({ status: 'too-large', size: 4 });
  });

  it('tells that a sparse file is too large without reading it', async () => {
    const path = join(temporaryDirectory(), 'file');
    writeFileSync(path, '');
    truncateSync(path, 2 ** 40);

    expect(await readRegularFile(path, 1024)).toEqual({ status: 'too-large', size: 2 ** 40 });
  });

  it('follows no link', async () => {
    const directory = temporaryDirectory();
    writeFileSync(join(directory, 'secret'), 'x');
    symlinkSync('secret', join(directory, 'link'));

    await expect(readRegularFile(join(directory, 'link'), 10)).rejects.toMatchObject({
      code: 'ELOOP',
    });
  });

  it('does not open what is no file: a pipe without a writer, a socket, a device', async () => {
    const directory = temporaryDirectory();
    execFileSync('mkfifo', [join(directory, 'pipe')]);
    const server = createServer().listen(join(directory, 'socket'));
    await new Promise((resolve) => void server.once('listening', resolve));

    for (const path of [join(directory, 'pipe'), join(directory, 'socket'), '/dev/zero', directory])
      expect(await readRegularFile(path, 10)).toEqual({ status: 'not-a-file' });

    server.close();
  });
});

describe('listDirectory', () => {
  it('gives kinds without following links, sorted by name', async () => {
    const directory = temporaryDirectory();
    writeFileSync(join(directory, 'b'), '');
    mkdirSync(join(directory, 'a'));
    symlinkSync('a', join(directory, 'c'));
    execFileSync('mkfifo', [join(directory, 'd')]);

    expect(await listDirectory(directory)).toEqual([
      { name: 'a', kind: 'directory' },
      { name: 'b', kind: 'file' },
      { name: 'c', kind: 'link' },
      { name: 'd', kind: 'other' },
    ]);
  });
});

describe('statusOf and resolveLinks', () => {
  it('give null for what is not there, also below a file', async () => {
    const directory = temporaryDirectory();
    writeFileSync(join(directory, 'file'), '');
    symlinkSync('nowhere', join(directory, 'dangling'));
    symlinkSync('loop', join(directory, 'loop'));

    expect(await statusOf(join(directory, 'nothing'))).toBeNull();
    expect(await statusOf(join(directory, 'file/below'))).toBeNull();
    expect(await resolveLinks(join(directory, 'dangling'))).toBeNull();
    expect(await resolveLinks(join(directory, 'loop'))).toBeNull();
  });
});

describe('writing', () => {
  it('replaces a file whole and leaves nothing beside it', async () => {
    const directory = temporaryDirectory();
    const path = join(directory, 'deep/er/file');

    await writeFileAtomically(path, 'one');
    await writeFileAtomically(path, 'two');

    expect(readFileSync(path, 'utf8')).toBe('two');
    expect(readdirSync(join(directory, 'deep/er'))).toEqual(['file']);
  });

  it('lets one of several writers of a new name win, and the others know', async () => {
    const path = join(temporaryDirectory(), 'new');

    const won = await Promise.all(['a', 'b', 'c', 'd'].map((text) => writeNewFile(path, text)));

    expect(won.filter(Boolean)).toHaveLength(1);
    expect(readFileSync(path, 'utf8')).toBe('abcd'[won.indexOf(true)]);
    expect(readdirSync(join(path, '..'))).toEqual(['new']);
  });

  it('says why a file cannot be written', async () => {
    const directory = temporaryDirectory();
    writeFileSync(join(directory, 'file'), '');

    const path = join(directory, 'file/below');
    await expect(writeFileAtomically(path, '')).rejects.toMatchObject({
      code: 'FILE_UNWRITABLE',
      message: `cannot write ${path}: a file is in the way`,
    });
    await expect(writeNewFile(path, '')).rejects.toMatchObject({ code: 'FILE_UNWRITABLE' });
  });
});

describe('reasonOf', () => {
  it('says what the system says, in words and without the path', async () => {
    const missing = await readRegularFile('/nonexistent/\u001b[2J', 1).catch(
      (error: unknown) => error,
    );

    expect(reasonOf(missing)).toBe('no such file or directory');
    expect(reasonOf('text')).toBe('text');
  });
});
