import type { LockfileReader } from '../types.ts';
import { type ParseContext, type Parsed, readerOf } from '../reading/format.ts';
import { parseJson } from '../reading/json.ts';
import { baseName } from '../reading/path.ts';
import { isRecord, own } from '../reading/value.ts';
import { pipfileLockControls } from './controls.ts';
import { pipfileLockDocument } from './document.ts';
import { scanPipfileLock } from './scan.ts';
import { pipfileLockSight } from './sight.ts';

/** The lockfile of Pipenv (pipenv.pypa.io, "Pipfile.lock"; pipfile's specification 6). */
export const pipfileLock: LockfileReader = readerOf({
  id: 'pipfile-lock',
  version: 1,
  kind: 'lockfile',
  ecosystems: ['pypi'],
  companions: ['Pipfile'],
  sees: pipfileLockSight,
  controls: pipfileLockControls,
  matches: (path) => baseName(path) === 'Pipfile.lock',
  installed: () => false,
  parse,
  tape: { dialect: { trailingCommas: false }, scan: scanPipfileLock },
});

function parse(text: string, context: ParseContext): Parsed {
  const { problems } = context;
  const root = parseJson(text, problems);
  if (root === undefined) return { formatVersion: '', documents: [] };
  if (!isRecord(root)) {
    problems.add('SYNTAX', 'not a Pipfile.lock: the file holds no object');
    return { formatVersion: '', documents: [] };
  }
  const meta = own(root, '_meta');
  const stated = isRecord(meta) ? own(meta, 'pipfile-spec') : undefined;
  const formatVersion =
    typeof stated === 'number' || typeof stated === 'string' ? String(stated) : '';
  if (formatVersion !== '6') {
    problems.add(
      'FORMAT_VERSION_UNSUPPORTED',
      formatVersion === ''
        ? 'states no pipfile-spec: read as far as it is like version 6'
        : `pipfile-spec ${formatVersion} is not known: read as far as it is like version 6`,
    );
  }
  return { formatVersion, documents: [pipfileLockDocument(root, text, context)] };
}
