import type { LockfileReader } from '../types.ts';
import { readerOf } from '../reading/format.ts';
import { baseName } from '../reading/path.ts';

/** Known by name and not read yet. */
export const pythonSetup: LockfileReader = readerOf({
  id: 'python-setup',
  version: 1,
  kind: 'manifest',
  ecosystems: ['pypi'],
  companions: [],
  sees: {
    versions: [],
    edges: 'none',
    importers: 'none',
    dev: 'none',
    integrity: 'none',
    blind: [],
  },
  controls: () => [],
  matches: (path) => ['setup.cfg', 'setup.py'].includes(baseName(path)),
  installed: () => false,
  parse: (_, { problems }) => {
    problems.add('FORMAT_VERSION_UNSUPPORTED', 'a format that firebreak does not read yet');
    return { formatVersion: '', documents: [] };
  },
});
