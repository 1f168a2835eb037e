import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { repositoriesPin } from '../../../src/containment/repositories-pin/index.ts';
import type { Undo } from '../../../src/containment/types.ts';
import { useRegistry } from '../../support/registry.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import { packages, pinned, project, worldOf } from '../npm-projects.ts';
import { changeOf } from '../support.ts';

const registry = useRegistry(packages);
const undo = repositoriesPin.undo as Undo;

async function start() {
  const repository = await project(registry, { dependencies: { chart: '1.0.0' } });
  const world = await worldOf(registry, [repository.directory]);
  return { repository, world, ...(await pinned(world)) };
}

describe('taking a pin back', () => {
  it('deletes the branch, once', async () => {
    const { change, context, repository, world } = await start();
    const back = changeOf(await undo.plan(world, change, context));

    expect(await undo.landed(world, back, context)).toBe(false);
    expect(await undo.verify(world, back, context)).toMatchObject({ passed: false });
    await undo.apply(world, back, context);
    await undo.apply(world, back, context);

    expect(await undo.landed(world, back, context)).toBe(true);
    expect(await undo.verify(world, back, context)).toMatchObject({ passed: true });
    expect(repository.git('branch', '--list', 'firebreak/*')).toBe('');
    expect(await undo.plan(world, change, context)).toMatchObject({ kind: 'satisfied' });
  });

  it('leaves a branch alone that somebody went on with', async () => {
    const { change, context, repository, world } = await start();
    const back = changeOf(await undo.plan(world, change, context));
    repository.checkout(context.key);
    const theirs = repository.commit({ 'README.md': 'more\n' });

    await expect(undo.plan(world, change, context)).rejects.toMatchObject({
      code: 'BRANCH_EXISTS',
    });
    await expect(undo.apply(world, back, context)).rejects.toMatchObject({
      code: 'BRANCH_EXISTS',
    });
    expect(repository.git('rev-parse', context.key)).toBe(theirs);
  });

  it('leaves a branch alone that is checked out', async () => {
    const { change, context, repository, world } = await start();
    const back = changeOf(await undo.plan(world, change, context));
    repository.checkout(context.key);

    await expect(undo.apply(world, back, context)).rejects.toMatchObject({
      code: 'BRANCH_EXISTS',
      message: expect.stringContaining('checked out'),
    });
    expect(repository.git('rev-parse', 'HEAD')).toMatch(/^[0-9a-f]{40}$/);
  });

  it('leaves a branch alone that is checked out in another work tree', async () => {
    const { change, context, repository, world } = await start();
    const back = changeOf(await undo.plan(world, change, context));
    const theirs = join(temporaryDirectory(), 'theirs');
    repository.git('worktree', 'add', '-q', theirs, context.key);

    await expect(undo.apply(world, back, context)).rejects.toMatchObject({
      code: 'BRANCH_EXISTS',
      message: expect.stringContaining(theirs),
    });
    expect(repository.git('-C', theirs, 'rev-parse', 'HEAD')).toMatch(/^[0-9a-f]{40}$/);
  });

  it('does not pass for done where it was merged since that was planned', async () => {
    const { change, context, repository, world } = await start();
    const back = changeOf(await undo.plan(world, change, context));
    repository.git('merge', '-q', '--no-ff', '--no-edit', context.key);

    await expect(undo.apply(world, back, context)).rejects.toMatchObject({ code: 'PLAN_STALE' });
    expect(repository.git('branch', '--list', 'firebreak/*')).not.toBe('');
  });

  it('of one whose files a squash put there is for a person', async () => {
    const { change, context, repository, world } = await start();
    repository.git('merge', '-q', '--squash', context.key);
    repository.git('commit', '-q', '-m', 'Pin');

    expect(await undo.plan(world, change, context)).toMatchObject({ kind: 'person' });
  });

  it('of one that was merged already is for a person', async () => {
    const { change, context, repository, world } = await start();
    repository.git('merge', '-q', '--no-ff', '--no-edit', context.key);

    const proposal = await undo.plan(world, change, context);

    expect(proposal).toMatchObject({
      kind: 'person',
      summary: expect.stringContaining('merged into refs/heads/main already'),
    });
    const back = proposal.kind === 'person' ? proposal.change : null;
    expect(await undo.verify(world, back, context)).toMatchObject({ passed: false });
    repository.git('revert', '--no-edit', '-m', '1', 'HEAD');
    expect(await undo.verify(world, back, context)).toMatchObject({ passed: true });
  });
});
