// `bin/assemble.js` assembles each NAME.wat of src/lockfile/reading and src/lockfile/entries into NAME-wasm.ts beside it,
// the module that holds its bytes. `bin/assemble.js FILE` writes the one that FILE is named for. To be run after a change;
// tests hold them together.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import wabt from 'wabt';
import { root } from './node.js';

const suffix = '-wasm.ts';
const sources = new Map(
  ['reading', 'entries'].flatMap((room) => {
    const directory = join(root, 'src/lockfile', room);
    return readdirSync(directory)
      .filter((name) => name.endsWith('.wat'))
      .map((name) => [name.slice(0, -4), directory]);
  }),
);
const { parseWat } = await wabt();
const [, , wanted] = process.argv;
const files =
  wanted === undefined
    ? [...sources].map(([name, directory]) => join(directory, name + suffix))
    : [wanted];

for (const file of files) {
  const name = basename(file, suffix);
  const source = readFileSync(join(sources.get(name) ?? '', `${name}.wat`), 'utf8');
  const module = parseWat(`${name}.wat`, source, { simd: true });
  module.resolveNames();
  module.validate();
  const text = Buffer.from(module.toBinary({}).buffer).toString('base64');
  module.destroy();
  const exported = name.replaceAll(/-(.)/g, (_, letter) => letter.toUpperCase());
  writeFileSync(
    file,
    `/** ${name}.wat, assembled by \`node bin/setup.js --no-build bin/assemble.js\`: WebAssembly in base64. */
export const ${exported}Wasm =
  '${text}';
`,
  );
}
