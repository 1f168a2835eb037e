import { appendFileSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { repositoriesPin } from '../../../src/containment/repositories-pin/index.ts';
import { markerProgram } from '../../support/marker-program.ts';
import { useRegistry } from '../../support/registry.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import { committed, packages, pinned, planned, project, worldOf } from '../npm-projects.ts';
import { siteOf } from '../support.ts';

const registry = useRegistry(packages);
const exposed = { dependencies: { chart: '1.0.0' } };

describe('a branch of that name', () => {
  it('with other content stays as it is', async () => {
    const repository = await project(registry, exposed);
    const world = await worldOf(registry, [repository.directory]);
    const { change, context } = await planned(world);
    repository.git('branch', context.key, 'main');

    await expect(repositoriesPin.apply(world, change, context)).rejects.toMatchObject({
      code: 'BRANCH_EXISTS',
    });
    expect(await repositoriesPin.landed(world, change, context)).toBe(false);
    expect(repository.git('rev-parse', context.key)).toBe(repository.git('rev-parse', 'main'));
  });

  it('with our trailer over other content stays as it is', async () => {
    const repository = await project(registry, exposed);
    const world = await worldOf(registry, [repository.directory]);
    const { change, context } = await planned(world);
    repository.git('switch', '-q', '-c', context.key);
    repository.commit({ 'package.json': '{}' }, { message: `x\n\nFirebreak-Key: ${context.key}` });
    const theirs = repository.git('rev-parse', context.key);
    repository.checkout('main');

    await expect(repositoriesPin.apply(world, change, context)).rejects.toMatchObject({
      code: 'BRANCH_EXISTS',
    });
    expect(await repositoriesPin.landed(world, change, context)).toBe(false);
    expect(repository.git('rev-parse', context.key)).toBe(theirs);
  });

  it.each([
    ['our trailer and other bytes', true, '\n'],
    ['our files and no trailer', false, ''],
  ])('with %s is not taken for ours', async (_, trailer, more) => {
    const repository = await project(registry, exposed);
    const world = await worldOf(registry, [repository.directory]);
    const { change, context } = await pinned(world);
    const ours = ['package.json', 'package-lock.json'].map((path) => [
      path,
      `${repository.git('show', `${context.key}:${path}`)}\n${more}`,
    ]);
    repository.git('branch', '-q', '-D', context.key);
    repository.git('switch', '-q', '-c', context.key);
    const message = trailer ? `x\n\nFirebreak-Key: ${context.key}` : 'Pin by hand';
    const theirs = repository.commit(Object.fromEntries(ours), { message });

    expect(await repositoriesPin.landed(world, change, context)).toBe(false);
    await expect(repositoriesPin.apply(world, change, context)).rejects.toMatchObject({
      code: 'BRANCH_EXISTS',
    });
    expect(repository.git('rev-parse', context.key)).toBe(theirs);
  });

  it('that is this pin is taken for it', async () => {
    const repository = await project(registry, exposed);
    const world = await worldOf(registry, [repository.directory]);
    const { change, context } = await pinned(world);
    const first = repository.git('rev-parse', context.key);

    const again = await repositoriesPin.apply(world, change, context);

    expect(again.result).toEqual({ branch: context.key, commit: first });
    expect(repository.git('rev-parse', context.key)).toBe(first);
  });
});

describe('a dirty repository', () => {
  it('is named with its files, and others of its files do not matter', async () => {
    const repository = await project(registry, exposed);
    const world = await worldOf(registry, [repository.directory]);
    appendFileSync(join(repository.directory, 'README.md'), 'more\n');
    await planned(world);
    appendFileSync(join(repository.directory, 'package.json'), '\n');

    await expect(planned(world)).rejects.toMatchObject({
      code: 'REPOSITORY_DIRTY',
      message: expect.stringContaining('package.json'),
    });
  });

  it('is one whose change is staged alone', async () => {
    const repository = await project(registry, exposed);
    const world = await worldOf(registry, [repository.directory]);
    const path = join(repository.directory, 'package.json');
    const text = committed(repository, 'main', 'package.json');
    writeFileSync(path, `${text}\n\n`);
    repository.git('add', 'package.json');
    writeFileSync(path, `${text}\n`);

    await expect(planned(world)).rejects.toMatchObject({ code: 'REPOSITORY_DIRTY' });
  });

  it('does not matter where another branch is checked out, or line ends differ', async () => {
    const repository = await project(registry, exposed);
    const world = await worldOf(registry, [repository.directory]);
    const path = join(repository.directory, 'package.json');
    const text = committed(repository, 'main', 'package.json');
    writeFileSync(path, `${text.replaceAll('\n', '\r\n')}\r\n`);
    await planned(world);
    writeFileSync(path, '{}');
    repository.git('switch', '-q', '-c', 'topic');

    expect((await planned(world)).proposal.kind).toBe('change');
  });
});

describe('the repository', () => {
  it('may be bare', async () => {
    const repository = await project(registry, exposed);
    const bare = join(temporaryDirectory(), 'web.git');
    repository.git('clone', '-q', '--bare', repository.directory, bare);
    const world = await worldOf(registry, [bare]);

    const { change, context } = await pinned(world);

    expect(await repositoriesPin.verify(world, change, context)).toMatchObject({ passed: true });
    expect(repository.git('-C', bare, 'show', `${context.key}:package.json`)).toContain('5.6.7');
  });

  it('runs nothing that its configuration names', async () => {
    const marker = markerProgram();
    const repository = await project(registry, exposed, 3, {
      '.gitattributes': '* filter=evil diff=evil\n',
    });
    const world = await worldOf(registry, [repository.directory]);
    for (const [key, value] of Object.entries({
      'core.fsmonitor': marker.path,
      'core.hooksPath': join(repository.directory, 'hooks'),
      'core.sshCommand': marker.path,
      'core.pager': marker.path,
      'core.editor': marker.path,
      'commit.gpgSign': 'true',
      'diff.evil.command': marker.path,
      'diff.evil.textconv': marker.path,
      'filter.evil.clean': marker.path,
      'filter.evil.smudge': marker.path,
      'filter.evil.process': marker.path,
      'gpg.program': marker.path,
    }))
      repository.git('config', key, value);
    mkdirSync(join(repository.directory, 'hooks'));
    for (const hook of ['reference-transaction', 'pre-commit', 'post-index-change'])
      symlinkSync(marker.path, join(repository.directory, 'hooks', hook));

    const { context } = await pinned(world);

    expect(marker.ran()).toBe(false);
    expect(committed(repository, context.key, 'package.json')).toContain('5.6.7');
    expect(() => repository.git('update-ref', 'refs/heads/trap', 'main')).toThrow(/hook/);
    expect(marker.ran()).toBe(true);
  });
});

describe('the registry', () => {
  it('that does not answer is named', async () => {
    const repository = await project(registry, exposed);
    const world = await worldOf(registry, [repository.directory]);
    const nobody = { url: 'http://127.0.0.1:9/', config: '/x', restart: ['true'] };
    const site = siteOf(nobody, { repositories: world.site?.repositories });

    await expect(planned({ ...world, site })).rejects.toMatchObject({ code: 'REGISTRY_DOWN' });
    const { change, context } = await planned(world);
    const away = { ...(change as object), registry: nobody.url } as never;
    await expect(repositoriesPin.apply(world, away, context)).rejects.toMatchObject({
      code: 'REGISTRY_DOWN',
      message: expect.stringContaining('127.0.0.1:9'),
    });
  });

  it('that closed a connection kept open since the last repository is asked again, once', async () => {
    const repository = await project(registry, exposed);
    const world = await worldOf(registry, [repository.directory]);
    const { change, context } = await planned(world);
    const asked: string[] = [];
    const closing = (times: number): typeof world => ({
      ...world,
      doors: {
        ...world.doors,
        npmTree: async (request) => {
          asked.push(request.directory);
          if (asked.length <= times)
            throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
          return await world.doors.npmTree(request);
        },
      },
    });

    await expect(repositoriesPin.apply(closing(2), change, context)).rejects.toMatchObject({
      code: 'REGISTRY_DOWN',
    });
    asked.length = 0;
    const { result } = await repositoriesPin.apply(closing(1), change, context);

    expect(result).toMatchObject({ branch: context.key });
  });

  it.each(['[]', 'null', '{"error":"log in"}'])(
    'that answers %s has not said that it has no versions',
    async (body) => {
      const repository = await project(registry, exposed);
      const world = await worldOf(registry, [repository.directory]);
      const doors: typeof world.doors = {
        ...world.doors,
        httpGet: async () => ({ status: 200, headers: new Headers(), bytes: Buffer.from(body) }),
      };

      await expect(planned({ ...world, doors })).rejects.toMatchObject({
        code: 'REGISTRY_DOWN',
        message: expect.stringContaining('no package document for @antv/g2'),
      });
    },
  );

  it('that has no version of a package any more leaves it to a person', async () => {
    const repository = await project(registry, exposed);
    const world = await worldOf(registry, [repository.directory]);
    const bytes = Buffer.from('{"name":"@antv/g2","time":{"unpublished":{}}}');
    const doors: typeof world.doors = {
      ...world.doors,
      httpGet: async () => ({ status: 200, headers: new Headers(), bytes }),
    };

    const { proposal } = await planned({ ...world, doors });

    expect(proposal).toMatchObject({ kind: 'person' });
  });

  it('that lacks what the replacement needs is told what', async () => {
    const repository = await project(registry, { dependencies: { torn: '^1.0.0' } });
    const world = await worldOf(registry, [repository.directory]);
    const { change, context } = await planned(world);

    await expect(repositoriesPin.apply(world, change, context)).rejects.toMatchObject({
      code: 'REGISTRY_MISSING',
      message: expect.stringContaining('never-published'),
    });
    expect(repository.git('branch', '--list', 'firebreak/*')).toBe('');
  });

  it('that has lost the replacement since is told what', async () => {
    const repository = await project(registry, exposed);
    const world = await worldOf(registry, [repository.directory]);
    const { change, context } = await planned(world);
    const text = JSON.stringify(change).replaceAll('5.6.7', '5.6.5');

    await expect(repositoriesPin.apply(world, JSON.parse(text), context)).rejects.toMatchObject({
      code: 'REGISTRY_MISSING',
      message: expect.stringContaining('@antv/g2'),
    });
  });
});

it('an integrity that is not the planned one is refused', async () => {
  const repository = await project(registry, exposed);
  const world = await worldOf(registry, [repository.directory]);
  const { change, context } = await planned(world);
  const text = JSON.stringify(change).replace(/sha512-\w/, 'sha512-_');

  await expect(repositoriesPin.apply(world, JSON.parse(text), context)).rejects.toMatchObject({
    code: 'NPM_FAILED',
    message: expect.stringContaining('not come to what was planned'),
  });
});

it('a lockfile that is out of step with its manifest is said to be', async () => {
  const repository = await project(registry, exposed);
  repository.commit({ 'package.json': '{}\n' });
  const world = await worldOf(registry, [repository.directory]);
  const { change, context } = await planned(world);

  await expect(repositoriesPin.apply(world, change, context)).rejects.toMatchObject({
    code: 'REPOSITORY_UNUSABLE',
    message: expect.stringContaining(
      'out of step with package.json: npm would drop @antv/g2@5.6.8',
    ),
  });
});
