import { describe, expect, it } from 'vitest';
import { repositoriesPin } from '../../../src/containment/repositories-pin/index.ts';
import { repositoriesRebuild } from '../../../src/containment/repositories-rebuild/index.ts';
import { gitRepository } from '../../support/git-repository.ts';
import { useRegistry } from '../../support/registry.ts';
import {
  committed,
  host,
  json,
  locked,
  packages,
  pinned,
  planned,
  project,
  worldOf,
} from '../npm-projects.ts';
import { changeOf, contextOf, propose } from '../support.ts';

const registry = useRegistry(packages);
const exposed = { name: 'web', version: '1.0.0', dependencies: { chart: '1.0.0' } };

describe('the text of the files', () => {
  it('keeps byte order marks', async () => {
    const manifest = json(exposed);
    const lock = await locked(registry, { 'package.json': manifest });
    const repository = gitRepository();
    const files = { 'package.json': `\uFEFF${manifest}`, 'package-lock.json': `\uFEFF${lock}` };
    repository.commit(files);
    const world = await worldOf(registry, [repository.directory]);

    const { change, context } = await pinned(world);

    for (const path of Object.keys(files))
      expect(committed(repository, context.key, path).startsWith('\uFEFF{')).toBe(true);
    expect(await repositoriesPin.verify(world, change, context)).toMatchObject({ passed: true });
  });

  it('keeps tabs, carriage returns, the order of keys and a missing last line end', async () => {
    const crlf = (text: string): string => text.replaceAll('\n', '\r\n');
    const manifest = crlf(
      '{\n\t"version": "1.0.0",\n\t"name": "web",\n\t"dependencies": { "plain": "1.0.0",  "@antv/g2": "^5.6.0" },\n\t"scripts": {}\n}',
    );
    const lock = await locked(registry, { 'package.json': manifest });
    const repository = gitRepository();
    const old = crlf(JSON.stringify(JSON.parse(lock), null, '\t'));
    repository.commit({ 'package.json': manifest, 'package-lock.json': old });
    const world = await worldOf(registry, [repository.directory]);

    const { context } = await pinned(world);

    expect(repository.git('show', `${context.key}:package.json`)).toBe(
      manifest.replace('^5.6.0', '5.6.7'),
    );
    const now = committed(repository, context.key, 'package-lock.json');
    expect(now.match(/(?<!\r)\n/)).toBeNull();
    expect(now).toBe(crlf(JSON.stringify(JSON.parse(now), null, '\t')));
    expect(now).toContain(`\t\t\t"resolved": "${host}only-good/-/only-good-1.0.0.tgz",\r\n`);
  });

  it('adds an override to those that are there', async () => {
    const repository = await project(registry, {
      ...exposed,
      overrides: { plain: '1.0.0' },
      private: true,
    });
    const world = await worldOf(registry, [repository.directory]);

    const { context } = await pinned(world);

    expect(
      repository.git('diff', '--unified=0', 'main', context.key, '--', 'package.json'),
    ).toMatch(/-    "plain": "1.0.0"\n\+    "plain": "1.0.0",\n\+    "@antv\/g2@5.6.8": "5.6.7"$/);
  });

  it('leaves out where packages come from where the lockfile does', async () => {
    const manifest = json(exposed);
    const lock = await locked(registry, { 'package.json': manifest });
    const repository = gitRepository();
    const silent = lock.replaceAll(/\n *"resolved": .*/g, '');
    repository.commit({ 'package.json': manifest, 'package-lock.json': silent });
    const world = await worldOf(registry, [repository.directory]);

    const { context } = await pinned(world);

    const now = committed(repository, context.key, 'package-lock.json');
    expect(now).toContain('5.6.7');
    expect(now).not.toContain('resolved');
  });

  it.each([1, 3] as const)(
    'leaves entries of git and of files as they are (lockfileVersion %i)',
    async (version) => {
      const git = 'git+ssh://git@git.acme.example/acme/forked.git';
      const at = `${git}#0123456789abcdef0123456789abcdef01234567`;
      const elsewhere = { vendored: 'file:vendored', forked: git };
      const manifest = { ...exposed, dependencies: { ...exposed.dependencies, ...elsewhere } };
      const lock = JSON.parse(
        await locked(registry, { 'package.json': json(exposed) }, version),
      ) as Record<string, Record<string, object>>;
      const added: Record<string, object> =
        version === 1
          ? { forked: { version: at, from: git }, vendored: { version: 'file:vendored' } }
          : {
              '': manifest,
              'node_modules/forked': { version: '5.6.8', resolved: at, license: 'MIT' },
              'node_modules/vendored': { resolved: 'vendored', link: true },
              vendored: { version: '5.6.8' },
            };
      const field = version === 1 ? 'dependencies' : 'packages';
      Object.assign(lock[field] ?? {}, added);
      const repository = gitRepository();
      repository.commit({
        'package.json': json(manifest),
        'package-lock.json': json(lock),
        'vendored/package.json': json({ name: 'vendored', version: '5.6.8' }),
      });
      const world = await worldOf(registry, [repository.directory]);

      const { context } = await pinned(world);

      const text = committed(repository, context.key, 'package-lock.json');
      const now = JSON.parse(text) as typeof lock;
      for (const [key, entry] of Object.entries(added)) expect(now[field]?.[key]).toEqual(entry);
      expect(text).toContain('g2-5.6.7.tgz');
    },
  );
});

