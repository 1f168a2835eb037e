import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, it } from 'vitest';
import { projectRoot } from '../support/project.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const lock = {
  packages: {
    '': {},
    'node_modules/a': { version: '1.0.0' },
    'node_modules/b': { version: '2.0.0', optional: true },
  },
};
const installed = { packages: { 'node_modules/a': { version: '1.0.0' } } };

/** A checkout of next to nothing, whose `npm` is a script that installs `installed` and says that it ran. */
function checkout(): { root: string; run: (...args: readonly string[]) => Promise<Run> } {
  const root = temporaryDirectory();
  for (const name of ['bin', 'package.json', 'tsconfig.json', 'tsconfig.build.json']) {
    cpSync(join(projectRoot, name), join(root, name), { recursive: true });
  }
  mkdirSync(join(root, 'src'));
  writeFileSync(join(root, 'src/value.ts'), 'export const value: number = 1;\n');
  writeFileSync(join(root, 'package-lock.json'), JSON.stringify(lock));
  writeFileSync(
    join(root, 'show.mjs'),
    `import { value } from './dist/value.js'; console.log(value, ...process.argv.slice(2)); process.exitCode = 7;`,
  );
  mkdirSync(join(root, 'programs'));
  writeFileSync(
    join(root, 'programs/npm'),
    `#!/bin/sh
echo "npm $*" >> npm-calls
test -e npm-fails && { echo "npm is out of order"; exit 3; }
mkdir -p node_modules && ln -sf ${projectRoot}/node_modules/node ${projectRoot}/node_modules/typescript ${projectRoot}/node_modules/@types node_modules/
printf '%s' '${JSON.stringify(installed)}' > node_modules/.package-lock.json
echo "npm was here"
`,
  );
  chmodSync(join(root, 'programs/npm'), 0o755);
  const env = { PATH: `${join(root, 'programs')}:${process.env['PATH'] ?? ''}` };
  return {
    root,
    async run(...args) {
      const setup = join(root, 'bin/setup.js');
      const result = await execa(process.execPath, [setup, ...args], {
        cwd: root,
        env,
        reject: false,
      });
      const { exitCode, stdout, stderr } = result;
      return { exitCode, stdout, stderr };
    },
  };
}

interface Run {
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

function calls(root: string): readonly string[] {
  const file = join(root, 'npm-calls');
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
}

it('installs and builds a fresh checkout, then does neither again', async () => {
  const { root, run } = checkout();

  expect(await run('show.mjs', '--data-dir', 'x y')).toEqual({
    exitCode: 7,
    stdout: '1 --data-dir x y',
    stderr: '',
  });
  expect(calls(root)).toEqual([expect.stringMatching(/^npm ci .*--prefer-offline/)]);

  writeFileSync(join(root, 'dist/kept'), '');
  expect(await run('show.mjs')).toEqual({ exitCode: 7, stdout: '1', stderr: '' });
  expect(calls(root)).toHaveLength(1);
  expect(existsSync(join(root, 'dist/kept'))).toBe(true);
});

it('builds anew when a source changes, appears or goes, and keeps nothing of the old build', async () => {
  const { root, run } = checkout();
  await run('show.mjs');
  writeFileSync(join(root, 'dist/stale.js'), '');

  writeFileSync(join(root, 'src/value.ts'), 'export const value: number = 2;\n');
  expect((await run('show.mjs')).stdout).toBe('2');
  expect(existsSync(join(root, 'dist/stale.js'))).toBe(false);

  writeFileSync(join(root, 'src/other.ts'), 'export const other = 1;\n');
  await run('show.mjs');
  expect(existsSync(join(root, 'dist/other.js'))).toBe(true);
});

it('installs anew when the lock states something else than what is installed', async () => {
  const { root, run } = checkout();
  await run('show.mjs');
  const changed = { packages: { ...lock.packages, 'node_modules/a': { version: '1.0.1' } } };
  writeFileSync(join(root, 'package-lock.json'), JSON.stringify(changed));
  await run('show.mjs');

  expect(calls(root)).toHaveLength(2);
});

it('shows what a failed build wrote, ends with its exit code and leaves the old build alone', async () => {
  const { root, run } = checkout();
  await run('show.mjs');
  writeFileSync(join(root, 'src/value.ts'), `export const value: number = 'two';\n`);

  const failed = await run('show.mjs');

  expect(failed).toMatchObject({ exitCode: 2, stdout: '' });
  expect(failed.stderr).toContain('src/value.ts(1,14): error TS2322');
  expect(readFileSync(join(root, 'dist/value.js'), 'utf8')).toContain('value = 1');
  expect(readdirSync(root).filter((name) => name.startsWith('.dist'))).toEqual([]);
  expect((await run('--no-build', 'show.mjs')).stdout).toBe('1');
});

it('shows what a failed install wrote and ends with its exit code', async () => {
  const { root, run } = checkout();
  writeFileSync(join(root, 'npm-fails'), '');

  const failed = await run('show.mjs');

  expect(failed).toMatchObject({ exitCode: 3, stdout: '' });
  expect(failed.stderr).toMatch(/^npm is out of order\nfirebreak: npm ci .* failed: exit code 3/);
});

it('finds what npm itself installed', async () => {
  const { root, run } = checkout();
  mkdirSync(join(root, 'node_modules'));
  for (const name of ['node', 'typescript', '@types']) {
    symlinkSync(join(projectRoot, 'node_modules', name), join(root, 'node_modules', name));
  }
  writeFileSync(join(root, 'node_modules/.package-lock.json'), JSON.stringify(installed));

  expect((await run('show.mjs')).stdout).toBe('1');
  expect(calls(root)).toEqual([]);
});
