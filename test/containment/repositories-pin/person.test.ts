import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { askedIn } from '../../../src/containment/repositories-pin/asked.ts';
import { repositoriesPin } from '../../../src/containment/repositories-pin/index.ts';
import type { Proposal } from '../../../src/containment/types.ts';
import type { Exposure } from '../../../src/exposure/schema.ts';
import { type GitRepository, gitRepository } from '../../support/git-repository.ts';
import { useRegistry } from '../../support/registry.ts';
import {
  type Files,
  json,
  locked,
  packages,
  pinned,
  planned,
  project,
  worldOf,
} from '../npm-projects.ts';
import { incidentOf, siteOf } from '../support.ts';

const registry = useRegistry(packages);

async function asked(repository: GitRepository): Promise<Extract<Proposal, { kind: 'person' }>> {
  const world = await worldOf(registry, [repository.directory]);
  const { proposal } = await planned(world);
  if (proposal.kind !== 'person') throw new Error(`a ${proposal.kind} proposal`);
  return proposal;
}

function repositoryOf(files: Files): GitRepository {
  const repository = gitRepository();
  repository.commit(files);
  return repository;
}

describe('a person is asked', () => {
  it('where nothing replaces it, with what was looked for and the choices', async () => {
    const { instructions, summary } = await asked(
      await project(registry, { dependencies: { lonely: '^1.0.0' } }),
    );

    expect(summary).toContain('has to be pinned by a person: lonely@1.0.0');
    expect(instructions[0]).toBe(
      'lonely@1.0.0: the registry has no version below it that no list names and that ^1.0.0 (package.json) accepts; it has 2.0.0',
    );
    expect(instructions).toContain('npm install --package-lock-only --ignore-scripts');
  });

  it.each([
    ['@antv/g2', '5.6.8', '"5.6.7"'],
    ['charts', 'npm:@antv/g2@5.6.8', '"npm:@antv/g2@5.6.7"'],
  ])('where the manifest asks for exactly the bad one (%s)', async (alias, spec, instead) => {
    const repository = await project(registry, { dependencies: { [alias]: spec } });
    const { instructions } = await asked(repository);

    expect(instructions).toEqual([
      `@antv/g2@5.6.8: the registry has no version below it that no list names and that ${spec} (package.json) accepts; it has 5.6.7, which the rule would take if the range allowed it; also 5.6.6, 4.2.0`,
      `cd ${repository.directory}`,
      `git switch -c firebreak-pin ${repository.git('rev-parse', 'main')}`,
      `Set ${alias} to ${instead} in package.json.`,
      'npm install --package-lock-only --ignore-scripts',
      'Review the diff, commit manifest and lockfile together, and have them merged.',
    ]);
  });

  it('where one of several has none: a branch that is half clear is not made', async () => {
    const { instructions } = await asked(
      await project(registry, { dependencies: { lonely: '^1.0.0', chart: '1.0.0' } }),
    );

    expect(instructions).toContain('Add "overrides": {"@antv/g2@5.6.8": "5.6.7"} to package.json.');
  });

  it.each([
    [{ '@antv/g2': '5.6.8' }, /has an override for @antv\/g2 already/],
    [{ chart: { '@antv/g2': '^5.6.8' } }, /has an override for @antv\/g2 already/],
    [{ '@antv/g2@^5': '5.6.8' }, /has an override for @antv\/g2@\^5 already/],
  ])('where %j stands in the way', async (overrides, why) => {
    const { instructions } = await asked(
      await project(registry, { dependencies: { chart: '1.0.0' }, overrides }),
    );

    expect(instructions[0]).toMatch(why);
  });

  it('not where an override is for another line', async () => {
    const repository = await project(registry, {
      dependencies: { chart: '1.0.0' },
      overrides: { '@antv/g2@4.2.1': '4.2.0' },
    });

    expect((await planned(await worldOf(registry, [repository.directory]))).proposal.kind).toBe(
      'change',
    );
  });

  it('where it is bundled in another package', async () => {
    const manifest = json({ name: 'web', dependencies: { chart: '1.0.0' } });
    const lock = await locked(registry, { 'package.json': manifest });
    const { instructions } = await asked(
      repositoryOf({
        'package.json': manifest,
        'package-lock.json': lock.replace('"version": "5.6.8",', '$& "inBundle": true,'),
      }),
    );

    expect(instructions[0]).toContain('is bundled in the package above it');
  });

  it('where it does not come from a registry', async () => {
    const manifest = json({ name: 'web', dependencies: { 'size-sensor': 'github:acme/x' } });
    const resolved = 'git+ssh://git@github.com/acme/x.git#0123456789abcdef0123456789abcdef01234567';
    const lock = {
      lockfileVersion: 3,
      packages: {
        '': { dependencies: { 'size-sensor': 'github:acme/x' } },
        'node_modules/size-sensor': { version: '1.0.4', resolved },
      },
    };
    const repository = repositoryOf({ 'package.json': manifest, 'package-lock.json': json(lock) });

    expect((await asked(repository)).instructions.join('\n')).toContain(
      'size-sensor@1.0.4 at node_modules/size-sensor does not come from a registry',
    );
  });

  it('without a password that a manifest has in an address', async () => {
    const address = 'git+https://ops:s3cret-pw@git.acme.example/x.git';
    const manifest = json({ name: 'web', dependencies: { 'size-sensor': address } });
    const resolved = `${address}#0123456789abcdef0123456789abcdef01234567`;
    const lock = {
      lockfileVersion: 3,
      packages: {
        '': { dependencies: { 'size-sensor': address } },
        'node_modules/size-sensor': { version: '1.0.4', resolved },
      },
    };
    const proposal = await asked(
      repositoryOf({ 'package.json': manifest, 'package-lock.json': json(lock) }),
    );

    expect(proposal.instructions.join('\n')).toContain('asks for size-sensor as git+https://');
    expect(JSON.stringify(proposal)).not.toContain('s3cret');
  });

  it('where the lockfile has a version that npm does not write so', async () => {
    const manifest = json({ name: 'web', dependencies: { chart: '1.0.0' } });
    const lock = await locked(registry, { 'package.json': manifest });
    const { instructions } = await asked(
      repositoryOf({
        'package.json': manifest,
        'package-lock.json': lock.replace('"lockfileVersion": 3', '"lockfileVersion": 4'),
      }),
    );

    expect(instructions[0]).toContain('package-lock.json has a lockfileVersion');
  });

  it('where a lockfile that holds something cannot be read whole', async () => {
    const repository = await project(registry, { dependencies: { chart: '1.0.0' } });
    const theirs = repository.git('show', 'main:package-lock.json').split('\n');
    theirs.splice(3, 0, '<<<<<<< ours', '=======', '>>>>>>> theirs');
    repository.commit({ 'package-lock.json': theirs.join('\n'), 'b/package-lock.json': '{' });

    expect((await asked(repository)).instructions[0]).toBe(
      'package-lock.json is not JSON: mend it, then move @antv/g2@5.6.8',
    );
  });

  it('where the site file names no clone', async () => {
    const repository = await project(registry, { dependencies: { chart: '1.0.0' } });
    const world = { ...(await worldOf(registry, [repository.directory])), site: siteOf(null) };
    const { change, context, proposal } = await planned(world);

    expect(proposal).toMatchObject({ kind: 'person' });
    expect(proposal.kind === 'person' && proposal.instructions[0]).toContain('names no clone');
    expect(await repositoriesPin.verify(world, change, context)).toMatchObject({ passed: false });
    const clear = json({
      lockfileVersion: 3,
      packages: { 'node_modules/plain': { version: '1.0.0' } },
    });
    repository.commit({ 'package.json': '{}', 'package-lock.json': clear });
    expect(await repositoriesPin.verify(world, change, context)).toMatchObject({ passed: true });
  });
});

