import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { repositoriesRebuild } from '../../../src/containment/repositories-rebuild/index.ts';
import type { Applied, Json, World } from '../../../src/containment/types.ts';
import { gitRepository } from '../../support/git-repository.ts';
import { markerProgram } from '../../support/marker-program.ts';
import { useRegistry } from '../../support/registry.ts';
import { standIn } from '../../../src/app/demo/registry/stand-in.ts';
import { committed, json, locked, packages, pinned, project, worldOf } from '../npm-projects.ts';
import { changeOf, contextOf, propose, siteOf } from '../support.ts';

const tool = standIn({ name: 'tool', version: '1.0.0' });
const registry = useRegistry([...packages, tool]);

async function rebuilt(world: World): Promise<{ change: Json; applied: Applied }> {
  const change = changeOf(await propose(repositoriesRebuild, world));
  return { change, applied: await repositoriesRebuild.apply(world, change, contextOf()) };
}

async function judged(world: World, change: Json, applied: Applied) {
  return repositoriesRebuild.verify(world, change, contextOf(applied.result));
}

describe('a rebuild', () => {
  it.each([1, 2, 3] as const)(
    'of what a pin left installs the replacement (lockfileVersion %i)',
    async (version) => {
      const repository = await project(
        registry,
        { dependencies: { chart: '1.0.0', wrap: '1.0.0', leaf: '2.0.0', tool: '1.0.0' } },
        version,
      );
      const world = await worldOf(registry, [repository.directory]);
      const { context } = await pinned(world);
      repository.git('merge', '-q', '--ff-only', context.key);

      const { applied, change } = await rebuilt(world);

      const kept = applied.evidence.map(({ name }) => name);
      expect(kept).toEqual([
        expect.stringMatching(/installed\.json$/),
        expect.stringMatching(/installed\.package-lock\.json$/),
        expect.stringMatching(/installed\.npm\.txt$/),
      ]);
      const [installed, hidden] = applied.evidence;
      const tree = Buffer.from(await world.evidence(installed?.sha256 ?? '')).toString();
      expect(JSON.parse(tree)).toEqual(
        expect.arrayContaining([
          { location: 'node_modules/@antv/g2', name: '@antv/g2', version: '5.6.7' },
          { location: 'node_modules/leaf', name: 'leaf', version: '2.0.0' },
        ]),
      );
      expect(tree).not.toContain('5.6.8');
      expect(Buffer.from(await world.evidence(hidden?.sha256 ?? '')).toString()).toContain('5.6.7');
      const verification = await judged(world, change, applied);
      expect(verification.detail).toContain('none is compromised');
      expect(verification.passed).toBe(true);
      expect(readdirSync(world.scratch)).toEqual([]);
    },
  );

  it('of what nobody pinned does not pass', async () => {
    const repository = await project(registry, { dependencies: { chart: '1.0.0' } });
    const world = await worldOf(registry, [repository.directory]);

    const { applied, change } = await rebuilt(world);
    const { detail, passed } = await judged(world, change, applied);

    expect(passed).toBe(false);
    expect(detail).toContain('@antv/g2@5.6.8 is installed at node_modules/@antv/g2');
  });

  it('reads workspaces, and an alias by its real name', async () => {
    const member = { name: 'ui', version: '1.0.0', dependencies: { '@antv/g2': '4.2.0' } };
    const repository = await project(
      registry,
      {
        workspaces: ['packages/*'],
        dependencies: { '@antv/g2': '5.6.7', charts: 'npm:@antv/g2@5.6.8' },
      },
      3,
      { 'packages/ui/package.json': json(member) },
    );
    const world = await worldOf(registry, [repository.directory]);

    const { applied, change } = await rebuilt(world);
    const { detail, passed } = await judged(world, change, applied);

    expect(passed).toBe(false);
    expect(detail).toContain('@antv/g2@5.6.8 is installed at node_modules/charts');
    const tree = await world.evidence(applied.evidence[0]?.sha256 ?? '');
    expect(Buffer.from(tree).toString()).toContain('packages/ui/node_modules/@antv/g2');
  });

  it('takes nothing of the repository but manifests and lockfile', async () => {
    const marker = markerProgram();
    const repository = await project(
      registry,
      {
        dependencies: { '@antv/g2': '5.6.8' },
        scripts: { preinstall: marker.path, install: marker.path, prepare: marker.path },
      },
      3,
      {
        '.npmrc': `registry=http://127.0.0.1:9/\nignore-scripts=false\nscript-shell=${marker.path}\n`,
      },
    );
    const world = await worldOf(registry, [repository.directory]);
    mkdirSync(join(repository.directory, '.git/hooks'), { recursive: true });
    symlinkSync(marker.path, join(repository.directory, '.git/hooks/post-checkout'));

    const { applied } = await rebuilt(world);

    expect(applied.detail).toContain('installed 3 packages');
    expect(marker.ran()).toBe(false);
  });

  it('is cut off: nothing is known', async () => {
    const repository = await project(registry, { dependencies: { chart: '1.0.0' } });
    const world = await worldOf(registry, [repository.directory]);
    const change = changeOf(await propose(repositoriesRebuild, world));

    expect(await repositoriesRebuild.verify(world, change, contextOf())).toMatchObject({
      passed: false,
    });
  });

  it('does not pass once the branch has moved on, or an installed package was not what is locked', async () => {
    const repository = await project(registry, { dependencies: { '@antv/g2': '5.6.8' } });
    const world = await worldOf(registry, [repository.directory]);
    repository.commit({
      'package.json': json({ name: 'web', dependencies: { plain: '1.0.0' } }),
      'package-lock.json': await locked(registry, {
        'package.json': json({ name: 'web', dependencies: { plain: '1.0.0' } }),
      }),
    });
    const { applied, change } = await rebuilt(world);
    expect(await judged(world, change, applied)).toMatchObject({ passed: true });
    const [installed] = applied.evidence;
    const tree = await world.evidence(installed?.sha256 ?? '');
    const other = await world.keep(
      'x',
      'application/json',
      Buffer.from(Buffer.from(tree).toString().replace('1.0.0', '1.0.1')),
    );
    const none = await world.keep('x', 'application/json', Buffer.from('[]'));
    const resultWith = (sha256: string): Applied => ({
      ...applied,
      result: JSON.parse(
        JSON.stringify(applied.result).replace(installed?.sha256 ?? '', sha256),
      ) as Json,
    });

    expect((await judged(world, change, resultWith(other.sha256))).detail).toContain(
      'node_modules/plain is plain@1.0.1, locked is plain@1.0.0',
    );
    expect((await judged(world, change, resultWith(none.sha256))).detail).toContain(
      'plain@1.0.0 is locked and not installed',
    );
    repository.commit({ 'README.md': 'more\n' });
    expect((await judged(world, change, applied)).detail).toContain('has moved to');
  });
});

