import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../support/project.ts';
import { runFirebreak } from '../support/run-firebreak.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const program = join(projectRoot, 'bin/run.js');

/** Node's option to run some code before the program. */
function before(code: string): string {
  return `--import=data:text/javascript,${encodeURIComponent(code)}`;
}

const oldNode = before(
  `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.20.2' } });`,
);

describe('on a Node that is too old', () => {
  it("goes on with the project's own, with the same arguments and exit code", async () => {
    const version = await runFirebreak(['--version'], { nodeOptions: [oldNode] });
    const unknown = await runFirebreak(['two words', '--json'], { nodeOptions: [oldNode] });

    expect(version).toMatchObject({ exitCode: 0, stderr: '' });
    expect(version.stdout).toMatch(/^firebreak\/\S+ \S+ node-v24\./);
    expect(unknown).toMatchObject({ exitCode: 2, stderr: '' });
    expect(unknown.stdout).toContain('there is no command \\"two words\\"');
  });

  it('says what is wanted where the project has none', async () => {
    const root = temporaryDirectory();
    for (const name of ['bin', 'package.json']) {
      cpSync(join(projectRoot, name), join(root, name), { recursive: true });
    }

    const result = await execa(process.execPath, [oldNode, join(root, 'bin/run.js')], {
      reject: false,
    });

    expect(result).toMatchObject({ exitCode: 1, stdout: '' });
    expect(result.stderr).toMatch(/^firebreak needs Node \^22\.22\.2 .*; this is 20\.20\.2/);
  });

  it('ends as the program that took its place ends', async () => {
    const script = join(temporaryDirectory(), 'hand-over.mjs');
    const handOver = pathToFileURL(join(projectRoot, 'bin/hand-over.js')).href;
    writeFileSync(
      script,
      `import { handOver } from '${handOver}'; handOver(process.execPath, process.argv.slice(2));`,
    );

    const killed = await execa(
      process.execPath,
      [script, '-e', `process.kill(process.pid, 'SIGTERM')`],
      { reject: false },
    );
    const forwarding = execa(
      process.execPath,
      [script, '-e', `console.log(1); setInterval(() => {}, 1000)`],
      {
        reject: false,
      },
    );
    for await (const line of forwarding) {
      expect(line).toBe('1');
      forwarding.kill('SIGTERM');
    }

    expect(killed.signal).toBe('SIGTERM');
    expect((await forwarding).signal).toBe('SIGTERM');
  });

  it.each([
    ['24.21.0', true],
    ['24.15.0', true],
    ['24.14.9', false],
    ['22.22.2', true],
    ['22.22.1', false],
    ['23.99.0', false],
    ['25.1.0', false],
    ['26.0.0', true],
    ['31.0.0', true],
    ['20.20.2', false],
  ])('knows whether %s will do: %s', async (version, expected) => {
    const module: { isSupported(version: string, range: string): boolean } = await import(
      pathToFileURL(join(projectRoot, 'bin/node.js')).href
    );

    expect(module.isSupported(version, '^22.22.2 || ^24.15 || >=26')).toBe(expected);
  });
});

describe('the end of a run', () => {
  it('is 141 when nobody reads the output', async () => {
    const child = execa(process.execPath, [program, '--help'], { reject: false, stdin: 'ignore' });
    child.stdout.destroy();

    expect((await child).exitCode).toBe(141);
  });

  it('is 130 when it is interrupted before a command has begun', async () => {
    const interrupt = before(
      `import { registerHooks } from 'node:module';
       registerHooks({ load(url, context, next) {
         if (url.endsWith('/@oclif/core/lib/execute.js')) process.kill(process.pid, 'SIGINT');
         return next(url, context);
       } });`,
    );

    expect(await runFirebreak(['--help'], { nodeOptions: [interrupt] })).toMatchObject({
      exitCode: 130,
      stdout: '',
    });
  });
});

it('starts where no compiled code can be kept, and loads no plugin from a data directory', async () => {
  const home = temporaryDirectory();
  const data = join(home, 'data/firebreak');
  mkdirSync(data, { recursive: true });
  writeFileSync(
    join(data, 'package.json'),
    JSON.stringify({ oclif: { plugins: [{ name: 'evil', type: 'user' }] } }),
  );
  writeFileSync(join(home, 'file'), '');

  const env = { HOME: home, XDG_CACHE_HOME: join(home, 'file'), XDG_DATA_HOME: join(home, 'data') };

  expect(await runFirebreak(['--version'], { env })).toMatchObject({ exitCode: 0, stderr: '' });
});
