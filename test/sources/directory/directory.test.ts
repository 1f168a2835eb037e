import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { directorySource } from '../../../src/sources/directory/source.ts';
import type { Doors } from '../../../src/host/doors.ts';
import { realDoors } from '../../support/doors.ts';
import { gitRepository } from '../../support/git-repository.ts';
import { hiddenLock, manifest, npmLock, yarnLock } from '../../support/lockfiles.ts';
import { projectRoot } from '../../support/project.ts';
import { asNobody, needsOtherUser } from '../../support/rights.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import { treeState } from '../../support/tree-state.ts';
import { expand, look, lookAtOne, withoutMessages } from '../support.ts';

const a1 = npmLock({ a: '1.0.0' });
const b1 = npmLock({ b: '1.0.0' });

/** The record that pnpm leaves in its store. */
const pnpmRecord =
  "lockfileVersion: '9.0'\npackages:\n  a@2.0.0:\n    resolution: {integrity: sha512-x}\nsnapshots:\n  a@2.0.0: {}\nimporters:\n  .:\n    dependencies:\n      a:\n        specifier: ^2.0.0\n        version: 2.0.0\n";

/** A directory with files in it; a key's directories are made. */
function tree(files: Readonly<Record<string, string>>, top: string = temporaryDirectory()): string {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(top, path)), { recursive: true });
    writeFileSync(join(top, path), content);
  }
  return top;
}

async function summary(path: string): Promise<[string, readonly string[], readonly string[]][]> {
  return (await look(path)).map(({ name, problems, seen }) => [name, seen, problems]);
}

