import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ContentReader } from '../../src/sources/content.ts';
import { blobContent } from '../../src/sources/git/content.ts';
import { listTrees } from '../../src/sources/git/list.ts';
import { structureByObject } from '../../src/sources/git/structure.ts';
import { openObjects } from '../../src/sources/git/objects.ts';
import { listRefs } from '../../src/sources/git/refs.ts';
import { nothingKnown } from '../../src/sources/known.ts';
import { survey } from '../../src/sources/survey.ts';
import type { Sighting, SourceItem } from '../../src/sources/types.ts';
import { realDoors } from '../support/doors.ts';
import { type GitRepository, gitRepository } from '../support/git-repository.ts';
import { hiddenLock, manifest, npmLock, yarnLock } from '../support/lockfiles.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { lookAtOne, withoutMessages } from './support.ts';

const a1 = npmLock({ a: '1.0.0' });
const asks = manifest({ dependencies: { a: '^1.0.0' } });

/** Surveys a repository's objects and counts how often each was read. */
async function surveyed(
  repository: GitRepository,
): Promise<{ items: SourceItem[]; reads: Map<string, number> }> {
  const gitDir = join(repository.directory, '.git');
  const { refs } = await listRefs({ gitDir, commonDir: gitDir }, 'all', realDoors);
  const objects = openObjects(gitDir, realDoors);
  const listing = await listTrees({ structure: structureByObject(objects), objects }, refs, null);
  const blobs = blobContent(objects);
  const reads = new Map<string, number>();
  const counting: ContentReader = {
    read(ids, limit) {
      for (const id of ids) reads.set(id, (reads.get(id) ?? 0) + 1);
      return blobs.read(ids, limit);
    },
  };
  const items: SourceItem[] = [];
  for await (const item of survey(listing, counting, 'git', nothingKnown())) items.push(item);
  await objects.close();
  return { items, reads };
}

function sightingsOf(items: readonly SourceItem[]): Sighting[] {
  return items.filter((item): item is Sighting => item.kind === 'sighting');
}

/** What the importers of an artefact ask for. */
function directOf({ artefact }: Sighting): string {
  const importers = artefact.reading.documents[0]?.graph().importers ?? 'unknown';
  if (importers === 'unknown') return importers;
  const asked = importers.flatMap(({ dependencies }) => dependencies);
  return asked.map(({ alias, kind }) => `${kind} ${alias}`).join(' ');
}

/** Problems of a repository with these files, as code and path. */
async function problemsOf(files: Readonly<Record<string, string>>): Promise<string[]> {
  const repository = gitRepository();
  repository.commit(files);
  return withoutMessages((await lookAtOne(join(repository.directory, '.git'))).problems);
}

describe('contents', () => {
  it('are read once, however many refs and paths hold them', async () => {
    const repository = gitRepository();
    repository.commit({ 'package-lock.json': a1, 'x/package-lock.json': a1, readme: 'x' });
    for (let index = 0; index < 30; index += 1) {
      repository.branch(`topic-${index}`);
      repository.commit({ readme: String(index), [`d${index}/package-lock.json`]: a1 });
    }

    const { items, reads } = await surveyed(repository);

    expect([...reads.values()]).toEqual([1]);
    expect(sightingsOf(items)).toHaveLength(1);
    expect(sightingsOf(items)[0]?.places()).toHaveLength(32);
    expect(
      sightingsOf(items)[0]
        ?.places()
        .find(({ path }) => path === 'package-lock.json')?.refs,
    ).toHaveLength(31);
  });

  it('that a work tree and a tip share are parsed once and bear one digest', async () => {
    const repository = gitRepository();
    repository.commit({ 'package-lock.json': a1 });

    const { items } = await lookAtOne(repository.directory);
    const [worktree, tip] = sightingsOf(items) as [Sighting, Sighting];

    expect(worktree.source).toBe('directory');
    expect(tip.source).toBe('git');
    expect(tip.artefact).toBe(worktree.artefact);
  });

  it('are told apart where the same bytes are a lockfile and the record of an install', async () => {
    const bytes = hiddenLock({ a: '1.0.0' });
    const repository = gitRepository();
    repository.commit({ 'package-lock.json': bytes, 'node_modules/.package-lock.json': bytes });

    const { items } = await surveyed(repository);

    expect(
      sightingsOf(items)
        .map((one) => `${one.places()[0]?.path} ${one.artefact.reading.describes}`)
        .toSorted(),
    ).toEqual(['node_modules/.package-lock.json installation', 'package-lock.json resolution']);
  });
});

