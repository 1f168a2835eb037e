import type { LockDocument, LockfileReader } from '../types.ts';
import { readerOf, type ParseContext, type Parsed } from '../reading/format.ts';
import { once } from '../reading/once.ts';
import { baseName } from '../reading/path.ts';
import { isRecord, own, textOf } from '../reading/value.ts';
import { pnpmControls } from './controls.ts';
import { pnpmDocument } from './document.ts';
import { readJsonLike } from './json-like.ts';
import { linesOfStream } from './lines.ts';
import { projectsDocument } from './projects.ts';
import { hasProjects, standingOf } from './shape.ts';
import { scanLock } from './scan.ts';
import { pnpmSight } from './sight.ts';
import { readYaml } from '../reading/block-yaml-stream.ts';

const installedLock = /(?:^|\/)node_modules\/\.pnpm\/lock\.yaml$/;

/**
 * pnpm-lock.yaml of every version, that of one branch (`pnpm-lock.<branch>.yaml`), shrinkwrap.yaml of pnpm 1 and 2, and
 * the record of what is installed, node_modules/.pnpm/lock.yaml.
 */
export const pnpmLock: LockfileReader = readerOf({
  id: 'pnpm-lock',
  version: 2,
  kind: 'lockfile',
  ecosystems: ['npm'],
  companions: [],
  sees: pnpmSight,
  controls: pnpmControls,
  matches: (path) => isLockName(baseName(path)) || installedLock.test(path),
  installed: (path) => installedLock.test(path),
  parse,
  scan: scanLock,
});

function isLockName(name: string): boolean {
  if (name === 'pnpm-lock.yaml' || name === 'shrinkwrap.yaml') return true;
  return name.startsWith('pnpm-lock.') && name.endsWith('.yaml');
}

function parse(text: string, context: ParseContext): Parsed {
  const json = readJsonLike(text, context.problems);
  const front = json === null ? text : json.front;
  const yaml = readYaml(front, context.problems);
  const lines = once(() => linesOfStream(yaml.text));
  const stated = yaml.documents.map((document, index): Stated => ({
    document,
    lineOf: () => (key) => lines()(index, key),
  }));
  if (json !== null) stated.push(json);
  if (stated.length === 0) {
    context.problems.add('SYNTAX', 'not a lockfile of pnpm: no document in it');
    return { formatVersion: '', documents: [] };
  }
  // pnpm 11 and above put an environment document, and only that, behind a leading `---`; the project follows it.
  const isAlone = yaml.explicitStart && stated.length === 1;
  const parsed = readDocuments(stated, isAlone, context);
  if (isAlone) {
    context.problems.add(
      'REFERENCE_MISSING',
      'the environment document is not followed by that of the project',
    );
  }
  return parsed;
}

interface Stated {
  readonly document: unknown;
  lineOf(): (key: string) => number;
}

function readDocuments(stated: readonly Stated[], isAlone: boolean, context: ParseContext): Parsed {
  const documents: LockDocument[] = [];
  let formatVersion = '';
  for (const [index, one] of stated.entries()) {
    const { document } = one;
    const version = isRecord(document) ? versionOf(document) : null;
    if (!isRecord(document) || version === null) {
      context.problems.add(
        'SYNTAX',
        `not a lockfile of pnpm: document ${index + 1} states no lockfileVersion`,
      );
      continue;
    }
    formatVersion = version;
    if (!isSupported(document, version, context)) continue;
    const environment = isAlone || index < stated.length - 1;
    const read = hasProjects(document) ? projectsDocument : pnpmDocument;
    documents.push(
      read(document, {
        lineOf: () => one.lineOf(),
        environment,
        context,
        formatVersion: version,
      }),
    );
  }
  return { formatVersion, documents };
}

/** shrinkwrap.yaml, as the file was called before pnpm 3, states it under a name of its own. */
function versionOf(document: Record<string, unknown>): string | null {
  return textOf(own(document, 'lockfileVersion')) ?? textOf(own(document, 'shrinkwrapVersion'));
}

function isSupported(
  document: Record<string, unknown>,
  formatVersion: string,
  context: ParseContext,
): boolean {
  const standing = standingOf(document, formatVersion);
  if (standing === 'known') return true;
  const outcome = standing === 'not read' ? standing : `read as far as it is ${standing}`;
  context.problems.add(
    'FORMAT_VERSION_UNSUPPORTED',
    `lockfileVersion ${formatVersion.slice(0, 40)}: ${outcome}`,
  );
  return standing !== 'not read';
}
