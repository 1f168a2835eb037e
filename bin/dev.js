#!/usr/bin/env node
// Runs the sources as they are: Node strips the types. No build, no manifest, so every command is loaded at start.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { execute } from '@oclif/core/execute';
import { settings } from '@oclif/core/settings';
import { root } from './node.js';

// oclif asks TypeScript for its JavaScript interface, which version 7 no longer has.
settings.enableAutoTranspile = false;
const pjson = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
pjson.oclif.commands = { strategy: 'pattern', target: './src/commands', globPatterns: ['**/*.ts'] };
pjson.oclif.hooks = Object.fromEntries(
  Object.entries(pjson.oclif.hooks).map(([event, path]) => [
    event,
    path.replace('./dist/', './src/').replace(/\.js$/, '.ts'),
  ]),
);
await execute({
  development: true,
  loadOptions: { root, pjson, ignoreManifest: true, devPlugins: false, userPlugins: false },
});
