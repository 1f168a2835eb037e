import type { LockfileReader } from '../types.ts';
import { readerOf, type ParseContext, type Parsed } from '../reading/format.ts';
import { baseName } from '../reading/path.ts';
import { parseBerry } from './berry/index.ts';
import { scanBerry } from './berry/scan.ts';
import { parseClassic } from './classic/index.ts';
import { scanClassic } from './classic/scan.ts';
import { yarnControls } from './controls.ts';
import { parseJsonLock } from './json/index.ts';
import { scanJsonLock } from './json/scan.ts';
import { hashedDocument } from '../reading/lazy-document.ts';
import { yarnSight } from './sight.ts';

/** yarn.lock of every yarn: they share the name, and each generation has a format of its own, told by the content. */
export const yarnLock: LockfileReader = readerOf({
  id: 'yarn-lock',
  version: 2,
  kind: 'lockfile',
  ecosystems: ['npm'],
  companions: ['.yarnrc.yml', 'package.json'],
  sees: yarnSight,
  controls: yarnControls,
  matches: (path) => baseName(path) === 'yarn.lock',
  installed: () => false,
  parse,
  scan,
});

/** A file of yarn 1 begins with a comment that names its version, and one of yarn 2 to 4 with `__metadata`. */
function scan(bytes: Uint8Array, context: ParseContext, whole: () => Parsed): Parsed | null {
  const isJson = bytes[skipSpace(bytes)] === 0x7b;
  const found = isJson
    ? scanJsonLock(bytes, context)
    : (scanClassic(bytes, context) ?? scanBerry(bytes, context));
  return found === null ? null : hashedDocument(found, whole);
}

function skipSpace(bytes: Uint8Array): number {
  let at = 0;
  while (bytes[at] === 0x20 || bytes[at] === 0x0a || bytes[at] === 0x0d || bytes[at] === 0x09)
    at += 1;
  return at;
}

function parse(text: string, context: ParseContext): Parsed {
  if (/^\s*\{/.test(text)) return parseJsonLock(text, context);
  return /^__metadata:/m.test(text) ? parseBerry(text, context) : parseClassic(text, context);
}
