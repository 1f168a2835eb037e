// `bin/assemble.js [FILE]` assembles src/lockfile/reading/json-tape.wat into the module that holds its bytes, or into
// FILE. To be run after a change to it; a test holds the two against each other.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import wabt from 'wabt';
import { root } from './node.js';

const reading = join(root, 'src/lockfile/reading');
const { parseWat } = await wabt();
const module = parseWat('json-tape.wat', readFileSync(join(reading, 'json-tape.wat'), 'utf8'), {
  simd: true,
});
module.resolveNames();
module.validate();
const text = Buffer.from(module.toBinary({}).buffer).toString('base64');
module.destroy();
writeFileSync(
  process.argv[2] ?? join(reading, 'json-tape-wasm.ts'),
  `/** json-tape.wat, assembled by \`node bin/setup.js --no-build bin/assemble.js\`: WebAssembly in base64. */
export const jsonTapeWasm =
  '${text}';
`,
);
