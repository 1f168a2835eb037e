/**
 * `bin/manifest.js`: writes oclif.manifest.json. oclif lists commands in the order in which it happened to load
 * them; sorted, the same sources give the same file.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './node.js';

const path = join(root, 'oclif.manifest.json');
execFileSync(process.execPath, [join(root, 'node_modules/oclif/bin/run.js'), 'manifest'], {
  cwd: root,
  stdio: ['ignore', 'ignore', 'inherit'],
});
const manifest = JSON.parse(readFileSync(path, 'utf8'));
const commands = Object.entries(manifest.commands).toSorted(([a], [b]) => (a < b ? -1 : 1));
writeFileSync(
  path,
  `${JSON.stringify({ ...manifest, commands: Object.fromEntries(commands) }, null, 2)}\n`,
);