describe('other managers', () => {
  const yarnLock =
    '# yarn lockfile v1\n\n\nsize-sensor@^1.0.0:\n  version "1.0.4"\n  resolved "https://npm.acme.example/size-sensor/-/size-sensor-1.0.4.tgz#00"\n';
  const pnpmLock =
    "lockfileVersion: '9.0'\nimporters:\n  .:\n    dependencies:\n      size-sensor:\n        specifier: ^1.0.0\n        version: 1.0.4\npackages:\n  size-sensor@1.0.4:\n    resolution: {integrity: sha512-AAAA}\nsnapshots:\n  size-sensor@1.0.4: {}\n";
  const bunLock = `{
  "lockfileVersion": 1,
  "workspaces": { "": { "name": "web", "dependencies": { "size-sensor": "^1.0.0" } } },
  "packages": { "size-sensor": ["size-sensor@1.0.4", "", {}, "sha512-AAAA"] },
}
`;
  const bunBelow = bunLock
    .replace('"size-sensor": "^1.0.0"', '"top": "^1.0.0"')
    .replace(
      '"packages": {',
      '"packages": { "top": ["top@1.0.1", "", { "dependencies": { "size-sensor": "^1.0.0" } }, "sha512-AAAA"],',
    );
  const manifest = { name: 'web', dependencies: { 'size-sensor': '^1.0.0' } };
  const old = 'Add to package.json: "pnpm": {"overrides": {"size-sensor@1.0.4": "1.0.3"}}';
  const recent = 'Add to pnpm-workspace.yaml: overrides: {"size-sensor@1.0.4": "1.0.3"}';

  it.each([
    ['yarn.lock', yarnLock, undefined, ['yarn upgrade --exact --ignore-scripts size-sensor@1.0.3']],
    [
      'bun.lock',
      bunLock,
      undefined,
      ['bun add --exact --lockfile-only --ignore-scripts size-sensor@1.0.3'],
    ],
    [
      'bun.lock',
      bunBelow,
      undefined,
      [
        'Add to the package.json at the root: "overrides": {"size-sensor": "1.0.3"}',
        'bun install --lockfile-only --ignore-scripts',
      ],
    ],
    ['pnpm-lock.yaml', pnpmLock, 'pnpm@11.2.0', [recent]],
    ['pnpm-lock.yaml', pnpmLock, 'pnpm@10.4.1+sha512.00', [old]],
    [
      'pnpm-lock.yaml',
      pnpmLock,
      undefined,
      [`With pnpm 11 and above: ${recent}`, `With pnpm 10 and below: ${old}`],
    ],
  ])('are given their own commands (%s, %#)', async (path, lock, packageManager, commands) => {
    const repository = repositoryOf({
      'package.json': json({ ...manifest, ...(packageManager ? { packageManager } : {}) }),
      [path]: lock,
    });
    const world = await worldOf(registry, [repository.directory]);
    const { change, context, proposal } = await planned(world);

    expect(proposal).toMatchObject({ kind: 'person' });
    expect(proposal.kind === 'person' ? proposal.instructions : []).toEqual(
      expect.arrayContaining(commands),
    );
    expect(await repositoriesPin.verify(world, change, context)).toMatchObject({ passed: false });
    repository.commit({ [path]: lock.replaceAll('1.0.4', '1.0.3') });
    expect(await repositoriesPin.verify(world, change, context)).toEqual({
      passed: true,
      detail: expect.stringContaining('main holds nothing compromised'),
      evidence: [],
    });
    repository.git('branch', '-q', '-m', 'main', 'trunk');
    expect(await repositoriesPin.verify(world, change, context)).toMatchObject({
      passed: true,
      detail: expect.stringContaining('main is gone'),
    });
  });
});