describe('lockfiles', () => {
  it('are both moved where npm-shrinkwrap.json stands beside package-lock.json', async () => {
    const lock = await locked(registry, { 'package.json': json(exposed) });
    const repository = gitRepository();
    repository.commit({
      'package.json': json(exposed),
      'package-lock.json': lock,
      'npm-shrinkwrap.json': lock,
    });
    const world = await worldOf(registry, [repository.directory]);

    const { change, context } = await pinned(world);

    for (const name of ['package-lock.json', 'npm-shrinkwrap.json'])
      expect(committed(repository, context.key, name)).toContain('g2-5.6.7.tgz');
    expect(await repositoriesPin.verify(world, change, context)).toMatchObject({ passed: true });
  });

  it('named npm-shrinkwrap.json alone keep all that the pin does not concern', async () => {
    const manifest = { ...exposed, dependencies: { ...exposed.dependencies, leaf: '^1.0.0' } };
    const lock = await locked(registry, { 'package.json': json(manifest) });
    const fresh = JSON.parse(lock) as { packages: Record<string, Record<string, string>> };
    const old = fresh.packages['node_modules/leaf'];
    // An older one than npm would choose today.
    const leaf = packages.find(({ name, version }) => `${name}@${version}` === 'leaf@1.0.0');
    Object.assign(old ?? {}, {
      version: '1.0.0',
      resolved: `${host}leaf/-/leaf-1.0.0.tgz`,
      integrity: leaf?.integrity,
    });
    const repository = gitRepository();
    repository.commit({ 'package.json': json(manifest), 'npm-shrinkwrap.json': json(fresh) });
    const world = await worldOf(registry, [repository.directory]);

    const { change, context } = await pinned(world);

    const now = JSON.parse(committed(repository, context.key, 'npm-shrinkwrap.json'));
    expect(now.packages['node_modules/leaf']).toEqual(old);
    expect(now.packages['node_modules/@antv/g2'].version).toBe('5.6.7');
    expect(await repositoriesPin.verify(world, change, context)).toMatchObject({ passed: true });
    repository.git('merge', '-q', '--ff-only', context.key);
    const rebuild = changeOf(await propose(repositoriesRebuild, world));
    const applied = await repositoriesRebuild.apply(world, rebuild, contextOf());
    const looked = await repositoriesRebuild.verify(world, rebuild, contextOf(applied.result));
    expect(looked).toMatchObject({ passed: true });
  });

  it('of several projects are moved in one commit, each with its own manifest', async () => {
    const repository = gitRepository();
    const one = json(exposed);
    const two = json({ name: 'two', dependencies: { 'size-sensor': '^1.0.0' } });
    repository.commit({
      'a/package.json': one,
      'a/package-lock.json': await locked(registry, { 'package.json': one }),
      'b/package.json': two,
      'b/package-lock.json': await locked(registry, { 'package.json': two }),
      'c/package.json': '{}\n',
    });
    const world = await worldOf(registry, [repository.directory]);

    const { change, context } = await pinned(world);

    expect(repository.git('diff', '--name-only', 'main', context.key).split('\n')).toEqual([
      'a/package-lock.json',
      'a/package.json',
      'b/package-lock.json',
      'b/package.json',
    ]);
    expect(await repositoriesPin.verify(world, change, context)).toMatchObject({ passed: true });
  });

  it('of another branch are read there', async () => {
    const repository = await project(registry, exposed);
    const main = repository.git('rev-parse', 'main');
    repository.branch('old/topic');
    repository.checkout('main');
    repository.commit({ 'package.json': '{}', 'package-lock.json': null });
    const world = await worldOf(registry, [repository.directory]);
    const { targets } = await repositoriesPin.targets(world, {}, 'exposed-branches');

    expect(targets.map(({ name }) => name)).toEqual([`${repository.directory}:old/topic`]);
    const { change, context } = await pinned(world, 'old/topic');
    expect(repository.git('rev-parse', `${context.key}^`)).toBe(main);
    expect(await repositoriesPin.verify(world, change, context)).toMatchObject({ passed: true });
  });

  it('that moved on since the scan are read as they are', async () => {
    const repository = await project(registry, exposed);
    const world = await worldOf(registry, [repository.directory]);
    repository.commit({ 'package.json': '{}', 'package-lock.json': null });

    expect((await planned(world)).proposal).toMatchObject({ kind: 'satisfied' });
  });
});

describe('verification', () => {
  it('fails for a branch that holds something compromised again', async () => {
    const repository = await project(registry, exposed);
    const world = await worldOf(registry, [repository.directory]);
    const { change, context } = await pinned(world);
    repository.git('branch', '-f', context.key, 'main');

    const { detail, passed } = await repositoriesPin.verify(world, change, context);

    expect(passed).toBe(false);
    expect(detail).toContain('@antv/g2@5.6.8 in package-lock.json');
  });

  it('fails for a branch that is clear and not what was planned', async () => {
    const repository = await project(registry, exposed);
    const world = await worldOf(registry, [repository.directory]);
    const { change, context } = await planned(world);
    const other = JSON.parse(JSON.stringify(change).replaceAll('5.6.7', '5.6.6'));
    repository.git('switch', '-q', '-c', context.key);
    repository.commit({
      'package-lock.json': committed(repository, 'main', 'package-lock.json').replaceAll(
        '5.6.8',
        '5.6.7',
      ),
    });

    const verification = await repositoriesPin.verify(world, other, context);

    expect(verification).toMatchObject({ passed: false });
    expect(verification.detail).toContain('does not hold @antv/g2@5.6.6');
  });

  it('of a branch that is gone asks whether the ref itself is clear', async () => {
    const repository = await project(registry, exposed);
    const world = await worldOf(registry, [repository.directory]);
    const { change, context } = await pinned(world);
    const pin = repository.git('rev-parse', context.key);
    repository.git('branch', '-D', context.key);

    expect(await repositoriesPin.verify(world, change, context)).toMatchObject({ passed: false });
    repository.git('reset', '-q', '--hard', pin);
    expect(await repositoriesPin.verify(world, change, context)).toMatchObject({ passed: true });
  });
});
