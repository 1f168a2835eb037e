import { describe, expect, it } from 'vitest';
import { identify } from '../../../../src/lockfile/yarn-lock/berry/locator.ts';
import { sha } from '../../support.ts';

const nothing = { version: null, commit: null };

describe('a resolution of yarn', () => {
  it.each([
    ['a@npm:1.0.0', 'a', '1.0.0'],
    ['@s/a@npm:1.0.0-rc.1', '@s/a', '1.0.0-rc.1'],
    ['odd@npm:@s/a@1.0.0', '@s/a', '1.0.0'],
    ['a@virtual:0123abc#npm:1.0.0', 'a', '1.0.0'],
    ['a@patch:a@npm%3A1.0.0#~/.yarn/patches/a.patch::version=1.0.0&hash=ab', 'a', '1.0.0'],
    [
      'fsevents@patch:fsevents@npm%3A2.3.3#optional!builtin<compat/fsevents>::version=2.3.3&hash=ab',
      'fsevents',
      '2.3.3',
    ],
    [
      'odd@patch:@s/a@npm%3A1.0.0#./a.patch::version=1.0.0&hash=ab&locator=app%40workspace%3A.',
      '@s/a',
      '1.0.0',
    ],
    [
      `a@patch:a@patch%3Aa@npm%253A1.0.0%23~/one.patch%3A%3Aversion=1.0.0#~/two.patch::version=1.0.0`,
      'a',
      '1.0.0',
    ],
    ['a@virtual:ab#patch:a@npm%3A1.0.0#~/a.patch', 'a', '1.0.0'],
  ])('%s is of a registry', (resolution, name, version) => {
    expect(identify(resolution)).toEqual({
      name,
      version,
      source: 'registry',
      resolved: null,
      commit: null,
    });
  });

  it.each([
    [
      'a@npm:1.0.0::__archiveUrl=https%3A%2F%2Ffiles.example%2Fa.tgz',
      'https://files.example/a.tgz',
    ],
    ['odd@npm:a@1.0.0#https%3A%2F%2Ffiles.example%2Fa.tgz', 'https://files.example/a.tgz'],
  ])('%s is taken from another URL', (resolution, resolved) => {
    expect(identify(resolution)).toMatchObject({ name: 'a', version: '1.0.0', resolved });
  });

  it.each([
    ['https://git.example/u/g.git#commit=', 'https://git.example/u/g.git#commit='],
    ['git@git.example:u/g.git#workspace=x&commit=', 'git@git.example:u/g.git#workspace=x&commit='],
    ['https://git.example/u/g#commit=', 'https://git.example/u/g#commit='],
    ['git:github:u/g#commit=', 'git:github:u/g#commit='],
  ])('with %s<commit> is of git', (reference, resolved) => {
    expect(identify(`g@${reference}${sha}&cwd=x`)).toEqual({
      name: 'g',
      version: null,
      source: 'git',
      resolved: `${resolved}${sha}&cwd=x`,
      commit: sha,
    });
  });

  it.each([
    ['x@workspace:packages/x', 'workspace', 'packages/x'],
    ['x@workspace:.', 'workspace', '.'],
    ['x@portal:../x::locator=app%40workspace%3A.', 'file', 'portal:../x'],
    ['x@link:../x::locator=app%40workspace%3A.', 'file', 'link:../x'],
    ['x@file:x.tgz#x.tgz::hash=ab&locator=app%40workspace%3A.', 'file', 'file:x.tgz#x.tgz'],
    ['x@exec:./x.js#./x.js::hash=ab', 'file', 'exec:./x.js#./x.js'],
    ['x@https://files.example/x.tgz', 'tarball', 'https://files.example/x.tgz'],
  ])('%s is a %s', (resolution, source, resolved) => {
    expect(identify(resolution)).toEqual({ name: 'x', ...nothing, source, resolved });
  });

  it.each([
    'a',
    '',
    'a@',
    '@npm:1.0.0'.slice(1),
    'a@patch:a@npm%ZZ1#x',
    `a@${'virtual:a#'.repeat(100)}npm:1.0.0`,
  ])('%j says nothing', (resolution) => {
    expect(identify(resolution)).toBeNull();
  });
});
