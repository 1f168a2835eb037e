import type { LockfileReader } from '../types.ts';
import { readerOf, type ParseContext, type Parsed } from '../reading/format.ts';
import { baseName } from '../reading/path.ts';
import { readBlocks } from './blocks.ts';
import { yarnDocument } from './document.ts';

/** yarn.lock as yarn 1 writes it. Later yarns use the same name for formats of their own. */
export const yarnV1: LockfileReader = readerOf({
  id: 'yarn-v1',
  version: 1,
  ecosystems: ['npm'],
  companions: ['package.json'],
  matches: (path) => baseName(path) === 'yarn.lock',
  installed: () => false,
  parse,
});

function parse(text: string, context: ParseContext): Parsed {
  const { problems } = context;
  const later = laterFormat(text);
  if (later !== null) {
    problems.add('FORMAT_VERSION_UNSUPPORTED', `${later}: not read`);
    return { formatVersion: metadataVersion(text), documents: [] };
  }
  const formatVersion = /^# yarn lockfile v(\d{1,9})\r?$/m.exec(text)?.[1] ?? '';
  if (formatVersion !== '' && formatVersion !== '1') {
    problems.add(
      'FORMAT_VERSION_UNSUPPORTED',
      `yarn lockfile v${formatVersion}: read as version 1`,
    );
  }
  const blocks = readBlocks(text, problems);
  if (formatVersion === '' && blocks.length === 0) {
    problems.add('SYNTAX', 'not a lockfile of yarn 1: no header and no entries');
    return { formatVersion, documents: [] };
  }
  return { formatVersion, documents: [yarnDocument(blocks, context)] };
}

/** yarn 2 and above write `__metadata` with a version, and yarn 6 writes it as JSON. Null for yarn 1. */
function laterFormat(text: string): string | null {
  if (/^\s*\{/.test(text)) return 'yarn.lock in JSON, as yarn 6 writes it';
  return /^__metadata:/m.test(text) ? 'yarn.lock of yarn 2 or above' : null;
}

function metadataVersion(text: string): string {
  const start = text.indexOf('__metadata');
  if (start === -1) return '';
  return /"?version"?\s*:\s*"?(\d{1,9})/.exec(text.slice(start, start + 300))?.[1] ?? '';
}
