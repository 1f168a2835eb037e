import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { controlZip } from '../../../src/lockfile/archive/control-archives.ts';
import type { Reading } from '../../../src/lockfile/types.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

/** `name@version` of all that an archive holds. */
export function held({ documents }: Reading): string[] {
  return documents
    .flatMap(({ packages }) => packages)
    .map(({ name, version }) => `${name}@${version}`)
    .toSorted();
}

export type Files = Readonly<Record<string, string>>;

/** Whether a program can be started here. */
function has(program: string): boolean {
  return spawnSync(program, ['--version'], { stdio: 'ignore' }).error === undefined;
}

function written(files: Files): string {
  const directory = temporaryDirectory();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
  return directory;
}

/** A tarball that the machine's own tar makes. */
export function realTarball(files: Files, format: 'gnu' | 'pax' | 'ustar'): Uint8Array {
  const directory = written(files);
  const roots = [...new Set(Object.keys(files).map((path) => path.split('/')[0] ?? ''))];
  execFileSync('tar', [`--format=${format}`, '-czf', 'out.tgz', ...roots], { cwd: directory });
  return readFileSync(join(directory, 'out.tgz'));
}

/** An archive that the machine's own zip makes; one of ours where it has none. */
export function realZip(files: Files): Uint8Array {
  if (!has('zip')) return controlZip(files);
  const directory = written(files);
  execFileSync('zip', ['-q', '-r', 'out.zip', ...Object.keys(files)], { cwd: directory });
  return readFileSync(join(directory, 'out.zip'));
}
