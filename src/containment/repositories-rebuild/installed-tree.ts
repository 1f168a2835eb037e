import { join } from 'node:path';
import { z } from 'zod';
import type { Files } from '../../host/doors.ts';

/** A package directory as it was found, by what its own package.json says. */
export const InstalledPackage = z.strictObject({
  /** Relative to the project: `node_modules/a/node_modules/b`. */
  location: z.string(),
  /** Empty where it says none. */
  name: z.string(),
  version: z.string(),
});
export type InstalledPackage = z.infer<typeof InstalledPackage>;

/** No package.json is longer. */
const maxManifest = 4 * 1024 * 1024;

/**
 * Every package directory below the `node_modules` of a project and of its members, bundled ones too, sorted. Links are
 * not followed: they lead to members, which are looked through by themselves.
 */
export async function installedTree(
  files: Files,
  project: string,
  members: readonly string[],
): Promise<InstalledPackage[]> {
  const found: InstalledPackage[] = [];
  const waiting = ['', ...members].map((place) => `${place === '' ? '' : `${place}/`}node_modules`);
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const location of await packageDirectories(files, project, next)) {
      found.push({ location, ...(await ownName(files, join(project, location))) });
      waiting.push(`${location}/node_modules`);
    }
  }
  return found.toSorted((a, b) => (a.location < b.location ? -1 : 1));
}

async function packageDirectories(files: Files, project: string, place: string): Promise<string[]> {
  const names = await directoriesIn(files, join(project, place));
  const found: string[] = [];
  for (const name of names) {
    if (!name.startsWith('@')) found.push(`${place}/${name}`);
    else
      for (const inner of await directoriesIn(files, join(project, place, name)))
        found.push(`${place}/${name}/${inner}`);
  }
  return found;
}

async function directoriesIn(files: Files, path: string): Promise<string[]> {
  const status = await files.statusOf(path);
  if (status?.isDirectory() !== true) return [];
  const entries = await files.listDirectory(path);
  return entries
    .filter(({ kind, name }) => kind === 'directory' && !name.startsWith('.'))
    .map(({ name }) => name);
}

async function ownName(
  files: Files,
  directory: string,
): Promise<{ readonly name: string; readonly version: string }> {
  const read = await files
    .readRegularFile(join(directory, 'package.json'), maxManifest)
    .catch(() => null);
  const text = read?.status === 'read' ? Buffer.from(read.bytes).toString('utf8') : '';
  try {
    const { name, version } = JSON.parse(text.replace(/^\uFEFF/, '')) as Record<string, unknown>;
    return {
      name: typeof name === 'string' ? name : '',
      version: typeof version === 'string' ? version : '',
    };
  } catch {
    return { name: '', version: '' };
  }
}