describe('what is asked for, and locked nowhere', () => {
  const manifest = json({ name: 'web', dependencies: { 'size-sensor': '^1.0.0', plain: '1.0.0' } });

  it('is for a person, and is done once a lockfile says that it is clean', async () => {
    const repository = repositoryOf({ 'app/package.json': manifest });
    const world = await worldOf(registry, [repository.directory]);
    const { change, context, proposal } = await planned(world);

    const why =
      'app/package.json asks for size-sensor@^1.0.0, which lets in 1.0.4; CI logs, caches and machines tell what was installed';
    expect(proposal).toMatchObject({
      kind: 'person',
      summary: `${repository.directory}:main has to be pinned by a person: ${why}`,
      instructions: [
        why,
        expect.anything(),
        expect.anything(),
        expect.stringMatching(
          /^npm install --prefix app --package-lock-only --ignore-scripts --save-exact size-sensor@1\.0\.3 /,
        ),
        expect.stringContaining('.gitignore'),
        expect.anything(),
      ],
    });
    expect(await repositoriesPin.verify(world, change, context)).toMatchObject({ passed: false });
    repository.commit({
      'app/package-lock.json': (
        await locked(registry, { 'package.json': manifest.replace('^1.0.0', '1.0.3') })
      ).replace('"size-sensor": "1.0.3"', '"size-sensor": "^1.0.0"'),
    });
    expect(await repositoriesPin.verify(world, change, context)).toMatchObject({ passed: true });
  });

  it('keeps a branch from being made for what is locked beside it', async () => {
    const repository = await project(registry, { dependencies: { chart: '1.0.0' } }, 3, {
      'app/package.json': manifest,
    });

    const { instructions } = await asked(repository);

    expect(instructions[0]).toMatch(/^app\/package\.json asks for size-sensor@\^1\.0\.0/);
    expect(instructions).toContain('Add "overrides": {"@antv/g2@5.6.8": "5.6.7"} to package.json.');
  });

  it('in a work tree alone has a person told the same', async () => {
    const repository = repositoryOf({ 'README.md': 'web\n' });
    writeFileSync(join(repository.directory, 'package.json'), manifest);
    const world = await worldOf(registry, [repository.directory]);
    const { proposal } = await planned(world, 'worktree');
    const instructions = proposal.kind === 'person' ? proposal.instructions : [];

    expect(instructions).toContainEqual(expect.stringContaining('size-sensor@1.0.3'));
    expect(instructions).not.toContainEqual(expect.stringContaining('with the tool that wrote'));
  });

  it('where no list names a version leaves the choice', async () => {
    const incident = incidentOf({ 'size-sensor': ['*'] });
    const open = repositoryOf({ 'package.json': manifest });
    const { proposal } = await planned(await worldOf(registry, [open.directory], { incident }));

    expect(proposal.kind === 'person' && proposal.instructions[0]).toContain(
      'which shares versions with what is sought',
    );
    expect(proposal.kind === 'person' && proposal.instructions.join('\n')).toContain(
      'size-sensor@VERSION',
    );
  });

  it('is told without a password that stands in an address', () => {
    const row = {
      package: { name: 'x' },
      place: { path: 'package.json' },
      request: { ranges: ['https://ops:s3cret-pw@npm.acme.example/x.tgz'], admits: [] },
    } as unknown as Exposure;

    expect(askedIn([row], (text) => text.replace('s3cret-pw', '***'))).toEqual([
      {
        path: 'package.json',
        name: 'x',
        ranges: ['https://ops:***@npm.acme.example/x.tgz'],
        admits: [],
      },
    ]);
  });
});

