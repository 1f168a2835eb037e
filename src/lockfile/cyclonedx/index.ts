import type { LockfileReader } from '../types.ts';
import { anyEcosystem } from '../reading/any-ecosystem.ts';
import { readerOf } from '../reading/format.ts';
import { baseName } from '../reading/path.ts';

/** Known by name and not read yet. */
export const cyclonedx: LockfileReader = readerOf({
  id: 'cyclonedx',
  version: 1,
  kind: 'lockfile',
  ecosystems: anyEcosystem,
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
  matches: (path) =>
    ['bom.json', 'cyclonedx.json'].includes(baseName(path)) || /[^/]\.cdx\.json$/.test(path),
  installed: () => false,
  parse: (_, { problems }) => {
    problems.add('FORMAT_VERSION_UNSUPPORTED', 'a format that firebreak does not read yet');
    return { formatVersion: '', documents: [] };
  },
});
