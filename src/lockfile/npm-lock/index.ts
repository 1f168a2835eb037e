import type { LockDocument, LockfileReader } from '../types.ts';
import { readerOf, type ParseContext, type Parsed } from '../reading/format.ts';
import { misfit, parseJson } from '../reading/json.ts';
import type { JsonTape } from '../reading/json-tape.ts';
import type { ScannedDocument } from '../reading/lazy-document.ts';
import { baseName, joinPath } from '../reading/path.ts';
import { isRecord } from '../reading/value.ts';
import { npmControls } from './controls.ts';
import { npmSight } from './sight.ts';
import { withLegacy } from './legacy.ts';
import { nestedDocument } from './nested.ts';
import { manifestBeside } from './beside.ts';
import { withEarlier } from './earlier.ts';
import { flatDocument } from './flat.ts';
import { scanLock } from './scan.ts';

const hidden = /(?:^|\/)node_modules\/\.package-lock\.json$/;

/**
 * package-lock.json and npm-shrinkwrap.json of every lockfileVersion, and the record npm keeps of an
 * installed tree, node_modules/.package-lock.json (npm docs, "package-lock.json").
 */
export const npmLock: LockfileReader = readerOf({
  id: 'npm-lock',
  version: 3,
  kind: 'lockfile',
  ecosystems: ['npm'],
  companions: ['package.json'],
  sees: npmSight,
  controls: npmControls,
  matches: (path) => isLockName(baseName(path)) || hidden.test(path),
  installed: (path) => hidden.test(path),
  parse,
  tape: { dialect: { trailingCommas: false }, scan },
});

/** Older files state none. */
const known = ['', ...npmSight.versions];

function isLockName(name: string): boolean {
  return name === 'package-lock.json' || name === 'npm-shrinkwrap.json';
}

function parse(text: string, context: ParseContext): Parsed {
  const root = parseJson(text, context.problems);
  if (root === undefined) return { formatVersion: '', documents: [] };
  if (!isRecord(root)) {
    context.problems.add('SYNTAX', 'not a lockfile of npm: the file holds no object');
    return { formatVersion: '', documents: [] };
  }
  const formatVersion = versionOf(root.lockfileVersion);
  if (!known.includes(formatVersion)) {
    context.problems.add(
      'FORMAT_VERSION_UNSUPPORTED',
      `lockfileVersion ${formatVersion} is not known: read as far as it is like version 4`,
    );
  }
  const document = documentOf(root, text, formatVersion, context);
  if (document === null) return { formatVersion, documents: [] };
  const whole = scanned.has(context)
    ? document
    : withEarlier(document, root, text, context.problems);
  return { formatVersion, documents: [whole] };
}

/** Contexts of files in which a scan has seen that no key stands twice. */
const scanned = new WeakSet<ParseContext>();

function versionOf(value: unknown): string {
  return typeof value === 'number' || typeof value === 'string' ? String(value) : '';
}

/** npm reads `packages` wherever the file has it, and `dependencies` only where it has not; npm 6 does not know it. */
function documentOf(
  root: Record<string, unknown>,
  text: string,
  formatVersion: string,
  context: ParseContext,
): LockDocument | null {
  if (isRecord(root.packages)) {
    const document = flatDocument(root, root.packages, text, context);
    if (root.dependencies === undefined) return document;
    if (isRecord(root.dependencies))
      return withLegacy(document, root.dependencies, text, context.problems);
    context.problems.add('ENTRY_UNREADABLE', misfit('dependencies', 'an object'));
    return document;
  }
  if (root.packages !== undefined) {
    context.problems.add('ENTRY_UNREADABLE', misfit('packages', 'an object'));
  }
  if (isRecord(root.dependencies)) {
    if (formatVersion !== '' && formatVersion !== '1' && root.packages === undefined) {
      context.problems.add('ENTRY_UNREADABLE', 'has no "packages": read by its "dependencies"');
    }
    return nestedDocument(root.dependencies, text, context);
  }
  if (root.dependencies !== undefined) {
    context.problems.add('ENTRY_UNREADABLE', misfit('dependencies', 'an object'));
  } else if (formatVersion === '1') return nestedDocument({}, text, context);
  else if (root.packages === undefined) {
    context.problems.add('SYNTAX', 'not a lockfile of npm: no "packages" and no "dependencies"');
  }
  return null;
}

/** The ordinary lockfile: told whole and its names known from one pass, built only when something asks what it holds. */
function scan(tape: JsonTape, context: ParseContext): ScannedDocument | null {
  const found = scanLock(tape, context.installed);
  if (found === null) return null;
  if (!found.hasProject) {
    const before = context.problems.all().length;
    manifestBeside(context);
    if (context.problems.all().length > before) return null;
  }
  scanned.add(context);
  const { formatVersion, hashes, members } = found;
  const base = context.installed ? '..' : '.';
  return { formatVersion, hashes, covers: [base, ...members.map((path) => joinPath(base, path))] };
}
