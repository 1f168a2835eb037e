import { chmodSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { gitRepository } from '../../support/git-repository.ts';
import { manifest, npmLock } from '../../support/lockfiles.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import { look, lookAtOne, loosePath, withoutMessages } from '../support.ts';

const a1 = npmLock({ a: '1.0.0' });
const a2 = npmLock({ a: '2.0.0' });
const b1 = npmLock({ b: '1.0.0' });

/** A bare clone: only objects are looked at. */
function bareClone(directory: string, ...options: string[]): string {
  const bare = join(temporaryDirectory(), 'web.git');
  gitRepository().git('clone', '--quiet', '--bare', ...options, `file://${directory}`, bare);
  return bare;
}

describe('what refs hold', () => {
  it('is named with every ref and path, each content once', async () => {
    const repository = gitRepository();
    repository.commit({ 'package-lock.json': a1, 'apps/site/package-lock.json': b1 });
    repository.tag('v1');
    repository.branch('topic');
    repository.commit({ 'apps/site/package-lock.json': a1 });
    repository.updateRef('refs/pull/1/head', 'HEAD');
    repository.checkout('main');

    expect(await lookAtOne(bareClone(repository.directory, '--mirror'))).toMatchObject({
      seen: [
        'apps/site/package-lock.json@branch:topic,pull:refs/pull/1/head a@1.0.0',
        'apps/site/package-lock.json@default:main,tag:v1 b@1.0.0',
        'package-lock.json@default:main,branch:topic,pull:refs/pull/1/head,tag:v1 a@1.0.0',
      ],
      problems: [],
      thrown: null,
    });
  });

  it('is read through annotated tags, also tags of tags', async () => {
    const repository = gitRepository();
    repository.commit({ 'package-lock.json': a1 });
    repository.tag('inner', 'HEAD', 'inner');
    repository.tag('outer', 'inner', 'outer');
    repository.commit({ 'package-lock.json': a2 });

    expect((await lookAtOne(bareClone(repository.directory))).seen).toEqual([
      'package-lock.json@default:main a@2.0.0',
      'package-lock.json@tag:inner,tag:outer a@1.0.0',
    ]);
  });

  it('is read where a tag names a tree; a blob holds nothing', async () => {
    const repository = gitRepository();
    repository.commit({ 'package-lock.json': a1 });
    repository.tag('tree', 'HEAD^{tree}');
    repository.tag('annotated-tree', 'HEAD^{tree}', 'a tree');
    repository.tag('blob', 'HEAD:package-lock.json');
    repository.tag('annotated-blob', 'HEAD:package-lock.json', 'a blob');
    repository.commit({ 'package-lock.json': null });

    expect(await lookAtOne(bareClone(repository.directory))).toMatchObject({
      seen: ['package-lock.json@tag:annotated-tree,tag:tree a@1.0.0'],
      problems: [],
      thrown: null,
    });
  });

  it('is the same with SHA-256 objects', async () => {
    const repository = gitRepository();
    rmSync(join(repository.directory, '.git'), { recursive: true });
    repository.git('init', '--quiet', '--initial-branch=main', '--object-format=sha256');
    repository.commit({ 'deep/er/package-lock.json': a1 });
    repository.tag('v1', 'HEAD', 'annotated');

    expect(await lookAtOne(bareClone(repository.directory))).toMatchObject({
      seen: ['deep/er/package-lock.json@default:main,tag:v1 a@1.0.0'],
      problems: [],
      thrown: null,
    });
  });

  it('carries the time of the commit, whatever its zone is', async () => {
    const repository = gitRepository();
    const commit = repository.commit({ 'package-lock.json': a1 }, { date: '2026-05-19T01:02:03Z' });
    const raw = repository.git('cat-file', 'commit', commit);
    for (const [name, zone] of [
      ['odd', '+051800'],
      ['none', ''],
    ] as const) {
      const path = join(repository.directory, 'raw');
      writeFileSync(path, `${raw.replaceAll(/(> \d+) \+0000/g, `$1 ${zone}`)}\n`);
      repository.updateRef(
        `refs/heads/${name}`,
        repository.git('hash-object', '-w', '-t', 'commit', '--literally', path),
      );
    }

    const { items } = await lookAtOne(bareClone(repository.directory));
    const refs = items.flatMap((item) =>
      item.kind === 'sighting' ? item.places().flatMap((place) => place.refs) : [],
    );

    expect(refs.map(({ committedAt, name }) => [name, committedAt])).toEqual([
      ['main', '2026-05-19T01:02:03.000Z'],
      ['none', '2026-05-19T01:02:03.000Z'],
      ['odd', '2026-05-19T01:02:03.000Z'],
    ]);
  });
});

describe('kinds of repositories', () => {
  it('an empty one holds nothing and is read whole', async () => {
    expect(await lookAtOne(gitRepository().directory)).toMatchObject({
      seen: [],
      problems: [],
      thrown: null,
    });
  });

  it('an unborn HEAD hides no other branch', async () => {
    const repository = gitRepository();
    repository.commit({ 'package-lock.json': a1 });
    const bare = bareClone(repository.directory);
    repository.git('--git-dir', bare, 'symbolic-ref', 'HEAD', 'refs/heads/unborn');

    expect(await lookAtOne(bare)).toMatchObject({
      seen: ['package-lock.json@branch:main a@1.0.0'],
      problems: [],
    });
    expect((await lookAtOne(bare, { refs: 'head' })).problems).toEqual([
      'GIT_REF_UNREADABLE: HEAD names refs/heads/unborn, which is not there: nothing was looked at',
    ]);
  });

  it('a detached HEAD is a place of its own', async () => {
    const repository = gitRepository();
    repository.commit({ 'package-lock.json': a1 });
    repository.git('checkout', '--quiet', '--detach');
    repository.commit({ 'package-lock.json': a2 });
    const bare = join(repository.directory, '.git');

    expect((await lookAtOne(bare)).seen).toEqual([
      'package-lock.json@branch:main a@1.0.0',
      'package-lock.json@other:HEAD a@2.0.0',
    ]);
  });

  it('a detached HEAD on a commit that is not there is named', async () => {
    const repository = gitRepository();
    repository.commit({ 'package-lock.json': a1 });
    const bare = bareClone(repository.directory);
    writeFileSync(join(bare, 'HEAD'), `${'1'.repeat(40)}\n`);

    expect(await lookAtOne(bare)).toMatchObject({
      seen: ['package-lock.json@branch:main a@1.0.0'],
      problems: [expect.stringContaining('GIT_OBJECT_MISSING HEAD: commit 111111111111 is not')],
    });
  });

  it('a shallow clone is read whole at its tips', async () => {
    const repository = gitRepository();
    repository.commit({ 'package-lock.json': a1 });
    repository.commit({ 'package-lock.json': a2 });

    expect(await lookAtOne(bareClone(repository.directory, '--depth=1'))).toMatchObject({
      seen: ['package-lock.json@default:main a@2.0.0'],
      problems: [],
    });
  });

  it('a partial clone lacks contents: each is named and nothing is fetched', async () => {
    const repository = gitRepository();
    repository.git('config', 'uploadpack.allowFilter', 'true');
    repository.git('config', 'uploadpack.allowAnySHA1InWant', 'true');
    repository.commit({ 'app/package-lock.json': a1, 'site/package.json': manifest() });
    const partial = bareClone(repository.directory, '--filter=blob:none');
    const before = repository.git('--git-dir', partial, 'count-objects', '-v');

    const { problems, seen } = await lookAtOne(partial);

    expect(seen).toEqual([]);
    expect(problems).toEqual([
      expect.stringMatching(
        /^FILE_UNREADABLE app\/package-lock\.json: blob [0-9a-f]{12} is not in the repository/,
      ),
      expect.stringMatching(
        /^FILE_UNREADABLE site\/package\.json: a file that may start installs: blob [0-9a-f]{12} is not in the repository/,
      ),
      expect.stringMatching(
        /^FILE_UNREADABLE site\/package\.json: a manifest for which no lockfile answers: blob [0-9a-f]{12} is not in the repository/,
      ),
    ]);
    expect(repository.git('--git-dir', partial, 'count-objects', '-v')).toBe(before);
  });

  it('a clone without trees names what it cannot see into', async () => {
    const repository = gitRepository();
    repository.git('config', 'uploadpack.allowFilter', 'true');
    repository.commit({ 'site/package-lock.json': a1 });

    const { problems, seen } = await lookAtOne(bareClone(repository.directory, '--filter=tree:0'));

    expect(seen).toEqual([]);
    expect(withoutMessages(problems)).toEqual(['GIT_OBJECT_MISSING']);
  });

  it('objects may lie with an alternate', async () => {
    const repository = gitRepository();
    repository.commit({ 'package-lock.json': a1 });
    const bare = bareClone(repository.directory, '--reference', repository.directory);
    writeFileSync(
      join(bare, 'objects/info/alternates'),
      `${join(repository.directory, '.git/objects')}\n`,
    );
    rmSync(join(bare, 'objects/pack'), { recursive: true, force: true });

    expect((await lookAtOne(bare)).seen).toEqual(['package-lock.json@default:main a@1.0.0']);
  });

  it('a bare one without a configuration is read', async () => {
    const repository = gitRepository();
    repository.commit({ 'package-lock.json': a1 });
    const bare = bareClone(repository.directory);
    rmSync(join(bare, 'config'));

    expect((await lookAtOne(bare)).seen).toEqual(['package-lock.json@default:main a@1.0.0']);
  });
});

describe('what a tree holds besides files', () => {
  it('submodules and linked lockfiles are named, links of other names are not', async () => {
    const repository = gitRepository();
    const commit = repository.commit({ 'real/package-lock.json': a1 });
    repository.git('update-index', '--add', '--cacheinfo', `160000,${commit},vendor/lib`);
    repository.git(
      'update-index',
      '--add',
      '--cacheinfo',
      `120000,${repository.git('hash-object', '-w', join(repository.directory, 'real/package-lock.json'))},linked/package-lock.json`,
    );
    repository.git(
      'update-index',
      '--add',
      '--cacheinfo',
      `120000,${repository.git('rev-parse', 'HEAD:real/package-lock.json')},linked/readme`,
    );
    repository.git('commit', '--quiet', '--message', 'odd entries');

    expect(await lookAtOne(join(repository.directory, '.git'))).toMatchObject({
      seen: ['real/package-lock.json@default:main a@1.0.0'],
      problems: [
        'LINK_NOT_FOLLOWED linked/package-lock.json: a symbolic link: it was not followed, look at what it leads to',
        'SUBMODULE_NOT_FOLLOWED vendor/lib: a submodule, which is a repository of its own: scan that too',
      ],
    });
  });

  it('names may hold escapes, line ends and bytes that are no text', async () => {
    const repository = gitRepository();
    const blob = repository.commit({ x: a1 }) && repository.git('rev-parse', 'HEAD:x');
    const tree = Buffer.concat(
      [
        ...['\u001b[2J\n', '../up', 'caf\u00e9'].map((name) => Buffer.from(name)),
        Buffer.from([0xff, 0xfe]),
      ].flatMap((name) => {
        const inner = treeOf(repository, [['100644', Buffer.from('package-lock.json'), blob]]);
        return [Buffer.from('40000 '), name, Buffer.from([0]), Buffer.from(inner, 'hex')];
      }),
    );
    const root = writeTree(repository, tree);
    repository.updateRef('refs/heads/odd', repository.git('commit-tree', root, '-m', 'odd'));

    const { problems, seen } = await lookAtOne(join(repository.directory, '.git'));

    expect(problems).toEqual([]);
    expect(seen).toEqual(
      [
        '../up/package-lock.json@branch:odd a@1.0.0',
        'caf\u00e9/package-lock.json@branch:odd a@1.0.0',
        '\u001b[2J\n/package-lock.json@branch:odd a@1.0.0',
        '\ufffd\ufffd/package-lock.json@branch:odd a@1.0.0',
      ].toSorted(),
    );
  });

  it('a tree that is none is named where it lies', async () => {
    const repository = gitRepository();
    const blob =
      repository.commit({ 'package-lock.json': a1 }) &&
      repository.git('rev-parse', 'HEAD:package-lock.json');
    const bad = writeTree(repository, Buffer.from('40000 cut off'));
    const root = writeTree(
      repository,
      Buffer.concat([
        entry('40000', Buffer.from('bad'), bad),
        entry('100644', Buffer.from('package-lock.json'), blob),
      ]),
    );
    repository.updateRef('refs/heads/main', repository.git('commit-tree', root, '-m', 'odd'));

    expect(await lookAtOne(join(repository.directory, '.git'))).toMatchObject({
      seen: ['package-lock.json@default:main a@1.0.0'],
      problems: [
        expect.stringMatching(
          /^GIT_OBJECT_CORRUPT bad: tree [0-9a-f]{12} is not a well-formed tree/,
        ),
      ],
    });
  });
});

describe('damage', () => {
  it('of one lockfile, one directory and one commit is named with its place, and the rest is read', async () => {
    const repository = gitRepository();
    repository.commit({
      'bad/package-lock.json': b1,
      'dir/below/package-lock.json': a2,
      'package-lock.json': a1,
    });
    repository.updateRef('refs/heads/lost', repository.commit({ 'lost/package-lock.json': a2 }));
    repository.git('reset', '--quiet', '--hard', 'HEAD~1');
    for (const name of ['HEAD:bad/package-lock.json', 'HEAD:dir/below', 'lost']) {
      const path = loosePath(repository.directory, repository.git('rev-parse', name));
      chmodSync(path, 0o644);
      writeFileSync(path, readFileSync(path).subarray(0, 10));
    }

    const { problems, seen, thrown } = await lookAtOne(join(repository.directory, '.git'));

    expect(thrown).toBeNull();
    expect(seen).toEqual(['package-lock.json@default:main a@1.0.0']);
    expect(
      withoutMessages(problems)
        .map((problem) => problem.replace(/CORRUPT|MISSING/, '*'))
        .toSorted(),
    ).toEqual([
      'FILE_UNREADABLE bad/package-lock.json',
      'GIT_OBJECT_* dir/below',
      'GIT_OBJECT_* lost',
    ]);
  });

  it('of a pack is named, and what lies outside it is read', async () => {
    const repository = gitRepository();
    repository.commit({ 'package-lock.json': a1 });
    repository.git('repack', '-adq');
    repository.branch('topic');
    repository.git('rm', '--quiet', '-r', '.');
    repository.commit({ 'new/package-lock.json': a2 });
    const packs = join(repository.directory, '.git/objects/pack');
    const path = join(packs, readFileSync(join(packs, '../info/packs'), 'utf8').trim().slice(2));
    chmodSync(path, 0o644);
    writeFileSync(path, 'no pack at all');

    const { problems, seen, thrown } = await lookAtOne(join(repository.directory, '.git'));

    expect(thrown).toBeNull();
    expect(seen).toEqual(['new/package-lock.json@default:topic a@2.0.0']);
    expect(problems).toEqual([
      expect.stringMatching(/^GIT_OBJECT_(?:MISSING|CORRUPT) main: commit /),
    ]);
  });

  it('of one repository leaves the others alone', async () => {
    const top = temporaryDirectory();
    for (const name of ['a', 'b', 'c'])
      gitRepository(join(top, name)).commit({ 'package-lock.json': a1 });
    writeFileSync(join(top, 'b/.git/HEAD'), 'junk');

    const looks = await look(top);

    expect(looks.map(({ name, seen, thrown }) => [name, seen.length, thrown !== null])).toEqual([
      ['a', 2, false],
      ['b', 1, true],
      ['c', 2, false],
    ]);
  });
});

type Repository = ReturnType<typeof gitRepository>;

function entry(mode: string, name: Uint8Array, oid: string): Buffer {
  return Buffer.concat([Buffer.from(`${mode} `), name, Buffer.from([0]), Buffer.from(oid, 'hex')]);
}

function treeOf(repository: Repository, entries: readonly [string, Uint8Array, string][]): string {
  return writeTree(
    repository,
    Buffer.concat(entries.map(([mode, name, oid]) => entry(mode, name, oid))),
  );
}

/** Writes a tree as it stands, whatever git thinks of it. */
function writeTree(repository: Repository, bytes: Uint8Array): string {
  const path = join(temporaryDirectory(), 'tree');
  writeFileSync(path, bytes);
  return repository.git('hash-object', '-w', '-t', 'tree', '--literally', path);
}

describe('a link called node_modules', () => {
  it('is named where it may lead to an installed tree in the repository', async () => {
    const repository = gitRepository();
    repository.commit({ 'package-lock.json': a1, 'deps/a/index.js': '', 'member/index.js': '' });
    for (const [at, leadsTo] of [
      ['app', '../deps'],
      ['member', '../node_modules'],
      ['outside', '/usr/lib/deps'],
    ] as const) {
      mkdirSync(join(repository.directory, at), { recursive: true });
      symlinkSync(leadsTo, join(repository.directory, at, 'node_modules'));
    }
    repository.commit({});

    const { problems } = await lookAtOne(join(repository.directory, '.git'));

    expect(withoutMessages(problems)).toEqual(['LINK_NOT_FOLLOWED app/node_modules']);
  });
});
