import type { LockfileReader } from '../types.ts';
import { type ParseContext, type Parsed, readerOf } from '../reading/format.ts';
import { baseName } from '../reading/path.ts';
import { parseToml } from '../reading/toml.ts';
import { own } from '../reading/value.ts';
import { uvControls } from './controls.ts';
import { uvDocument } from './document.ts';
import { uvSight } from './sight.ts';

/** The lockfile of uv, of a project or of one script (uv docs, "Locking and syncing"; uv's `Lock`, crates/uv-resolver/src/lock). */
export const uvLock: LockfileReader = readerOf({
  id: 'uv-lock',
  version: 1,
  kind: 'lockfile',
  ecosystems: ['pypi'],
  companions: ['pyproject.toml'],
  sees: uvSight,
  controls: uvControls,
  matches: (path) => baseName(path) === 'uv.lock' || /[^/]\.py\.lock$/.test(path),
  installed: () => false,
  parse,
});

/** Archives: three quarters of a file, and of no use but for their hashes. */
const late: ReadonlySet<string> = new Set(['sdist', 'wheels']);

function parse(text: string, context: ParseContext): Parsed {
  const { problems } = context;
  const tree = parseToml(text, problems, late);
  const version = own(tree, 'version');
  const formatVersion = typeof version === 'number' ? String(version) : '';
  if (formatVersion !== '1') {
    problems.add(
      'FORMAT_VERSION_UNSUPPORTED',
      formatVersion === ''
        ? 'states no version: read as far as it is like version 1'
        : `version ${formatVersion} is not known: read as far as it is like version 1`,
    );
  }
  return { formatVersion, documents: [uvDocument(tree, text, context)] };
}