describe('npm that fails', () => {
  it.each([
    ['a version that the registry does not serve', '4.2.0', '4.2.9', /E404.*g2/],
    [
      'bytes that are not what is locked',
      'sha512-',
      'sha512-AAAA',
      /EINTEGRITY: @antv\/g2@4\.2\.0/,
    ],
  ])('is given with its own code: %s', async (_, old, wrong, message) => {
    const repository = await project(registry, { dependencies: { lonely: '1.0.0' } });
    const world = await worldOf(registry, [repository.directory]);
    const manifest = json({ name: 'web', dependencies: { '@antv/g2': '4.x' } });
    const lock = await locked(registry, { 'package.json': manifest });
    const broken =
      old === 'sha512-' ? lock.replace(/sha512-..../, wrong) : lock.replaceAll(old, wrong);
    repository.commit({ 'package.json': manifest, 'package-lock.json': broken });

    await expect(rebuilt(world)).rejects.toMatchObject({
      code: 'NPM_FAILED',
      message: expect.stringMatching(message),
    });
    expect(readdirSync(world.scratch)).toEqual([]);
  });

  it('because manifest and lockfile disagree says so', async () => {
    const repository = await project(registry, { dependencies: { lonely: '1.0.0' } });
    const world = await worldOf(registry, [repository.directory]);
    repository.commit({ 'package.json': json({ name: 'web', dependencies: { plain: '1.0.0' } }) });

    await expect(rebuilt(world)).rejects.toMatchObject({
      code: 'NPM_FAILED',
      message: expect.stringContaining('EUSAGE'),
    });
  });

  it('because a file is not there names it', async () => {
    const repository = await project(registry, { dependencies: { lonely: '1.0.0' } });
    const world = await worldOf(registry, [repository.directory]);
    const lock = JSON.parse(committed(repository, 'main', 'package-lock.json'));
    const dependencies = { lonely: '1.0.0', vendored: 'file:vendored-1.0.0.tgz' };
    lock.packages[''].dependencies = dependencies;
    lock.packages['node_modules/vendored'] = {
      version: '1.0.0',
      resolved: 'file:vendored-1.0.0.tgz',
      integrity: 'sha512-AAAA',
    };
    repository.commit({
      'package.json': json({ name: 'web', version: '1.0.0', dependencies }),
      'package-lock.json': json(lock),
    });

    await expect(rebuilt(world)).rejects.toMatchObject({
      code: 'NPM_FAILED',
      message: expect.stringMatching(/ENOENT: .*vendored-1\.0\.0\.tgz/),
    });
  });

  it('to start is told by the program of the site file', async () => {
    const repository = await project(registry, { dependencies: { lonely: '1.0.0' } });
    const world = await worldOf(registry, [repository.directory], { npm: ['/nowhere/npm'] });

    await expect(rebuilt(world)).rejects.toMatchObject({
      code: 'NPM_FAILED',
      message: expect.stringContaining('/nowhere/npm'),
    });
  });
});