describe('targets', () => {
  it('are branches and, where only it holds something, the work tree', async () => {
    const repository = gitRepository();
    repository.commit({ 'package.json': '{}' });
    repository.branch('worktree');
    const other = await project(registry, { dependencies: { chart: '1.0.0' } });
    repository.commit({
      'package.json': other.git('show', 'main:package.json'),
      'package-lock.json': other.git('show', 'main:package-lock.json'),
    });
    repository.checkout('main');
    repository.tag('v1', 'worktree');
    const path = join(repository.directory, 'package-lock.json');
    const size = {
      lockfileVersion: 3,
      packages: { 'node_modules/size-sensor': { version: '1.0.4' } },
    };
    writeFileSync(path, json(size));
    const world = await worldOf(registry, [repository.directory]);

    const { none, targets } = await repositoriesPin.targets(world, {}, 'exposed-branches');

    expect(none).toBeNull();
    expect(targets.map(({ name }) => name)).toEqual([
      `${repository.directory}:refs/heads/worktree`,
      `${repository.directory}:worktree`,
    ]);
    const tree = await planned(world, 'worktree');
    expect(tree.proposal).toMatchObject({ kind: 'person' });
    expect(tree.proposal.kind === 'person' && tree.proposal.instructions).toEqual(
      expect.arrayContaining([
        'Add to package.json: "overrides": {"size-sensor@1.0.4": "1.0.3"}',
        'npm install --package-lock-only --ignore-scripts',
      ]),
    );
    expect(await repositoriesPin.verify(world, tree.change, tree.context)).toMatchObject({
      passed: false,
    });
    writeFileSync(path, json({ lockfileVersion: 3, packages: {} }));
    expect(await repositoriesPin.verify(world, tree.change, tree.context)).toMatchObject({
      passed: true,
    });
    expect((await pinned(world, 'refs/heads/worktree')).proposal.kind).toBe('change');
  });

  it('are none where nothing is exposed, or tags alone are', async () => {
    const repository = await project(registry, { dependencies: { chart: '1.0.0' } });
    repository.tag('v1');
    repository.commit({ 'package.json': '{}', 'package-lock.json': null });
    const world = await worldOf(registry, [repository.directory]);
    expect(world.map.exposures.length).toBe(1);

    expect(await repositoriesPin.targets(world, {}, 'exposed-branches')).toEqual({
      targets: [],
      none: expect.stringContaining('on a branch or in a work tree'),
    });
    const clear = { ...world, map: { ...world.map, exposures: [] } };
    expect(await repositoriesPin.targets(clear, {}, 'exposed-branches')).toMatchObject({
      none: 'the exposure map holds no exposure',
    });
  });
});
