import type { LockfileReader } from '../types.ts';
import { type ParseContext, type Parsed, readerOf } from '../reading/format.ts';
import { baseName } from '../reading/path.ts';
import { parseToml } from '../reading/toml.ts';
import { isRecord, own, textOf } from '../reading/value.ts';
import { pdmControls } from './controls.ts';
import { pdmDocument } from './document.ts';
import { pdmSight } from './sight.ts';

/** The lockfile of PDM (pdm-project.org, "Lock file"; pdm's src/pdm/project/lockfile). */
export const pdmLock: LockfileReader = readerOf({
  id: 'pdm-lock',
  version: 1,
  kind: 'lockfile',
  ecosystems: ['pypi'],
  companions: ['pyproject.toml'],
  sees: pdmSight,
  controls: pdmControls,
  matches: (path) => baseName(path) === 'pdm.lock',
  installed: () => false,
  parse,
});

const late: ReadonlySet<string> = new Set(['files']);

function parse(text: string, context: ParseContext): Parsed {
  const { problems } = context;
  const tree = parseToml(text, problems, late);
  const metadata = own(tree, 'metadata');
  const formatVersion = isRecord(metadata) ? (textOf(own(metadata, 'lock_version')) ?? '') : '';
  // Minor versions only add to what stands there (pdm, `Lockfile.compatibility`).
  if (!/^[34](?:\.|$)/.test(formatVersion)) {
    problems.add(
      'FORMAT_VERSION_UNSUPPORTED',
      formatVersion === ''
        ? 'states no lock_version: read as far as it is like version 4'
        : `lock_version ${formatVersion} is not known: read as far as it is like version 4`,
    );
  }
  return { formatVersion, documents: [pdmDocument(tree, text, context)] };
}
