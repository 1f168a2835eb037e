// Types, lint and format; all three are run, so that one round shows everything.
import { spawnSync } from 'node:child_process';
import { root } from './node.js';

const programs = [
  ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json'],
  ['node_modules/oxlint/bin/oxlint', '--type-aware', 'src', 'test'],
  ['node_modules/oxfmt/bin/oxfmt', '--check', 'src', 'test', 'bin', 'vitest.config.ts'],
];
const failed = programs.filter(
  (args) => spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status !== 0,
);
for (const [program] of failed) process.stderr.write(`check: ${program} failed\n`);
process.exit(failed.length === 0 ? 0 : 1);