describe('what is rebuilt', () => {
  it('are repositories that were exposed on their default branch', async () => {
    const web = await project(registry, { dependencies: { chart: '1.0.0' } });
    const topic = await project(registry, { dependencies: { plain: '1.0.0' } });
    topic.branch('topic');
    topic.commit({ 'package-lock.json': committed(web, 'main', 'package-lock.json') });
    topic.checkout('main');
    const world = await worldOf(registry, [web.directory, topic.directory]);

    const { none, targets } = await repositoriesRebuild.targets(world, {}, 'repositories');

    expect(none).toBeNull();
    expect(targets.map(({ name }) => name)).toEqual([web.directory]);
  });

  it('by yarn and pnpm is for a person, and without a clone too', async () => {
    const repository = gitRepository();
    repository.commit({
      'package.json': json({ name: 'web', dependencies: { 'size-sensor': '^1.0.0' } }),
      'pnpm-lock.yaml':
        "lockfileVersion: '9.0'\nimporters:\n  .:\n    dependencies:\n      size-sensor:\n        specifier: ^1.0.0\n        version: 1.0.4\npackages:\n  size-sensor@1.0.4:\n    resolution: {integrity: sha512-AAAA}\nsnapshots:\n  size-sensor@1.0.4: {}\n",
    });
    const world = await worldOf(registry, [repository.directory]);
    const proposal = await propose(repositoriesRebuild, world);

    expect(proposal).toMatchObject({
      kind: 'person',
      instructions: [expect.anything(), expect.stringContaining('pnpm install --frozen-lockfile')],
    });
    const change = proposal.kind === 'person' ? proposal.change : null;
    const look = () => repositoriesRebuild.verify(world, change, contextOf());
    expect(await look()).toMatchObject({ passed: false });
    repository.commit({ 'pnpm-lock.yaml': null });
    expect(await look()).toMatchObject({ passed: true });

    const npm = await project(registry, { dependencies: { chart: '1.0.0' } });
    const other = { ...(await worldOf(registry, [npm.directory])), site: siteOf(null) };
    expect(await propose(repositoriesRebuild, other)).toMatchObject({ kind: 'person' });
  });

  it.each([
    [
      'bun.lock',
      'bun install --frozen-lockfile',
      '{"lockfileVersion":1,"workspaces":{"":{"dependencies":{"size-sensor":"^1.0.0"}}},"packages":{"size-sensor":["size-sensor@1.0.4","",{},"sha512-AAAA"]}}',
    ],
    [
      'deno.lock',
      'deno install --frozen',
      '{"version":"5","specifiers":{"npm:size-sensor@1":"1.0.4"},"npm":{"size-sensor@1.0.4":{"integrity":"sha512-AAAA"}},"workspace":{"packageJson":{"dependencies":["npm:size-sensor@1"]}}}',
    ],
  ])('from %s is for a person', async (path, command, text) => {
    const repository = gitRepository();
    const dependencies = { 'size-sensor': '^1.0.0' };
    repository.commit({ 'package.json': json({ name: 'web', dependencies }), [path]: text });
    const world = await worldOf(registry, [repository.directory]);

    expect(await propose(repositoriesRebuild, world)).toMatchObject({
      kind: 'person',
      instructions: [expect.stringContaining(path), expect.stringContaining(command)],
    });
  });

  it('are manifests that asked for it, once something locks them', async () => {
    const manifest = json({ name: 'web', dependencies: { 'size-sensor': '^1.0.0' } });
    const repository = gitRepository();
    repository.commit({ 'package.json': manifest });
    const world = await worldOf(registry, [repository.directory]);
    const { targets } = await repositoriesRebuild.targets(world, {}, 'repositories');
    const open = await propose(repositoriesRebuild, world);

    expect(targets.map(({ name }) => name)).toEqual([`${repository.directory}:package.json`]);
    expect(open).toMatchObject({
      kind: 'person',
      summary: expect.stringContaining('package.json has no lockfile of npm beside it'),
    });
    const change = open.kind === 'person' ? open.change : null;
    expect(await repositoriesRebuild.verify(world, change, contextOf())).toMatchObject({
      passed: false,
    });
    repository.commit({
      'package-lock.json': await locked(registry, { 'package.json': manifest }),
    });
    const { applied, change: locks } = await rebuilt(world);
    expect(await judged(world, locks, applied)).toMatchObject({
      passed: false,
      detail: expect.stringContaining('size-sensor@1.0.4 is installed'),
    });
  });

  it('is nothing where the lockfile is gone, and is said where the map holds nothing', async () => {
    const repository = await project(registry, { dependencies: { chart: '1.0.0' } });
    const world = await worldOf(registry, [repository.directory]);
    repository.commit({ 'package-lock.json': null });
    writeFileSync(join(repository.directory, 'README.md'), '');

    expect(await propose(repositoriesRebuild, world)).toMatchObject({ kind: 'satisfied' });
    const clear = await worldOf(registry, [repository.directory]);
    expect(await repositoriesRebuild.targets(clear, {}, 'repositories')).toMatchObject({
      targets: [],
      none: expect.stringContaining('no repository'),
    });
  });
});
