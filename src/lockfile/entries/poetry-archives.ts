import { checkVersion } from '../../package/version.ts';
import { archiveCoordinates } from '../reading/python-url.ts';
import { own, textOf } from '../reading/value.ts';
import type { LockedPackage } from '../types.ts';
import type { ReadAlone, Step } from './format.ts';
import { oldArchives, withArchives } from './old-archives.ts';

export { archivesHead } from './old-archives.ts';

type Said = Omit<Step, 'next'>;

/**
 * What an entry says whose archives stand at the end, by its name. They state the package, in the version that their own
 * names give; the entry itself states it where there are none.
 */
export function oldPackage(
  table: Record<string, unknown>,
  packages: readonly LockedPackage[],
): Said {
  const name = textOf(own(table, 'name')) ?? '';
  const [first] = packages;
  const isPlain = first?.source === 'registry' && first.resolved === null;
  if (!isPlain) return { packages, needs: [`no archives ${name}`] };
  const key = keyOf(name, first.version);
  return { offers: [`locked ${key}`], needs: [`archives ${key}`] };
}

/** What the archives under one name say: a package for each version of theirs, which some entry must have. */
export function archives(block: string, read: ReadAlone): Said | null {
  const found = oldArchives(block);
  if (found === null) return null;
  const { files, key } = found;
  const claims = [`archives ${key}`];
  if (files.length === 0) return { claims, offers: [`no archives ${key}`] };
  const versions = versionsOf(files);
  const text = withArchives(key, versions, 'lock-version = "1.1"\ncontent-hash = "0"\n', block);
  const stated = read(text)?.packages ?? [];
  if (versions.length === 0 || stated.length !== versions.length) return null;
  const keys = versions.map((version) => keyOf(key, version));
  return {
    packages: stated,
    claims,
    offers: keys.map((one) => `archives ${one}`),
    needs: keys.map((one) => `locked ${one}`),
  };
}

function keyOf(name: string, version: string): string {
  return JSON.stringify([name, version]);
}

/** As the archives' names write them, each once: wheels write them as Poetry does. */
function versionsOf(files: readonly string[]): readonly string[] {
  const versions = new Map<string, string>();
  const isWheel = (file: string): boolean => file.endsWith('.whl');
  for (const file of [...files.filter(isWheel), ...files.filter((one) => !isWheel(one))]) {
    const version = archiveCoordinates(file)?.version;
    if (version === undefined) continue;
    const check = checkVersion('pypi', version);
    const normal = check.ok ? check.version : version;
    if (!versions.has(normal)) versions.set(normal, version);
  }
  return [...versions.values()];
}
