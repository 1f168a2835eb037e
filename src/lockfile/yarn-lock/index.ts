import type { LockfileReader } from '../types.ts';
import { readerOf, type ParseContext, type Parsed } from '../reading/format.ts';
import { baseName } from '../reading/path.ts';
import { parseClassic } from './classic/index.ts';
import { yarnControls } from './controls.ts';
import { yarnSight } from './sight.ts';

/** yarn.lock of every yarn: they share the name, and each generation has a format of its own, told by the content. */
export const yarnLock: LockfileReader = readerOf({
  id: 'yarn-lock',
  version: 1,
  kind: 'lockfile',
  ecosystems: ['npm'],
  companions: ['package.json'],
  sees: yarnSight,
  controls: yarnControls,
  matches: (path) => baseName(path) === 'yarn.lock',
  installed: () => false,
  parse,
});

function parse(text: string, context: ParseContext): Parsed {
  const later = laterFormat(text);
  if (later === null) return parseClassic(text, context);
  context.problems.add('FORMAT_VERSION_UNSUPPORTED', `${later}: not read`);
  return { formatVersion: metadataVersion(text), documents: [] };
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
