import { quoted, type Problems } from '../reading/problems.ts';
import { isRecord } from '../reading/value.ts';
import { nameAt, placeOf } from './place.ts';

/**
 * Names what entries ask for and no entry lies in a folder of that name: `npm ci` refuses such a file, and `npm install`
 * fetches what the range allows. Optional and peer dependencies may be left out, and a package that bundles brings its
 * own.
 */
export function reportUnanswered(entries: Record<string, unknown>, problems: Problems): void {
  const folders = new Set<string | null>();
  for (const key of Object.keys(entries)) folders.add(folderOf(key));
  for (const key of Object.keys(entries)) {
    const entry = entries[key];
    if (!isRecord(entry) || entry.link === true || bundles(entry)) continue;
    const sections =
      folderOf(key) !== null ? ['dependencies'] : ['dependencies', 'devDependencies'];
    for (const section of sections) {
      const asked = entry[section];
      if (!isRecord(asked)) continue;
      for (const name of Object.keys(asked)) {
        if (folders.has(name)) continue;
        const by = key === '' ? 'the project' : quoted(key);
        problems.add('REFERENCE_MISSING', `no entry answers ${quoted(name)}, asked for by ${by}`);
      }
    }
  }
}

/** The name of the folder below a node_modules that an entry lies in; null for the project and directories of it. */
function folderOf(key: string): string | null {
  const place = placeOf(key);
  return place?.includes('node_modules/') === true ? nameAt(place) : null;
}

function bundles(entry: Record<string, unknown>): boolean {
  return Object.hasOwn(entry, 'bundleDependencies') || Object.hasOwn(entry, 'bundledDependencies');
}
