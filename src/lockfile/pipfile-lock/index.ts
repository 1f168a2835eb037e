import type { LockfileReader } from '../types.ts';
import { readerOf } from '../reading/format.ts';
import { baseName } from '../reading/path.ts';

/** Known by name and not read yet. */
export const pipfileLock: LockfileReader = readerOf({
  id: 'pipfile-lock',
  version: 1,
  kind: 'lockfile',
  ecosystems: ['pypi'],
  companions: ['Pipfile'],
  sees: {
    versions: [],
    edges: 'none',
    importers: 'none',
    dev: 'none',
    integrity: 'none',
    blind: [],
  },
  controls: () => [],
  matches: (path) => baseName(path) === 'Pipfile.lock',
  installed: () => false,
  parse: (_, { problems }) => {
    problems.add('FORMAT_VERSION_UNSUPPORTED', 'a format that firebreak does not read yet');
    return { formatVersion: '', documents: [] };
  },
});