describe('what an argument stands for', () => {
  it('is one target for each repository, and one for the files outside them', async () => {
    const top = tree({ 'loose/package-lock.json': a1 });
    gitRepository(join(top, 'one')).commit({ 'package-lock.json': a1 });
    const nested = gitRepository(join(top, 'one/vendor/two'));
    nested.commit({ 'package-lock.json': b1 });
    nested.git('remote', 'add', 'origin', 'https://git.example/acme/two.git');
    gitRepository().git('clone', '--quiet', '--bare', join(top, 'one'), join(top, 'mirror.git'));
    rmSync(join(top, 'mirror.git/config'));

    expect(await summary(top)).toEqual([
      ['mirror.git', ['package-lock.json@default:main a@1.0.0'], []],
      ['one', ['package-lock.json@ a@1.0.0', 'package-lock.json@default:main a@1.0.0'], []],
      ['acme/two', ['package-lock.json@ b@1.0.0', 'package-lock.json@default:main b@1.0.0'], []],
      ['.', ['loose/package-lock.json@ a@1.0.0'], []],
    ]);
    expect((await expand(top)).map(({ kind, place }) => [kind, place])).toEqual([
      ['repository', join(top, 'mirror.git')],
      ['repository', join(top, 'one')],
      ['repository', join(top, 'one/vendor/two')],
      ['directory', top],
    ]);
  });

  it('is a directory without repositories, named as it was typed', async () => {
    const top = tree({ 'package-lock.json': a1 });

    expect((await lookAtOne(`${top}///`)).name).toBe(top);
    expect(await lookAtOne(temporaryDirectory())).toMatchObject({ seen: [], problems: [] });
  });

  it('is refused where it leads nowhere or to a file', async () => {
    const top = tree({ file: '' });

    await expect(expand(join(top, 'nothing'))).rejects.toMatchObject({ code: 'TARGET_NOT_FOUND' });
    await expect(expand(join(top, 'file'))).rejects.toMatchObject({ code: 'TARGET_UNSUPPORTED' });
  });

  it('is one target for a repository and its work trees, named by the main one', async () => {
    const top = temporaryDirectory();
    const repository = gitRepository(join(top, 'main'));
    repository.commit({ 'package-lock.json': a1 });
    repository.git('worktree', 'add', '--quiet', '-b', 'topic', join(top, 'a-linked'));
    writeFileSync(join(top, 'a-linked/package-lock.json'), b1);

    const only = await lookAtOne(top);

    expect(only.seen).toEqual([
      'package-lock.json@ a@1.0.0',
      'package-lock.json@ b@1.0.0',
      'package-lock.json@default:main,branch:topic a@1.0.0',
    ]);
    expect((await lookAtOne(top, { refs: 'head' })).seen).toContain(
      'package-lock.json@default:main a@1.0.0',
    );
    expect((await lookAtOne(join(top, 'a-linked'), { refs: 'head' })).seen).toContain(
      'package-lock.json@branch:topic a@1.0.0',
    );
  });

  it('reads the files of a work tree whose .git leads nowhere, and says that git cannot', async () => {
    const top = tree({ 'package-lock.json': a1, '.git': 'gitdir: ../gone/.git/worktrees/x\n' });

    const { problems, seen, thrown } = await lookAtOne(top);

    expect(seen).toEqual(['package-lock.json@ a@1.0.0']);
    expect(problems).toEqual([]);
    expect(thrown).toMatch(
      /^GIT_UNREADABLE: not a readable git repository: .*not a git repository/,
    );
  });

  it('does not wait over a .git file that is made to be slow to look at', async () => {
    const top = tree({ '.git': `gitdir: a${' '.repeat(16_000)}b\nc` });

    expect((await lookAtOne(top)).thrown).toMatch(/^GIT_UNREADABLE/);
  });

  it('reads what lies in a repository’s own directory, but for its objects and refs', async () => {
    const top = temporaryDirectory();
    const bare = join(top, 'fake');
    gitRepository().git('init', '--quiet', '--bare', bare);
    tree(
      {
        'package-lock.json': a1,
        'sub/package-lock.json': b1,
        'hooks/package-lock.json': a1,
        'modules/app/package-lock.json': b1,
        'logs/package.json': manifest({ dependencies: { a: '1' } }),
        'objects/package-lock.json': a1,
      },
      bare,
    );

    expect(await summary(top)).toEqual([
      ['fake', [], []],
      [
        '.',
        [
          'fake/hooks/package-lock.json@ a@1.0.0',
          'fake/logs/package.json@',
          'fake/modules/app/package-lock.json@ b@1.0.0',
          'fake/package-lock.json@ a@1.0.0',
          'fake/sub/package-lock.json@ b@1.0.0',
        ],
        [
          'MANIFEST_WITHOUT_LOCKFILE fake/logs/package.json: asks for packages, and no lockfile says which versions',
        ],
      ],
    ]);
  });

  it('is a bare repository alone where nothing but git’s files lies in it', async () => {
    const bare = join(temporaryDirectory(), 'mirror.git');
    gitRepository().git('init', '--quiet', '--bare', bare);
    tree({ 'hooks/pre-push.sample': '', 'info/exclude': '', 'worktrees/x/gitdir': '' }, bare);

    expect((await expand(bare)).map(({ kind }) => kind)).toEqual(['repository']);
  });

  it('is a bare repository whose parts are symbolic links', async () => {
    const top = temporaryDirectory();
    gitRepository(join(top, 'clone')).commit({ 'package-lock.json': a1 });
    const parts = join(top, 'parts');
    gitRepository().git('clone', '--quiet', '--bare', join(top, 'clone'), parts);
    mkdirSync(join(top, 'mirror'));
    for (const name of ['objects', 'refs', 'packed-refs'])
      symlinkSync(join('../parts', name), join(top, 'mirror', name));
    symlinkSync('refs/heads/main', join(top, 'mirror/HEAD'));
    rmSync(join(top, 'clone'), { recursive: true });

    expect((await lookAtOne(join(top, 'mirror'))).seen).toEqual([
      'package-lock.json@default:main a@1.0.0',
    ]);
  });

  it('is also what lies outside repositories and cannot be looked at', async () => {
    const outside = tree({ 'package-lock.json': b1 });
    const top = temporaryDirectory();
    gitRepository(join(top, 'one')).commit({ 'package-lock.json': a1 });
    mkdirSync(join(top, 'two'));
    symlinkSync(outside, join(top, 'two/out'));

    expect(
      (await look(top)).map(({ name, problems }) => [name, withoutMessages(problems)]),
    ).toEqual([
      ['one', []],
      ['.', ['LINK_NOT_FOLLOWED two/out']],
    ]);
  });

  it('opens no more files at once than a few, however many repositories there are', async () => {
    const top = temporaryDirectory();
    for (let index = 0; index < 100; index += 1)
      tree(
        { [`r${index}/.git/config`]: '[remote "origin"]\n\turl = https://git.example/o/r\n' },
        top,
      );
    let now = 0;
    let most = 0;
    const doors: Doors = {
      ...realDoors,
      files: {
        ...realDoors.files,
        async readRegularFile(path, limit) {
          most = Math.max(most, (now += 1));
          return realDoors.files.readRegularFile(path, limit).finally(() => (now -= 1));
        },
      },
    };

    expect(await expand(top, { doors })).toHaveLength(100);
    expect(most).toBeLessThan(32);
  });
});

