import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createGit } from '../../src/host/git.ts';
import { createLauncher } from '../../src/host/launcher.ts';
import { gitRepository } from '../support/git-repository.ts';
import { markerProgram } from '../support/marker-program.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const launcher = createLauncher();
const git = createGit(launcher);
const { signal } = new AbortController();

/** A repository whose configuration includes a pipe that nobody writes to: git waits for it for ever. */
function waitingRepository(): string {
  const gitDir = join(gitRepository().directory, '.git');
  const pipe = join(temporaryDirectory(), 'pipe');
  execFileSync('mkfifo', [pipe]);
  appendFileSync(join(gitDir, 'config'), `[include]\n\tpath = ${pipe}\n`);
  return gitDir;
}

describe('runGit', () => {
  it('gives output, exit code and what git said', async () => {
    const repository = gitRepository();
    const commit = repository.commit({ file: 'x' });
    const gitDir = join(repository.directory, '.git');

    expect(await git.runGit(gitDir, ['rev-parse', 'HEAD'], signal)).toEqual({
      exitCode: 0,
      signal: null,
      stdout: `${commit}\n`,
      stderr: '',
    });
    expect(await git.runGit(temporaryDirectory(), ['rev-parse', 'HEAD'], signal)).toMatchObject({
      exitCode: 128,
      stderr: expect.stringContaining('not a git repository') as unknown,
    });
  });

  it('takes nothing from GIT_ variables of the caller', async () => {
    const repository = gitRepository();
    repository.commit({ file: 'x' });
    const other = gitRepository();
    other.commit({ file: 'other' });
    process.env['GIT_OBJECT_DIRECTORY'] = join(other.directory, '.git/objects');
    process.env['GIT_NAMESPACE'] = 'elsewhere';
    process.env['GIT_TRACE'] = join(other.directory, 'trace');

    const asked = await git.runGit(join(repository.directory, '.git'), ['ls-tree', 'HEAD'], signal);
    for (const name of ['GIT_OBJECT_DIRECTORY', 'GIT_NAMESPACE', 'GIT_TRACE'])
      delete process.env[name];

    expect(asked.stdout).toContain('file');
    expect(asked.stderr).toBe('');
  });

  it('is not stopped by a work tree that the configuration names and that is not there', async () => {
    const repository = gitRepository();
    repository.commit({ file: 'x' });
    repository.git('config', 'core.worktree', '../../nowhere');

    expect(
      await git.runGit(join(repository.directory, '.git'), ['rev-parse', 'HEAD'], signal),
    ).toMatchObject({ exitCode: 0, stderr: '' });
  });

  it.for([
    ['hooks', ['update-ref', 'refs/heads/new', 'HEAD']],
    ['a monitor of files', ['diff-files', '--quiet']],
  ] as const)('has %s switched off', async ([, command]) => {
    const repository = gitRepository();
    repository.commit({ file: 'x' });
    const gitDir = join(repository.directory, '.git');
    const program = markerProgram();
    mkdirSync(join(gitDir, 'hooks'), { recursive: true });
    symlinkSync(program.path, join(gitDir, 'hooks/reference-transaction'));
    repository.git('config', 'core.fsmonitor', program.path);

    await git.runGit(gitDir, command, signal);
    const ranOurs = program.ran();
    spawnSync('git', command, { cwd: repository.directory });

    expect({ ranOurs, ranTheirs: program.ran() }).toEqual({ ranOurs: false, ranTheirs: true });
  });

  it('says that git cannot be found', async () => {
    const path = process.env['PATH'];
    process.env['PATH'] = temporaryDirectory();
    const asked = await createGit(createLauncher()).runGit('/nonexistent', ['version'], signal);
    process.env['PATH'] = path;

    expect(asked).toMatchObject({
      exitCode: null,
      stderr: expect.stringContaining('ENOENT') as unknown,
    });
  });

  it('ends a git that waits for what never comes', async () => {
    const impatient = createGit(launcher, 1500);

    expect(await impatient.runGit(waitingRepository(), ['version'], signal)).toMatchObject({
      exitCode: 0,
    });
    expect(await impatient.runGit(waitingRepository(), ['for-each-ref'], signal)).toMatchObject({
      exitCode: null,
      signal: 'SIGKILL',
    });
  });

  it('ends at once when interrupted, also while git waits', async () => {
    const controller = new AbortController();

    const asking = git.runGit(waitingRepository(), ['for-each-ref'], controller.signal);
    setImmediate(() => controller.abort(new Error('enough')));

    expect(await asking).toMatchObject({ exitCode: null });
  });

  it('runs many at once, each with its own answer', async () => {
    const repository = gitRepository();
    const commits = Array.from({ length: 12 }, (_, index) =>
      repository.commit({ file: String(index) }),
    );

    const asked = await Promise.all(
      commits.map((commit) =>
        git.runGit(join(repository.directory, '.git'), ['show', `${commit}:file`], signal),
      ),
    );

    expect(asked.map(({ stdout }) => stdout)).toEqual(commits.map((_, index) => String(index)));
  });
});

describe('converseWithGit', () => {
  it('can be closed while git still has more to say than anybody took', async () => {
    const repository = gitRepository();
    repository.commit({ file: 'x'.repeat(4 * 1024 * 1024) });
    const blob = repository.git('rev-parse', 'HEAD:file');

    const conversation = await git.converseWithGit(
      join(repository.directory, '.git'),
      ['cat-file', '--batch'],
      signal,
    );
    conversation.ask(`${blob}\n`.repeat(20));
    await conversation.answers.next();

    expect(await conversation.close()).toMatchObject({ stdout: '' });
    expect(await conversation.close()).toMatchObject({ stdout: '' });
  });
});
