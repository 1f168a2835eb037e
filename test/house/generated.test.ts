import { cpSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, it } from 'vitest';
import { projectRoot } from '../support/project.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

interface Manifest {
  readonly commands: Readonly<Record<string, unknown>>;
}

it('keeps oclif.manifest.json as `npm run build` writes it', async () => {
  // The manifest wins over the commands themselves: a stale one hides a new command.
  const root = temporaryDirectory();
  // Copied, not linked: the manifest holds the way from the root to each command's real file.
  for (const name of ['package.json', 'dist']) {
    cpSync(join(projectRoot, name), join(root, name), { recursive: true });
  }
  symlinkSync(join(projectRoot, 'node_modules'), join(root, 'node_modules'));

  const oclif = join(projectRoot, 'node_modules/oclif/bin/run.js');
  await execa(process.execPath, [oclif, 'manifest'], { cwd: root, stdin: 'ignore' });
  const generated = manifest(root);

  expect(Object.keys(generated.commands).length).toBeGreaterThan(0);
  expect(manifest(projectRoot)).toEqual(generated);
});

it('keeps schemas as `npm run schemas` writes them', async () => {
  const directory = temporaryDirectory();
  await execa(process.execPath, [join(projectRoot, 'bin/schemas.js'), directory], {
    stdin: 'ignore',
  });
  const generated = contents(directory);

  expect(Object.keys(generated).length).toBeGreaterThan(0);
  expect(contents(join(projectRoot, 'schemas'))).toEqual(generated);
});

function manifest(root: string): Manifest {
  const parsed: Manifest = JSON.parse(readFileSync(join(root, 'oclif.manifest.json'), 'utf8'));
  return parsed;
}

function contents(directory: string): Record<string, string> {
  const names = readdirSync(directory).filter((name) => name.endsWith('.json'));
  return Object.fromEntries(
    names.map((name) => [name, readFileSync(join(directory, name), 'utf8')]),
  );
}
