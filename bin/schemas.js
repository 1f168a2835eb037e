// `bin/schemas.js [DIRECTORY]` writes the JSON Schema of every `--json` result and of every file that firebreak reads
// or writes; without an argument into `schemas`. A schema that no longer exists there is removed.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { handwritten, schemas } from '../dist/app/schemas.js';
import { root } from './node.js';

const directory = resolve(process.argv[2] ?? join(root, 'schemas'));
mkdirSync(directory, { recursive: true });
for (const name of readdirSync(directory)) {
  if (name.endsWith('.json')) rmSync(join(directory, name));
}
for (const [name, schema] of Object.entries(schemas)) {
  const io = handwritten.has(name) ? 'input' : 'output';
  const text = JSON.stringify(z.toJSONSchema(schema, { target: 'draft-2020-12', io }), null, 2);
  writeFileSync(join(directory, `${name}.json`), `${text}\n`);
}
