// `parse-files.ts DIRECTORY`: reads and parses every package-lock.json one level down. The least that any scanner of
// these files in JavaScript has to do.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const [, , parent = '.'] = process.argv;
let packages = 0;
for (const name of readdirSync(parent)) {
  const lock: { packages: object } = JSON.parse(
    readFileSync(join(parent, name, 'package-lock.json'), 'utf8'),
  );
  packages += Object.keys(lock.packages).length;
}
process.stdout.write(`${packages}\n`);