describe('what is not opened', () => {
  it('is named: pipes, sockets and links that bear a lockfile’s name', async () => {
    const top = tree({ 'real/package-lock.json': a1, 'real/package.json': manifest() });
    for (const name of ['link', 'pipe', 'socket']) mkdirSync(join(top, name));
    symlinkSync('../real/package-lock.json', join(top, 'link/package-lock.json'));
    execFileSync('mkfifo', [join(top, 'pipe/package-lock.json')]);
    const server = createServer().listen(join(top, 'socket/yarn.lock'));
    await new Promise((resolve) => void server.once('listening', resolve));

    const { problems, seen } = await lookAtOne(top);
    server.close();

    expect(seen).toEqual(['real/package-lock.json@ a@1.0.0']);
    expect(problems).toEqual([
      'LINK_NOT_FOLLOWED link/package-lock.json: a symbolic link: it was not followed, look at what it leads to',
      'LINK_NOT_FOLLOWED pipe/package-lock.json: a pipe, a socket or a device: it was not opened',
      'LINK_NOT_FOLLOWED socket/yarn.lock: a pipe, a socket or a device: it was not opened',
    ]);
  });

  it('does not block: pipes in the place of .git, HEAD and a directory', async () => {
    const top = tree({ 'w/package-lock.json': a1, 'b/objects/x': '', 'b/refs/x': '' });
    for (const name of ['w/.git', 'b/HEAD', 'node_modules'])
      execFileSync('mkfifo', [join(top, name)]);

    const looks = await look(top);

    expect(looks.flatMap(({ seen }) => seen)).toEqual(['package-lock.json@ a@1.0.0']);
  });

  it('is what links lead to: named where that lies outside, read once where it lies inside', async () => {
    const outside = tree({ 'package-lock.json': b1 });
    const top = tree({ 'real/package-lock.json': a1, file: '' });
    symlinkSync(outside, join(top, 'out'));
    symlinkSync('real', join(top, 'in'));
    symlinkSync('.', join(top, 'self'));
    symlinkSync('nowhere', join(top, 'dangling'));
    symlinkSync('loop', join(top, 'loop'));
    symlinkSync('file', join(top, 'to-file'));

    const { problems, seen } = await lookAtOne(top);

    expect(seen).toEqual(['real/package-lock.json@ a@1.0.0']);
    expect(problems).toEqual([
      'LINK_NOT_FOLLOWED out: a symbolic link to a directory outside: scan that as a target of its own',
    ]);
  });

  it('is a file that is too large; the rest is read', async () => {
    const top = tree({ 'big/package-lock.json': '', 'small/package-lock.json': a1 });
    truncateSync(join(top, 'big/package-lock.json'), 200 * 1024 * 1024);

    expect(await lookAtOne(top)).toMatchObject({
      seen: ['small/package-lock.json@ a@1.0.0'],
      problems: [
        'FILE_TOO_LARGE big/package-lock.json: 209715200 bytes, more than firebreak reads',
      ],
    });
  });
});

describe('trees made to be hard to walk', () => {
  it('are walked to their depth and named below it', async () => {
    const top = temporaryDirectory();
    // Deeper than a path may be long: made from the inside out.
    let inner = tree({ 'package-lock.json': b1 });
    for (let depth = 0; depth < 260; depth += 1) {
      const outer = temporaryDirectory();
      renameSync(inner, join(outer, 'd'));
      inner = outer;
    }
    renameSync(inner, join(top, 'deep'));
    tree({ [`${'e/'.repeat(150)}package-lock.json`]: a1 }, top);

    const { problems, seen } = await lookAtOne(top);

    expect(seen).toEqual([`${'e/'.repeat(150)}package-lock.json@ a@1.0.0`]);
    expect(problems).toEqual([
      expect.stringMatching(/^LIMIT_REACHED deep(?:\/d)+: directories nested deeper than 200/),
    ]);
  });

  it('may bear names with escapes, line ends and bytes that are no text', async () => {
    const top = tree({ '\u001b[2J\n\r/package-lock.json': a1 });
    mkdirSync(Buffer.concat([Buffer.from(`${top}/`), Buffer.from([0xff, 0xfe])]));
    writeFileSync(
      Buffer.concat([Buffer.from(`${top}/`), Buffer.from([0xff, 0xfe]), Buffer.from('/yarn.lock')]),
      '',
    );

    expect(await lookAtOne(top)).toMatchObject({
      seen: ['\u001b[2J\n\r/package-lock.json@ a@1.0.0'],
      problems: [
        'DIRECTORY_UNREADABLE \ufffd\ufffd: this directory cannot be listed: its name is not UTF-8',
      ],
    });
  });

  it('are left when interrupted', async () => {
    const controller = new AbortController();
    controller.abort(new Error('enough'));

    await expect(
      directorySource.expand(
        temporaryDirectory(),
        { refs: 'all' },
        {
          ...realDoors,
          signal: controller.signal,
        },
      ),
    ).rejects.toThrow('enough');
  });
});

