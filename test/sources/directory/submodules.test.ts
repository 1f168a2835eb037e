import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { directorySource } from '../../../src/sources/directory/source.ts';
import { parseGitmodules, submoduleName } from '../../../src/sources/git/gitmodules.ts';
import type { ExpandOptions } from '../../../src/sources/target.ts';
import { realDoors } from '../../support/doors.ts';
import { type GitRepository, gitRepository } from '../../support/git-repository.ts';
import { npmLock } from '../../support/lockfiles.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

/** `target: package` for what lockfiles of each target state, and problems as `target: CODE path: message`. */
async function found(path: string, options: Partial<ExpandOptions>): Promise<string[]> {
  const lines = new Set<string>();
  const asked = { refs: 'all', ...options } as const;
  for (const target of (await directorySource.expand(path, asked, realDoors)) ?? [])
    for await (const item of target.sightings(realDoors)) {
      if (item.kind === 'problem')
        lines.add(`${target.name}: ${item.code} ${item.path}: ${item.message}`);
      if (item.kind === 'sighting')
        for (const { packages } of item.artefact.reading.documents)
          for (const { name } of packages) lines.add(`${target.name}: ${name}`);
    }
  return [...lines].toSorted();
}

const commits: string[] = [];
let web: GitRepository;

/** `acme/web` with `acme/lib`, which holds `acme/deep`, at its second commit of three. */
beforeAll(() => {
  const top = temporaryDirectory();
  const deep = gitRepository(join(top, 'deep'));
  deep.commit({ 'package-lock.json': npmLock({ deep: '1.0.0' }) });
  const lib = gitRepository(join(top, 'lib'));
  lib.git('submodule', '--quiet', 'add', deep.directory, 'inner/deep');
  for (const name of ['one', 'two', 'three'])
    commits.push(lib.commit({ 'package-lock.json': npmLock({ [name]: '1.0.0' }) }));
  web = gitRepository(join(top, 'web'));
  web.git('remote', 'add', 'origin', 'https://git.example/acme/web.git');
  web.git('submodule', '--quiet', 'add', lib.directory, 'vendor/lib');
  web.git('-C', 'vendor/lib', 'submodule', '--quiet', 'update', '--init');
  web.git('-C', 'vendor/lib', 'checkout', '--quiet', commits[1] ?? '');
  web.git('config', '--file', '.gitmodules', 'submodule.vendor/lib.url', '../lib.git');
  web.commit({ 'package-lock.json': npmLock({ web: '1.0.0' }) });
  for (const [at, url] of [
    ['vendor/lib', 'https://git.example/acme/lib.git'],
    ['vendor/lib/inner/deep', 'https://git.example/acme/deep.git'],
  ] as const)
    web.git('-C', at, 'remote', 'set-url', 'origin', url);
});

const followed = ['acme/deep: deep', 'acme/lib: three', 'acme/lib: two', 'acme/web: web'];

describe('a submodule', () => {
  it('is named by what it was to be cloned from where it is not followed', async () => {
    const clone = join(temporaryDirectory(), 'web.git');
    web.git('clone', '--quiet', '--bare', web.directory, clone);
    web.git('--git-dir', clone, 'remote', 'set-url', 'origin', 'git@git.example:acme/web');

    expect(await found(clone, {})).toEqual([
      'acme/web: SUBMODULE_NOT_FOLLOWED vendor/lib: a submodule of git.example/acme/lib, which is a repository of its own: scan that too',
      'acme/web: web',
    ]);
  });

  it('is followed where it is checked out, with those that it holds', async () => {
    expect(await found(web.directory, { submodules: true })).toEqual(followed);
  });

  it('is followed where only its repository is at hand', async () => {
    const bare = join(temporaryDirectory(), 'copy');
    web.git('clone', '--quiet', '--no-checkout', web.directory, bare);
    rmSync(join(bare, '.git/modules'), { recursive: true, force: true });
    copied(join(web.directory, '.git/modules'), join(bare, '.git/modules'));

    expect(await found(join(bare, '.git'), { submodules: true })).toEqual(
      expect.arrayContaining(followed.filter((line) => !line.startsWith('acme/web'))),
    );
  });

  it('is named where its repository is not at hand, or does not lead to the commit', async () => {
    const clone = join(temporaryDirectory(), 'clone');
    web.git('clone', '--quiet', '--bare', web.directory, clone);
    const nowhere = await found(clone, { submodules: true });
    const copy = join(temporaryDirectory(), 'copy');
    copied(web.directory, copy);
    const lib = join(copy, '.git/modules/vendor/lib');
    web.git('--git-dir', lib, 'update-ref', '--no-deref', 'HEAD', commits[2] ?? '');
    rmSync(join(copy, 'vendor'), { recursive: true });
    web.git('config', '--file', join(lib, 'config'), '--unset', 'core.worktree');
    const tips = await found(copy, { submodules: true });
    const history = await found(copy, { submodules: true, history: 'reachable' });

    for (const name of web.git('--git-dir', lib, 'for-each-ref', '--format=%(refname)').split('\n'))
      web.git('--git-dir', lib, 'update-ref', '--no-deref', name, commits[0] ?? '');
    web.git('--git-dir', lib, 'update-ref', '--no-deref', 'HEAD', commits[0] ?? '');
    const lost = await found(copy, { submodules: true, history: 'reachable' });
    const dangling = await found(copy, { submodules: true, history: 'all' });

    const text = (lines: readonly string[]): string[] =>
      lines.filter((line) => line.includes('NOT_FOLLOWED vendor'));
    expect(text(nowhere)).toEqual([expect.stringContaining('whose repository is not at hand')]);
    expect(text(tips)).toEqual([
      expect.stringContaining(`has no ref that leads to ${commits[1]?.slice(0, 12)}`),
    ]);
    expect(text(history)).toEqual([]);
    expect(history).toContain('acme/lib: two');
    expect(text(lost)).toEqual(text(tips));
    expect(lost).not.toContain('acme/lib: two');
    expect(text(dangling)).toEqual([]);
    expect(dangling).toContain('acme/lib: two');
  });
});

function copied(from: string, to: string): void {
  cpSync(from, to, { recursive: true });
}

describe('.gitmodules', () => {
  it('is read without obeying it', () => {
    const declared = parseGitmodules(
      `[submodule "a \\"b\\""]\n\tpath = "x/y/"\n url = ../a.git\n[core]\npath = none\n[submodule "../../evil"]\r\n\tpath = z\r\n${'x'.repeat(5000)}`,
    );

    expect([...declared]).toEqual([
      ['x/y', { name: 'a "b"', url: '../a.git' }],
      ['z', { name: '../../evil', url: null }],
    ]);
  });

  it.for<[string, string | null, string | null]>([
    ['https://u:p@git.example/acme/lib.git', null, 'git.example/acme/lib'],
    ['../lib', 'git@git.example:acme/web.git', 'git.example/acme/lib'],
    ['./lib', 'https://git.example/acme/web', 'git.example/acme/web/lib'],
    ['../../../../x', 'https://git.example/acme/web', null],
    ['../lib', null, null],
    ['/srv/lib', null, null],
  ])('%s in %s is %s', ([url, parent, name]) => {
    expect(submoduleName(url, parent)).toBe(name);
  });
});
