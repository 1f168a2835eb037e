import type { LockfileReader } from '../types.ts';
import { type ParseContext, type Parsed, readerOf } from '../reading/format.ts';
import { baseName } from '../reading/path.ts';
import { parseToml } from '../reading/toml.ts';
import { isRecord, own, textOf } from '../reading/value.ts';
import { poetryControls } from './controls.ts';
import { poetryDocument } from './document.ts';
import { poetrySight } from './sight.ts';

/** The lockfile of Poetry (python-poetry.org/docs, "Installing dependencies"; poetry's src/poetry/packages/locker.py). */
export const poetryLock: LockfileReader = readerOf({
  id: 'poetry-lock',
  version: 1,
  kind: 'lockfile',
  ecosystems: ['pypi'],
  companions: ['pyproject.toml'],
  sees: poetrySight,
  controls: poetryControls,
  matches: (path) => baseName(path) === 'poetry.lock',
  installed: () => false,
  parse,
});

const late: ReadonlySet<string> = new Set(['files']);

function parse(text: string, context: ParseContext): Parsed {
  const { problems } = context;
  const tree = parseToml(text, problems, late);
  const metadata = own(tree, 'metadata');
  const formatVersion = isRecord(metadata) ? (textOf(own(metadata, 'lock-version')) ?? '') : '';
  if (!isRecord(metadata) || textOf(own(metadata, 'content-hash')) === null) {
    // Poetry writes it last: without it the file was cut.
    problems.add('SYNTAX', 'has no [metadata] with a content-hash, with which Poetry ends a file');
  }
  if (!poetrySight.versions.includes(formatVersion)) {
    problems.add(
      'FORMAT_VERSION_UNSUPPORTED',
      formatVersion === ''
        ? 'states no lock-version: read as far as it is like version 2.1'
        : `lock-version ${formatVersion} is not known: read as far as it is like version 2.1`,
    );
  }
  return { formatVersion, documents: [poetryDocument(tree, text, context)] };
}