/** What lies in an installed package's directory. */
function packaged(name: string, version: string): string {
  return JSON.stringify({ name, version });
}

describe('installed trees', () => {
  it('are read by their records, of npm and of pnpm', async () => {
    const top = tree({
      'n/node_modules/.package-lock.json': hiddenLock({ a: '1.0.0' }),
      'n/node_modules/a/package.json': manifest(),
      'p/node_modules/.pnpm/lock.yaml': pnpmRecord,
      'p/node_modules/a/package.json': manifest(),
    });

    const { items, problems, seen } = await lookAtOne(top);

    expect(seen).toEqual([
      'n/node_modules/.package-lock.json@ a@1.0.0',
      'p/node_modules/.pnpm/lock.yaml@ a@2.0.0',
    ]);
    expect(problems).toEqual([]);
    expect(
      items.map((item) => (item.kind === 'sighting' ? item.artefact.reading.describes : null)),
    ).toEqual(['installation', 'installation']);
  });

  it('know the project that stands beside them', async () => {
    const top = tree({
      'node_modules/.package-lock.json': hiddenLock({ a: '1.0.0', b: '1.0.0' }),
      'package.json': manifest({ dependencies: { a: '^1.0.0' } }),
      'package-lock.json': a1,
    });

    const { items } = await lookAtOne(top);
    const installed = items.find(
      (item) => item.kind === 'sighting' && item.artefact.reading.describes === 'installation',
    );
    const graph =
      installed?.kind === 'sighting' ? installed.artefact.reading.documents[0]?.graph() : undefined;

    expect(graph?.importers).toMatchObject([{ dependencies: [{ alias: 'a', to: 0 }] }]);
  });

  it('without a record say by their manifests what they are, and nothing else in them is looked at', async () => {
    const top = tree({
      'package.json': manifest({ dependencies: { a: '1' } }),
      'package-lock.json': a1,
      'node_modules/a/package-lock.json': b1,
      'node_modules/a/package.json': packaged('a', '1.0.0'),
      'node_modules/@s/b/package.json': packaged('@s/b', '2.0.0'),
      'node_modules/a/node_modules/c/package.json': packaged('c', '3.0.0'),
      'node_modules/.cache/x/package.json': packaged('x', '1.0.0'),
    });

    expect(await lookAtOne(top)).toMatchObject({
      seen: ['node_modules@ @s/b@2.0.0 a@1.0.0 c@3.0.0', 'package-lock.json@ a@1.0.0'],
      problems: [],
    });
  });

  it('without a record and without manifests are named', async () => {
    const top = tree({ 'package-lock.json': a1, 'node_modules/a/index.js': '' });

    expect((await lookAtOne(top)).problems).toEqual([
      'INSTALLED_TREE_UNREAD node_modules: installed packages without a record that firebreak reads',
    ]);
  });

  it('of members are answered for by the record of the project, and those of strangers are not', async () => {
    const top = tree({
      'package-lock.json': npmLock({ a: '1.0.0' }, { members: { 'packages/m': 'm' } }),
      'node_modules/.package-lock.json': hiddenLock({ a: '1.0.0' }),
      'packages/m/node_modules/c/package.json': manifest(),
      'examples/x/node_modules/d/package.json': packaged('d', '1.0.0'),
    });

    expect(await lookAtOne(top)).toMatchObject({
      seen: [
        'examples/x/node_modules@ d@1.0.0',
        'node_modules/.package-lock.json@ a@1.0.0',
        'package-lock.json@ a@1.0.0 m@1.0.0',
      ],
      problems: [],
    });
  });

  it('are named where npm’s record of them lacks packages that lie there', async () => {
    const top = tree({
      'node_modules/.package-lock.json': hiddenLock({ a: '1.0.0', '@acme/b': '1.0.0' }),
      'node_modules/.bin/a': '',
      'node_modules/a/package.json': manifest(),
      'node_modules/a/node_modules/c/package.json': manifest(),
      'node_modules/@acme/b/package.json': manifest(),
      'node_modules/@acme/.cache/x': '',
      'packages/m/package.json': manifest(),
    });
    symlinkSync('../packages/m', join(top, 'node_modules/m'));
    symlinkSync('../../packages/m', join(top, 'node_modules/@acme/m'));

    expect((await lookAtOne(top)).problems).toEqual([]);

    tree({ 'node_modules/evil/x': '', 'node_modules/@acme/evil/package-lock.json': b1 }, top);
    expect(await lookAtOne(top)).toMatchObject({
      seen: ['node_modules/.package-lock.json@ @acme/b@1.0.0 a@1.0.0'],
      problems: [
        'INSTALLED_TREE_UNREAD node_modules: packages lie here that the record of the install does not name: @acme/evil, evil',
      ],
    });
  });

  it('are read where the walk begins in them', async () => {
    const top = tree({
      'n/package-lock.json': b1,
      'n/node_modules/.package-lock.json': hiddenLock({ a: '1.0.0' }),
      'n/node_modules/a/yarn.lock': yarnLock({ 'b@1': '1.0.0' }),
      'p/node_modules/.pnpm/lock.yaml': pnpmRecord,
      'p/node_modules/a/package.json': manifest(),
      'without/node_modules/a/package.json': manifest(),
      'without/node_modules/.pnpm/a@1.0.0/node_modules/a/package.json': manifest(),
    });
    const lookIn = async (path: string) => {
      const { items, problems, seen } = await lookAtOne(join(top, path));
      const [first] = items;
      const describes = first?.kind === 'sighting' ? first.artefact.reading.describes : null;
      return [seen, describes, problems.map((problem) => problem.replace(/:.*/, ''))];
    };

    expect(await lookIn('n/node_modules')).toEqual([
      ['.package-lock.json@ a@1.0.0'],
      'installation',
      [],
    ]);
    expect(await lookIn('p/node_modules')).toEqual([
      ['.pnpm/lock.yaml@ a@2.0.0'],
      'installation',
      [],
    ]);
    expect(await lookIn('p/node_modules/.pnpm')).toEqual([
      ['lock.yaml@ a@2.0.0'],
      'installation',
      [],
    ]);
    for (const path of ['node_modules', 'node_modules/.pnpm', 'node_modules/a'])
      expect(await lookIn(`without/${path}`)).toEqual([[], null, ['INSTALLED_TREE_UNREAD']]);
    symlinkSync('n/node_modules', join(top, 'link'));
    expect((await lookIn('link'))[1]).toBe('installation');
    expect(await lookIn('n/node_modules/a')).toEqual([
      ['yarn.lock@ b@1.0.0'],
      'resolution',
      ['INSTALLED_TREE_UNREAD'],
    ]);
  });

  it('are read where a link called node_modules leads to them, and named where it leads outside', async () => {
    const top = tree({
      'deps/.package-lock.json': hiddenLock({ a: '1.0.0' }),
      'deps/a/package.json': manifest(),
      'app/package-lock.json': b1,
      'other/package-lock.json': b1,
      'store/lock.yaml': pnpmRecord,
      'pnpm/node_modules/.yarn-integrity': '',
    });
    symlinkSync('../deps', join(top, 'app/node_modules'));
    symlinkSync(temporaryDirectory(), join(top, 'other/node_modules'));
    symlinkSync('../../store', join(top, 'pnpm/node_modules/.pnpm'));

    const { problems, seen } = await lookAtOne(top);

    expect(seen).toEqual([
      'app/node_modules/.package-lock.json@ a@1.0.0',
      'app/package-lock.json@ b@1.0.0',
      'other/package-lock.json@ b@1.0.0',
      'pnpm/node_modules/.pnpm/lock.yaml@ a@2.0.0',
    ]);
    expect(withoutMessages(problems)).toEqual(['LINK_NOT_FOLLOWED other/node_modules']);
  });

  it('may be made of links', async () => {
    const top = tree({
      'package-lock.json': b1,
      'store/evil/package.json': manifest(),
      'recorded/node_modules/.package-lock.json': hiddenLock({ a: '1.0.0' }),
      'recorded/packages/m/package.json': manifest(),
      'pnpm/node_modules/.pnpm/lock.yaml': pnpmRecord,
      'pnpm/node_modules/.pnpm/a@2.0.0/node_modules/a/package.json': manifest(),
      'pnpm/packages/m/node_modules/.bin/x': '',
      'nothing/node_modules/.cache/x': '',
      file: '',
    });
    mkdirSync(join(top, 'node_modules'));
    symlinkSync('../store/evil', join(top, 'node_modules/evil'));
    symlinkSync('../packages/m', join(top, 'recorded/node_modules/m'));
    for (const [at, up] of [
      ['pnpm/node_modules', '.pnpm'],
      ['pnpm/packages/m/node_modules', '../../../node_modules/.pnpm'],
    ] as const)
      symlinkSync(join(up, 'a@2.0.0/node_modules/a'), join(top, at, 'a'));
    symlinkSync('../../file', join(top, 'nothing/node_modules/file'));
    symlinkSync('gone', join(top, 'nothing/node_modules/gone'));

    expect(withoutMessages((await lookAtOne(top)).problems)).toEqual([
      'INSTALLED_TREE_UNREAD node_modules',
    ]);
    expect(withoutMessages((await lookAtOne(join(top, 'pnpm/packages/m'))).problems)).toEqual([
      'INSTALLED_TREE_UNREAD node_modules',
    ]);
  });

  it('that hold nothing but caches and tools are none', async () => {
    const top = tree({ 'node_modules/.cache/x': '', 'node_modules/.bin/y': '' });

    expect((await lookAtOne(top)).problems).toEqual([]);
  });
});

