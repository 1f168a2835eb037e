import { describe, expect, it } from 'vitest';
import { launcherFor, readerFor, readers } from '../../src/lockfile/index.ts';
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
    ['package.json', 'package-json'],
    ['x/yarn.lock', 'yarn-lock'],
    ['pnpm-lock.yaml', 'pnpm-lock'],
    ['pnpm-lock.feature!login.yaml', 'pnpm-lock'],
    ['x/node_modules/.pnpm/lock.yaml', 'pnpm-lock'],
    ['bun.lock', 'bun-lock'],
    ['a/bun.lockb', 'bun-lockb'],
    ['deno.lock', 'deno-lock'],
    ['poetry.lock', 'poetry-lock'],
    ['uv.lock', 'uv-lock'],
    ['tools/job.py.lock', 'uv-lock'],
    ['pdm.lock', 'pdm-lock'],
    ['Pipfile', 'pipfile'],
    ['Pipfile.lock', 'pipfile-lock'],
    ['pylock.toml', 'pylock'],
    ['a/pylock.dev.toml', 'pylock'],
    ['pyproject.toml', 'pyproject'],
    ['setup.py', 'python-setup'],
    ['setup.cfg', 'python-setup'],
    ['requirements.txt', 'requirements'],
    ['requirements-dev.txt', 'requirements'],
    ['dev-requirements.txt', 'requirements'],
    ['requirements/base.txt', 'requirements'],
    ['composer.json', 'composer-json'],
    ['composer.lock', 'composer-lock'],
    ['vendor/composer/installed.json', 'composer-installed'],
    ['a/vendor/composer/installed.json', 'composer-installed'],
    ['bom.json', 'cyclonedx'],
    ['dist/app.cdx.json', 'cyclonedx'],
    ['dist/app.spdx.json', 'spdx'],
    ['manifest.spdx.json', 'spdx'],
    ['vendor/a-1.0.0.tgz', 'npm-tarball'],
    ['.yarn/cache/a-npm-1.0.0-0123456789-abcdef0123.zip', 'yarn-cache'],
    ['app/.yarn/cache/a.zip', 'yarn-cache'],
    ['berry/cache/@a-b-npm-1.0.0-0123456789-10.zip', 'yarn-cache'],
    ['wheels/a-1.0.0-py3-none-any.whl', 'wheel'],
  ])('reads %s with %s', (path, id) => {
    const stating = readers.filter(({ kind }) => kind !== 'launcher');

    expect(stating.filter((reader) => reader.matches(path)).map((reader) => reader.id)).toEqual([
      id,
    ]);
    expect(readerFor(path)?.id).toBe(id);
  });

  it.each([
    '.package-lock.json',
    'package-lock.json.bak',
    'my_node_modules/.package-lock.json',
    'my-package.json',
    'my-yarn.lock',
    'pnpm-lock.yml',
    'lock.yaml',
    '.pnpm/lock.yaml',
    'yarn.lock/README.md',
    'bun.locks',
    'x-deno.lock',
    'my-poetry.lock',
    'x.lock',
    '.py.lock',
    'pipfile',
    'Pipfile.lock.bak',
    'pylock.a.b.toml',
    'mypylock.toml',
    'pyproject.toml.orig',
    'setup.pyc',
    'requirements.md',
    'requirements.txt/a.md',
    'my-composer.lock',
    'installed.json',
    'composer/installed.json',
    'myvendor/composer/installed.json',
    '.cdx.json',
    'mybom.json',
    '.spdx.json',
    '.tgz',
    'a.tar.gz',
    'a.zip',
    'my.yarn/cache/a.zip',
    '.whl',
    'README.md',
  ])('has no reader for %s', (path) => {
    expect(readerFor(path)).toBeNull();
  });

  it.each([
    ['node_modules/.package-lock.json', 'installation'],
    ['package-lock.json', 'resolution'],
    ['node_modules/.pnpm/lock.yaml', 'installation'],
    ['pnpm-lock.yaml', 'resolution'],
    ['yarn.lock', 'resolution'],
    ['vendor/composer/installed.json', 'installation'],
    ['composer.lock', 'resolution'],
    ['package.json', 'resolution'],
  ])('says that %s describes an %s', (path, describes) => {
    const reading = readerFor(path)?.read(Buffer.from(' '), {
      path,
      neighbours: { paths: [], bytes: () => null },
    });

    expect(reading?.describes).toBe(describes);
  });

  it.each([
    '.github/workflows/build.yml',
    'x/.github/workflows/build.yaml',
    '.forgejo/workflows/a.yml',
    'action.yml',
    'actions/setup/action.yaml',
    'Dockerfile',
    'dockerfile',
    'Dockerfile.dev',
    'web.Dockerfile',
    'deploy/Containerfile',
    'Makefile',
    'GNUmakefile',
    'rules.mk',
    'scripts/setup.sh',
    '.husky/pre-commit',
    'lefthook.yml',
    '.mcp.json',
    '.cursor/mcp.json',
    '.vscode/mcp.json',
    '.vscode/tasks.json',
    '.gemini/settings.json',
    '.codex/config.toml',
    '.claude/settings.json',
    '.claude/settings.local.json',
    '.devcontainer.json',
    '.devcontainer/web/devcontainer.json',
    'package.json',
  ])('looks into %s for what it starts', (path) => {
    expect(launcherFor(path)?.id).toBe('launches');
  });

  it.each([
    'workflows/build.yml',
    '.github/workflows/build.txt',
    '.github/workflow/build.yml',
    'x.github/workflows/build.yml',
    'my-action.yml',
    'Dockerfiles/a',
    'mydockerfile',
    'cursor/mcp.json',
    'mcp.json',
    'settings.json',
    '.vscode/settings.json',
    'config.toml',
    '.husky/README.md',
    'pre-commit',
    'build.shx',
    '.sh/x',
    'package.json5',
  ])('takes %s for no file that starts anything', (path) => {
    expect(launcherFor(path)).toBeNull();
  });

  it('counts as manifests what only asks for packages', () => {
    const manifests = readers.filter(({ kind }) => kind === 'manifest').map(({ id }) => id);

    expect(manifests).toEqual([
      'composer-json',
      'package-json',
      'pipfile',
      'pyproject',
      'python-setup',
    ]);
  });

  it('reads no control of one format with the reader of another', () => {
    const strange = readers.flatMap((reader) =>
      reader
        .controls()
        .filter(({ path }) => readerFor(path) !== reader)
        .map(({ path, title }) => `${reader.id}: ${title}: ${path}`),
    );

    expect(strange).toEqual([]);
  });
});

describe('the table of formats without a reader', () => {
  it.each([
    ['environment.yml', 'conda-environment', 'pypi'],
    ['environment.yaml', 'conda-environment', 'pypi'],
    ['conda-lock.yml', 'conda-lock', 'pypi'],
    ['pixi.lock', 'conda-lock', 'conda'],
    ['bom.xml', 'cyclonedx-xml', 'npm'],
    ['dist/app.cdx.xml', 'cyclonedx-xml', 'pypi'],
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
    ['app.spdx', 'spdx-other', 'npm'],
    ['dist/app.spdx.yaml', 'spdx-other', 'npm'],
    ['conan.lock', 'conan-lock', 'conan'],
    ['vcpkg.json', 'vcpkg', 'vcpkg'],
  ])('knows %s as %s', (path, format, ecosystem) => {
    expect(readerFor(path)).toBeNull();
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
