import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, it } from 'vitest';
import { projectRoot } from '../support/project.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

/** Runs vitest with our reporter over `files` (name to text); gives exit code and the lines written. */
async function run(
  files: Readonly<Record<string, string>>,
): Promise<{ code: number; lines: string[] }> {
  const directory = temporaryDirectory();
  symlinkSync(join(projectRoot, 'node_modules'), join(directory, 'node_modules'));
  mkdirSync(join(directory, 'suites'));
  const reporter = join(projectRoot, 'test/reporter.ts');
  writeFileSync(
    join(directory, 'vitest.config.ts'),
    `import { CountsReporter } from ${JSON.stringify(reporter)};
     export default { test: { include: ['suites/*.ts'], reporters: ['default', new CountsReporter()] } };`,
  );
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(
      join(directory, 'suites', name),
      `import { beforeAll, describe, it } from 'vitest';\n${text}`,
    );
  }
  const vitest = join(projectRoot, 'node_modules/vitest/vitest.mjs');
  const { exitCode, all } = await execa(process.execPath, [vitest, 'run'], {
    all: true,
    cwd: directory,
    reject: false,
    stdin: 'ignore',
  });
  return { code: exitCode ?? -1, lines: all.split('\n') };
}

const passing = `it('passes', () => {});\n`;

it('counts what the runner saw, and names each skipped test with its reason', async () => {
  const { code, lines } = await run({
    'a.ts': `${passing}it('fails', () => { throw new Error('no'); });
      it('waits', ({ skip }) => { skip('the list is absent'); });`,
  });

  expect(lines.at(-1)).toBe('1 passed, 1 failed, 1 skipped');
  expect(lines.at(-2)).toBe('skipped: waits: the list is absent');
  expect(code).toBe(1);
});

it('counts a file that cannot be read, a suite that cannot be set up and an error nobody caught', async () => {
  const { code, lines } = await run({
    'a.ts': passing,
    'b.ts': `throw new Error('while loading');`,
    'c.ts': `describe('s', () => { beforeAll(() => { throw new Error('before'); }); ${passing} });`,
    'd.ts': `it('leaves a promise behind', () => { void Promise.reject(new Error('later')); });`,
  });

  expect(lines.at(-1)).toBe('2 passed, 3 failed, 1 skipped');
  expect(lines.at(-2)).toBe('skipped: s > passes: suite around it failed');
  expect(code).toBe(1);
});

it('reports a failure when there was nothing to run', async () => {
  const { code, lines } = await run({});

  expect(lines.at(-1)).toBe('0 passed, 1 failed, 0 skipped');
  expect(code).toBe(1);
});

it('reports no failure when all is well', async () => {
  const { code, lines } = await run({ 'a.ts': passing });

  expect(lines.at(-1)).toBe('1 passed, 0 failed, 0 skipped');
  expect(code).toBe(0);
});