describe('names in another case', () => {
  it('are lockfiles, formats and manifests all the same: some file systems know no case', async () => {
    const repository = gitRepository();
    repository.commit({ 'a/Package-Lock.json': a1, 'a/package.json': asks });

    const { items } = await surveyed(repository);

    expect(sightingsOf(items).map((one) => one.places()[0]?.path)).toEqual(['a/Package-Lock.json']);
    expect(await problemsOf({ 'Conan.lock': 'x' })).toEqual(['FORMAT_UNSUPPORTED Conan.lock']);
    expect(await problemsOf({ 'Package.json': asks })).toEqual([
      'MANIFEST_WITHOUT_LOCKFILE Package.json',
    ]);
  });
});

describe('companions', () => {
  const lock = yarnLock({ 'a@^1.0.0': '1.0.0', 'b@^1.0.0': '1.0.0' });

  it('make different artefacts of one yarn.lock', async () => {
    const repository = gitRepository();
    repository.commit({
      'one/yarn.lock': lock,
      'one/package.json': manifest({ dependencies: { a: '^1.0.0' } }),
      'two/yarn.lock': lock,
      'two/package.json': manifest({ devDependencies: { b: '^1.0.0' } }),
      'three/yarn.lock': lock,
      'three/package.json': manifest({ dependencies: { a: '^1.0.0' } }),
      'none/yarn.lock': lock,
    });

    const { items } = await surveyed(repository);
    const rows = sightingsOf(items).map((one) => {
      const paths = one.places().map(({ path }) => path);
      return `${paths.join(' ')}: ${directOf(one)}`;
    });

    expect(rows.toSorted()).toEqual([
      'none/yarn.lock: unknown',
      'one/yarn.lock three/yarn.lock: prod a',
      'two/yarn.lock: dev b',
    ]);
    expect(new Set(sightingsOf(items).map(({ artefact }) => artefact.digest)).size).toBe(3);
  });

  it('are consulted again only where they differ: many branches, two manifests', async () => {
    const repository = gitRepository();
    const members = Object.fromEntries(
      Array.from({ length: 20 }, (_, index) => [
        `packages/m${index}/package.json`,
        manifest({ name: `m${index}`, dependencies: { a: '^1.0.0' } }),
      ]),
    );
    repository.commit({
      'yarn.lock': lock,
      'package.json': manifest({ private: true, workspaces: ['packages/*'] }),
      ...members,
    });
    for (let index = 0; index < 20; index += 1) {
      repository.branch(`topic-${index}`);
      repository.commit({ [`f${index}`]: 'x' });
    }
    repository.branch('other');
    repository.commit({
      'package.json': manifest({ private: true, workspaces: ['packages/*'], license: 'MIT' }),
    });

    const { items, reads } = await surveyed(repository);

    expect(sightingsOf(items)).toHaveLength(2);
    expect(items.filter((item) => item.kind === 'problem')).toEqual([]);
    // The lockfile twice: once to see what it asks for. Each manifest once for that, and once for its scripts.
    const counts = [...reads.values()].toSorted((x, y) => x - y);
    expect(counts).toEqual(Array<number>(23).fill(2));
  });

  it('give the same digest wherever they lie, and another where one changes', async () => {
    const digests = new Map<string, string>();
    for (const [name, license] of [
      ['first', 'MIT'],
      ['second', 'MIT'],
      ['third', 'ISC'],
    ] as const) {
      const top = temporaryDirectory();
      writeFileSync(join(top, 'yarn.lock'), lock);
      writeFileSync(join(top, 'package.json'), manifest({ license }));
      const { items } = await lookAtOne(top);
      digests.set(name, sightingsOf(items)[0]?.artefact.digest ?? '');
    }

    expect(digests.get('first')).toBe(digests.get('second'));
    expect(digests.get('first')).not.toBe(digests.get('third'));
    expect(digests.get('first')).toMatch(/^sha256:[0-9a-f]{64}$/);
  });

  it('may lie above the file, in the target', async () => {
    const compiled = '# This file is autogenerated by pip-compile\n';
    const repository = gitRepository();
    repository.commit({
      'base.txt': 'a==1.0\n',
      'app/requirements.txt': `${compiled}-r ../base.txt\nb==2.0\n`,
      'requirements.txt': `${compiled}-r ../base.txt\nc==3.0\n`,
      'notes/todo.txt': 'nothing to install',
    });

    const { problems, seen } = await lookAtOne(join(repository.directory, '.git'));

    expect(seen.map((one) => one.replace(/@\S*/, ''))).toEqual([
      'app/requirements.txt a@1.0 b@2.0',
      'requirements.txt c@3.0',
    ]);
    expect(withoutMessages(problems)).toEqual(['REFERENCE_MISSING']);
  });

  it('that are too large have no say, and the lockfile is read', async () => {
    const top = temporaryDirectory();
    writeFileSync(join(top, 'yarn.lock'), lock);
    writeFileSync(join(top, 'package.json'), `{"x":"${'x'.repeat(5 * 1024 * 1024)}"}`);

    expect((await lookAtOne(top)).seen).toEqual(['yarn.lock@ a@1.0.0 b@1.0.0']);
  });
});

