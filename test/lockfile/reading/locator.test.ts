import { describe, expect, it } from 'vitest';
import { locate, registryCoordinates } from '../../../src/lockfile/reading/locator.ts';

const sha = 'ABCDEF0123456789abcdef0123456789abcdef01';
const commit = sha.toLowerCase();
const sha256 = `${commit}${commit.slice(0, 24)}`;

describe('a location', () => {
  it.each([
    ['https://registry.example/a/-/a-1.0.0.tgz', 'registry', null],
    ['http://mirror.example:4873/repo/npm/@s/a/-/a-1.0.0.tgz?cache=1#x', 'registry', null],
    ['https://git.example/api/v4/projects/1/packages/npm/@s/a/-/@s/a-1.0.0.tgz', 'registry', null],
    [`https://npm.example/download/@s/a/1.0.0/${commit}`, 'registry', null],
    ['https://files.example/a-1.0.0.tgz', 'tarball', null],
    ['https://files.example/-/a.zip', 'tarball', null],
    [`git+ssh://git@git.example/u/r.git#${sha}`, 'git', commit],
    [`git://git.example/u/r#${sha}`, 'git', commit],
    [`git@git.example:u/r.git#${sha256}`, 'git', sha256],
    [`https://git.example/u/r.git#commit=${sha}`, 'git', commit],
    [`github:u/r#${sha}`, 'git', commit],
    [`u/r#${sha}`, 'git', commit],
    ['github:u/r#main', 'git', null],
    ['github:u/r', 'git', null],
    [`https://codeload.example/u/r/tar.gz/${sha}`, 'git', commit],
    [`https://git.example/u/r/archive/${sha}.tar.gz`, 'git', commit],
    [`https://git.example/u/r/-/archive/${sha}/r.tar.gz`, 'git', commit],
    [`https://git.example/u/r/repository/archive.tar.gz?ref=${sha}`, 'git', commit],
    [`https://git.example/u/r/archive/${sha}0.tar.gz`, 'tarball', null],
    ['file:../a', 'file', null],
    ['./a.tgz', 'file', null],
    ['/srv/a.tgz', 'file', null],
    ['link:../a', 'file', null],
  ])('%s is %s', (spec, source, at) => {
    expect(locate(spec)).toEqual({ source, commit: at });
  });

  it.each([
    ['https://registry.example/a/-/a-1.0.0.tgz', 'a', '1.0.0'],
    ['https://registry.example/npm/@s/a/-/a-1.0.0-rc.1.tgz#x', '@s/a', '1.0.0-rc.1'],
    ['https://registry.example/@s%2Fa/-/a-1.0.0.tgz', '@s/a', '1.0.0'],
    ['https://registry.example/@s/a/-/@s/a-1.0.0.tgz', '@s/a', '1.0.0'],
  ])('%s carries a name and a version', (url, name, version) => {
    expect(registryCoordinates(url)).toEqual({ name, version });
  });

  it.each([
    'https://files.example/a-1.0.0.tgz',
    'https://registry.example/a/-/b-1.0.0.tgz',
    'file:/a/-/a-1.0.0.tgz',
    'https://registry.example/%/-/%-1.tgz?',
  ])('%s carries none that can be relied on', (url) => {
    expect(registryCoordinates(url)?.name ?? '%').toBe('%');
  });
});