describe('looking', () => {
  it('leaves everything as it was, to the nanosecond', async () => {
    const top = tree({
      'package-lock.json': a1,
      'node_modules/.package-lock.json': hiddenLock({ a: '1.0.0' }),
    });
    const repository = gitRepository(join(top, 'repository'));
    repository.commit({ 'package-lock.json': a1, 'yarn.lock': '# yarn lockfile v1\n' });
    repository.git('repack', '-adq');
    writeFileSync(join(top, 'repository/package-lock.json'), b1);
    const before = treeState(top);

    await look(top);

    expect(treeState(top)).toEqual(before);
  });

  const noOtherUser = needsOtherUser();

  it('without rights names what it cannot list or read, and reads the rest', ({ skip }) => {
    if (noOtherUser !== null) skip(noOtherUser);
    const top = tree({
      'open/package-lock.json': a1,
      'closed/package-lock.json': a1,
      'file/package-lock.json': a1,
    });
    gitRepository(join(top, 'repository')).commit({ 'package-lock.json': b1 });
    mkdirSync(join(top, 'closed/project'));
    symlinkSync('closed/project', join(top, 'link'));
    chmodSync(join(top, 'closed'), 0o000);
    chmodSync(join(top, 'file/package-lock.json'), 0o000);
    for (let at = top; at !== '/tmp' && at !== '/'; at = dirname(at)) chmodSync(at, 0o755);

    const looked = asNobody(`
      import { look } from ${JSON.stringify(join(projectRoot, 'test/sources/support.ts'))};
      const looks = await look(${JSON.stringify(top)});
      console.log(JSON.stringify(looks.map(({ name, problems, seen, thrown }) => [name, seen, problems, thrown])));
    `);
    chmodSync(join(top, 'closed'), 0o755);

    expect(looked).toEqual([
      [
        'repository',
        ['package-lock.json@ b@1.0.0', 'package-lock.json@default:main b@1.0.0'],
        [],
        null,
      ],
      [
        '.',
        ['open/package-lock.json@ a@1.0.0'],
        [
          'DIRECTORY_UNREADABLE closed: this directory cannot be listed: permission denied',
          'FILE_UNREADABLE file/package-lock.json: permission denied',
          'LINK_NOT_FOLLOWED link: a symbolic link that cannot be followed: permission denied',
        ],
        null,
      ],
    ]);
  });
});