describe('manifests', () => {
  it('without a lockfile are named, but those that ask for nothing are not', async () => {
    expect(
      await problemsOf({
        'asks/package.json': asks,
        'peers/package.json': manifest({ peerDependencies: { b: '1' } }),
        'nothing/package.json': manifest({ dependencies: {}, scripts: { x: 'y' } }),
        'broken/package.json': '{"dependencies": {',
        'list/package.json': '[]',
        'bom/package.json': `\ufeff${manifest()}`,
      }),
    ).toEqual([
      'MANIFEST_WITHOUT_LOCKFILE asks/package.json',
      'MANIFEST_WITHOUT_LOCKFILE peers/package.json',
      'SYNTAX',
      'SYNTAX',
    ]);
  });

  it('without a lockfile are read, and say what they ask for', async () => {
    const repository = gitRepository();
    repository.commit({
      'asks/package.json': asks,
      'nothing/package.json': manifest(),
      'covered/package.json': asks,
      'covered/package-lock.json': a1,
    });

    const { items } = await surveyed(repository);

    expect(
      sightingsOf(items).map((one) => [
        one.places().map(({ path }) => path),
        one.artefact.reading.documents.flatMap(({ requests = [] }) =>
          requests.map(({ name, range }) => `${name}@${range}`),
        ),
      ]),
    ).toEqual([
      [['covered/package-lock.json'], []],
      [['asks/package.json'], ['a@^1.0.0']],
    ]);
    expect(items.filter((item) => item.kind === 'problem')).toMatchObject([
      { code: 'MANIFEST_WITHOUT_LOCKFILE', path: 'asks/package.json', artefact: null },
    ]);
  });

  it('lie where nothing answers for them, and not where the same bytes are answered for', async () => {
    const repository = gitRepository();
    repository.commit({
      'package-lock.json': npmLock({ a: '1.0.0' }, { members: { 'packages/m': 'm' } }),
      'package.json': asks,
      'packages/m/package.json': asks,
      'x/package.json': asks,
    });
    repository.branch('whole');
    repository.commit({ 'x/package-lock.json': a1 });
    repository.branch('bare');
    repository.commit({ 'package-lock.json': null });

    const { items } = await surveyed(repository);
    const places = sightingsOf(items)
      .filter((one) => one.artefact.reader.startsWith('package-json@'))
      .flatMap((one) => one.places())
      .map(({ path, refs }) => `${path} ${refs.map(({ name }) => name).join(' ')}`);

    expect(places).toEqual([
      'package.json bare',
      'packages/m/package.json bare',
      'x/package.json main',
    ]);
  });

  it('above a lockfile are answered for where it names them', async () => {
    const lock = `lockfileVersion: '9.0'
importers:
  .: {}
  ../../apps/x:
    dependencies:
      a:
        specifier: ^1.0.0
        version: 1.0.0
packages:
  a@1.0.0:
    resolution: {integrity: sha512-x}
snapshots:
  a@1.0.0: {}
`;

    expect(
      await problemsOf({
        'common/config/pnpm-lock.yaml': lock,
        'apps/x/package.json': asks,
        'apps/y/package.json': manifest({ dependencies: { b: '1' } }),
        'common/apps/x/package.json': manifest({ dependencies: { c: '1' } }),
      }),
    ).toEqual([
      'MANIFEST_WITHOUT_LOCKFILE apps/y/package.json',
      'MANIFEST_WITHOUT_LOCKFILE common/apps/x/package.json',
    ]);
    // From the top of the target nothing lies above, whatever a file says.
    expect(await problemsOf({ 'pnpm-lock.yaml': lock, 'apps/x/package.json': asks })).toEqual([
      'MANIFEST_WITHOUT_LOCKFILE apps/x/package.json',
    ]);
  });

  it('of members are answered for by the project’s lockfile, those of examples are not', async () => {
    expect(
      await problemsOf({
        'package-lock.json': npmLock({ a: '1.0.0' }, { members: { 'packages/m': 'm' } }),
        'package.json': asks,
        'packages/m/package.json': asks,
        'packages/m/examples/package.json': manifest({ dependencies: { x: '1' } }),
        'packages/n/package.json': manifest({ dependencies: { y: '1' } }),
        'packages-m/package.json': manifest({ dependencies: { z: '1' } }),
      }),
    ).toEqual([
      'MANIFEST_WITHOUT_LOCKFILE packages-m/package.json',
      'MANIFEST_WITHOUT_LOCKFILE packages/m/examples/package.json',
      'MANIFEST_WITHOUT_LOCKFILE packages/n/package.json',
    ]);
  });

  it('are answered for by lockfiles of their own deeper down', async () => {
    expect(
      await problemsOf({
        'package-lock.json': a1,
        'package.json': asks,
        'site/package-lock.json': a1,
        'site/package.json': asks,
        'site/below/package.json': manifest({ dependencies: { x: '1' } }),
      }),
    ).toEqual(['MANIFEST_WITHOUT_LOCKFILE site/below/package.json']);
  });

  it('of one ecosystem are not answered for by a lockfile of another', async () => {
    expect(
      await problemsOf({
        'package.json': asks,
        'Gemfile.lock': 'x',
        'environment.yml': 'y',
        'bom.xml': '<bom/>',
      }),
    ).toEqual([
      'FORMAT_UNSUPPORTED Gemfile.lock',
      'FORMAT_UNSUPPORTED bom.xml',
      'FORMAT_UNSUPPORTED environment.yml',
      'MANIFEST_WITHOUT_LOCKFILE package.json',
    ]);
  });

  it('below a lockfile that cannot be read whole are taken to be its own', async () => {
    for (const [name, content, code] of [
      ['package-lock.json', '{"lockfileVersion": 3, "packages": {', 'SYNTAX'],
      ['yarn.lock', '__metadata:\n  version: 8\n', 'REFERENCE_MISSING'],
    ] as const)
      expect(await problemsOf({ [name]: content, 'packages/m/package.json': asks })).toEqual([
        code,
      ]);
    expect(await problemsOf({ '.pnp.cjs': '{}', 'packages/m/package.json': asks })).toEqual([
      'FORMAT_UNSUPPORTED .pnp.cjs',
    ]);
  });

  it('are not answered for by a stray lockfile above that says nothing of members', async () => {
    for (const [name, content] of [
      [
        'package-lock.json',
        '{"name": "x", "lockfileVersion": 3, "requires": true, "packages": {}}',
      ],
      ['yarn.lock', yarnLock({ 'x@^1.0.0': '1.0.0' })],
    ] as const)
      expect(await problemsOf({ [name]: content, 'app/package.json': asks })).toContain(
        'MANIFEST_WITHOUT_LOCKFILE app/package.json',
      );
  });

  describe('that a lockfile answers for', () => {
    const bare = (version: number, more: object): string =>
      JSON.stringify({ name: 'x', lockfileVersion: version, requires: true, ...more });

    it.for([
      ['package-lock.json', bare(3, { packages: {} })],
      ['package-lock.json', bare(3, { packages: { '': { name: 'x' } } })],
      ['package-lock.json', bare(1, {})],
      ['npm-shrinkwrap.json', npmLock({ b: '1.0.0' })],
      ['pnpm-lock.yaml', "lockfileVersion: '9.0'\n\nimporters:\n\n  .: {}\n"],
      ['pnpm-lock.yaml', 'lockfileVersion: 5.4\n\nspecifiers: {}\n'],
      ['bun.lock', '{"lockfileVersion": 1, "workspaces": {"": {"name": "x"}}, "packages": {}}'],
      ['deno.lock', '{"version": "5"}'],
    ] as const)('are named where it has no entry: %s %s', async ([name, content]) => {
      expect(await problemsOf({ [name]: content, 'package.json': asks })).toEqual([
        'MANIFEST_WITHOUT_LOCKFILE package.json',
      ]);
    });

    it('are named where it has the member, and not what that asks for', async () => {
      const members = { 'packages/m': 'm', 'packages/n': 'n' };

      expect(
        await problemsOf({
          'package-lock.json': npmLock({ a: '1.0.0' }, { members }),
          'package.json': asks,
          'packages/m/package.json': manifest({ name: 'm', dependencies: { b: '1' } }),
          'packages/n/package.json': manifest({ name: 'n', devDependencies: { m: '1', a: '1' } }),
        }),
      ).toEqual(['MANIFEST_WITHOUT_LOCKFILE packages/m/package.json']);
    });

    it('are answered by aliases, overrides and links, and by another lockfile beside it', async () => {
      const importer = `lockfileVersion: '9.0'

overrides:
  b: npm:a@1.0.0

importers:

  .:
    dependencies:
      b:
        specifier: npm:a@1.0.0
        version: a@1.0.0

packages:

  a@1.0.0:
    resolution: {integrity: sha512-x}

snapshots:

  a@1.0.0: {}
`;
      const overridden = manifest({
        dependencies: { b: '^1.0.0', own: 'workspace:*', near: 'file:near', far: 'a/b' },
        peerDependencies: { p: '1' },
      });
      const aliased = manifest({ dependencies: { b: 'npm:a@^1.0.0' } });

      expect(await problemsOf({ 'pnpm-lock.yaml': importer, 'package.json': overridden })).toEqual(
        [],
      );
      expect(await problemsOf({ 'package-lock.json': a1, 'package.json': aliased })).toEqual([]);
      expect(
        await problemsOf({
          'package-lock.json': a1,
          'bun.lock': '{"lockfileVersion": 1, "workspaces": {"": {}}, "packages": {}}',
          'package.json': asks,
        }),
      ).toEqual([]);
    });

    it('are held against the lockfile of each ref', async () => {
      const repository = gitRepository();
      repository.commit({ 'package-lock.json': a1, 'package.json': asks });
      repository.branch('topic');
      repository.commit({
        'package.json': manifest({ dependencies: { a: '^1.0.0', b: '^1.0.0', c: '^1.0.0' } }),
      });

      const { items } = await surveyed(repository);

      expect(items.filter((item) => item.kind === 'problem')).toMatchObject([
        {
          path: 'package.json',
          ref: 'topic',
          message:
            'asks for "b" and 1 more, of which the lockfile that answers for it has no entry',
        },
      ]);
    });
  });

  it('are asked for in every ref: the same one with a lockfile on one branch and without on another', async () => {
    const repository = gitRepository();
    repository.commit({ 'package-lock.json': a1, 'package.json': asks });
    repository.branch('bare');
    repository.commit({ 'package-lock.json': null });

    const { items } = await lookAtOne(join(repository.directory, '.git'), { refs: 'all' });

    expect(items.filter((item) => item.kind === 'problem')).toMatchObject([
      { code: 'MANIFEST_WITHOUT_LOCKFILE', path: 'package.json', ref: 'bare' },
    ]);
  });

  it('of a deep project with many members take no more looks than there are directories', async () => {
    const files: Record<string, string> = {};
    const members: Record<string, string> = {};
    for (let index = 0; index < 1500; index += 1) {
      members[`packages/m${index}`] = `m${index}`;
      files[`packages/m${index}/package.json`] = asks;
      files[`packages/m${index}/src/a/b/c/x`] = '';
    }
    const top = temporaryDirectory();
    for (const [path, content] of Object.entries({
      ...files,
      'package-lock.json': npmLock({ a: '1.0.0' }, { members }),
    })) {
      mkdirSync(dirname(join(top, path)), { recursive: true });
      writeFileSync(join(top, path), content);
    }

    expect((await lookAtOne(top)).problems).toEqual([]);
  });
});

