import { describe, expect, it } from 'vitest';
import { readerFor, readers } from '../../src/lockfile/index.ts';
import { unsupportedFormats } from '../../src/lockfile/unsupported-table.ts';
import { unsupportedFormat } from '../../src/lockfile/unsupported.ts';

describe('the registry', () => {
  it('lists its readers by id, each once', () => {
    const ids = readers.map(({ id }) => id);

    expect(ids).toEqual([...new Set(ids)].toSorted());
  });

  it.each([
    ['package-lock.json', 'npm-lock'],
    ['apps/site/package-lock.json', 'npm-lock'],
    ['npm-shrinkwrap.json', 'npm-lock'],
    ['node_modules/.package-lock.json', 'npm-lock'],
    ['a/b/node_modules/.package-lock.json', 'npm-lock'],
    ['x/yarn.lock', 'yarn-v1'],
    ['pnpm-lock.yaml', 'pnpm-lock'],
    ['pnpm-lock.feature!login.yaml', 'pnpm-lock'],
    ['x/node_modules/.pnpm/lock.yaml', 'pnpm-lock'],
  ])('reads %s with %s', (path, id) => {
    expect(readerFor(path)?.id).toBe(id);
  });

  it.each([
    'package.json',
    '.package-lock.json',
    'package-lock.json.bak',
    'my_node_modules/.package-lock.json',
    'my-yarn.lock',
    'pnpm-lock.yml',
    'lock.yaml',
    '.pnpm/lock.yaml',
    'yarn.lock/README.md',
  ])('has no reader for %s', (path) => {
    expect(readerFor(path)).toBeNull();
  });

  it.each([
    ['node_modules/.package-lock.json', 'installation'],
    ['package-lock.json', 'resolution'],
    ['node_modules/.pnpm/lock.yaml', 'installation'],
    ['pnpm-lock.yaml', 'resolution'],
    ['yarn.lock', 'resolution'],
  ])('says that %s describes an %s', (path, describes) => {
    const reading = readerFor(path)?.read(Buffer.from(' '), {
      path,
      neighbours: { paths: [], bytes: () => null },
    });

    expect(reading?.describes).toBe(describes);
  });
});

describe('the table of formats without a reader', () => {
  it.each([
    ['bun.lock', 'bun-lock', 'npm'],
    ['a/bun.lockb', 'bun-lockb', 'npm'],
    ['deno.lock', 'deno-lock', 'npm'],
    ['poetry.lock', 'poetry-lock', 'pypi'],
    ['uv.lock', 'uv-lock', 'pypi'],
    ['tools/job.py.lock', 'uv-lock', 'pypi'],
    ['pdm.lock', 'pdm-lock', 'pypi'],
    ['Pipfile.lock', 'pipfile-lock', 'pypi'],
    ['pyproject.toml', 'python-manifest', 'pypi'],
    ['setup.py', 'python-manifest', 'pypi'],
    ['setup.cfg', 'python-manifest', 'pypi'],
    ['Pipfile', 'python-manifest', 'pypi'],
    ['environment.yml', 'conda-environment', 'pypi'],
    ['environment.yaml', 'conda-environment', 'pypi'],
    ['composer.json', 'composer-manifest', 'composer'],
    ['requirements.txt', 'requirements', 'pypi'],
    ['requirements-dev.txt', 'requirements', 'pypi'],
    ['dev-requirements.txt', 'requirements', 'pypi'],
    ['requirements/base.txt', 'requirements', 'pypi'],
    ['pylock.toml', 'pylock', 'pypi'],
    ['pylock.dev.toml', 'pylock', 'pypi'],
    ['composer.lock', 'composer-lock', 'composer'],
    ['vendor/composer/installed.json', 'composer-installed', 'composer'],
    ['go.mod', 'go-mod', 'golang'],
    ['go.sum', 'go-mod', 'golang'],
    ['Cargo.lock', 'cargo-lock', 'cargo'],
    ['Gemfile.lock', 'bundler-lock', 'gem'],
    ['gems.locked', 'bundler-lock', 'gem'],
    ['packages.lock.json', 'nuget-lock', 'nuget'],
    ['gradle.lockfile', 'gradle-lock', 'maven'],
    ['buildscript-gradle.lockfile', 'gradle-lock', 'maven'],
    ['mix.lock', 'hex-lock', 'hex'],
    ['pubspec.lock', 'pub-lock', 'pub'],
    ['Package.resolved', 'swift-resolved', 'swift'],
    ['Podfile.lock', 'cocoapods-lock', 'cocoapods'],
    ['.pnp.cjs', 'pnp-data', 'npm'],
    ['.pnp.data.json', 'pnp-data', 'npm'],
    ['node_modules/.yarn-state.yml', 'yarn-state', 'npm'],
    ['bom.json', 'cyclonedx', 'pypi'],
    ['bom.xml', 'cyclonedx', 'npm'],
    ['dist/app.cdx.json', 'cyclonedx', 'npm'],
    ['dist/app.spdx.json', 'spdx', 'npm'],
    ['conan.lock', 'conan-lock', 'conan'],
    ['vcpkg.json', 'vcpkg', 'vcpkg'],
  ])('knows %s as %s', (path, format, ecosystem) => {
    expect(unsupportedFormat(path)).toEqual({
      format,
      ecosystems: expect.arrayContaining([ecosystem]),
    });
  });

  it.each(['installed.json', 'cargo.lock', 'README.md', 'requirements.md', 'yarn.lock', 'x.lock'])(
    'does not know %s',
    (path) => {
      expect(unsupportedFormat(path)).toBeNull();
    },
  );

  it('is in alphabetical order, says why each format is there, and holds none that has a reader', () => {
    const formats = unsupportedFormats.map(({ format }) => format);
    const named = unsupportedFormats.flatMap(({ names = [], paths = [] }) => [...names, ...paths]);

    expect(formats).toEqual([...new Set(formats)].toSorted());
    expect(unsupportedFormats.filter(({ reason }) => reason === '')).toEqual([]);
    expect(named.filter((path) => readerFor(path) !== null)).toEqual([]);
    expect(formats.filter((format) => readers.some(({ id }) => id === format))).toEqual([]);
  });
});
