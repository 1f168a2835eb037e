import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sharedPath } from '../support/shared.ts';
import { makePackages } from './readers/packages.ts';

/** How many names a list has that whole histories are searched for. */
export const names = 600;

const published = sharedPath('data/incidents/cobenian/compromised-packages.txt');

export interface Pair {
  readonly name: string;
  readonly version: string;
}

/**
 * Writes a list of 600 names of npm for scans of histories; gives its path. Where lists that were published lie beside
 * the checkout, the shortest names of one, which ordinary lockfiles hold most often: `debug`, `chalk`. Else such as
 * nobody holds, one in ten of them generated packages in versions that are in no history.
 */
export function writeNamesList(directory: string): string {
  return writePairs(join(directory, 'names.csv'), existsSync(published) ? shortest() : unheardOf());
}

/** Writes a list as CSV; gives its path. */
export function writePairs(path: string, pairs: readonly Pair[]): string {
  const rows = pairs.map(({ name, version }) => `${name},${version}\n`);
  writeFileSync(path, `Package,Version\n${rows.join('')}`);
  return path;
}

function shortest(): readonly Pair[] {
  const versions = new Map<string, string>();
  for (const line of readFileSync(published, 'utf8').split('\n')) {
    // What has one colon, or is marked as npm's. Comments have spaces.
    const [, name = '', version = ''] =
      /^(?:npm:)?((?:@[^:/\s]+\/)?[^:@/#\s]+):([^:\s]+)$/.exec(line) ?? [];
    if (name !== '' && !versions.has(name)) versions.set(name, version);
  }
  const pairs = Array.from(versions, ([name, version]) => ({ name, version }));
  return pairs
    .toSorted((a, b) => a.name.length - b.name.length || (a.name < b.name ? -1 : 1))
    .slice(0, names);
}

function unheardOf(): readonly Pair[] {
  return makePackages(names, 0).map(({ name }, index) => ({
    name: index % 10 === 0 ? name : `unheard-of-${index}`,
    version: '1.0.1-beta.7',
  }));
}