describe('formats without a reader', () => {
  it('are named once for each content, with whose packages they could hold', async () => {
    const repository = gitRepository();
    repository.commit({
      'a/Gemfile.lock': 'x',
      'b/Gemfile.lock': 'x',
      'Cargo.lock': 'y',
      'env/environment.yml': 'z',
      'readme.txt': 'z',
    });

    const { items } = await surveyed(repository);

    expect(
      items.map((item) => (item.kind === 'problem' ? [item.code, item.path, item.ecosystems] : [])),
    ).toEqual([
      ['FORMAT_UNSUPPORTED', 'Cargo.lock', ['cargo']],
      ['FORMAT_UNSUPPORTED', 'a/Gemfile.lock', ['gem']],
      ['FORMAT_UNSUPPORTED', 'env/environment.yml', ['conda', 'pypi']],
    ]);
  });
});

describe('lockfiles side by side', () => {
  it('say which of them their manager reads, and which another manager wrote', async () => {
    const repository = gitRepository();
    const other = npmLock({ b: '1.0.0' });
    repository.commit({
      'app/package-lock.json': a1,
      'app/npm-shrinkwrap.json': other,
      'app/yarn.lock': yarnLock({ 'a@^1.0.0': '1.0.0' }),
      'app/package.json': asks,
      'alone/package-lock.json': a1,
      'app/node_modules/.package-lock.json': hiddenLock({ a: '1.0.0' }),
    });

    const { items } = await surveyed(repository);
    const rows = sightingsOf(items)
      .flatMap((one) => one.places())
      .map(({ beside, path }) => [path, beside.map((one) => `${one.relation} ${one.path}`)]);

    expect(Object.fromEntries(rows)).toEqual({
      'alone/package-lock.json': [],
      'app/node_modules/.package-lock.json': [],
      'app/npm-shrinkwrap.json': ['loses app/package-lock.json', 'other-manager app/yarn.lock'],
      'app/package-lock.json': ['wins app/npm-shrinkwrap.json', 'other-manager app/yarn.lock'],
      'app/yarn.lock': [
        'other-manager app/npm-shrinkwrap.json',
        'other-manager app/package-lock.json',
      ],
    });
  });
});
