import type { LockDocument, LockfileReader } from '../types.ts';
import { readerOf, type ParseContext, type Parsed } from '../reading/format.ts';
import { baseName } from '../reading/path.ts';
import { isRecord, own, textOf } from '../reading/value.ts';
import { pnpmControls } from './controls.ts';
import { pnpmDocument } from './document.ts';
import { projectsDocument } from './projects.ts';
import { hasProjects, standingOf } from './shape.ts';
import { scanLock } from './scan.ts';
import { pnpmSight } from './sight.ts';
import { readYaml, type Yaml } from '../reading/block-yaml-stream.ts';

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
  const yaml = readYaml(text, context.problems);
  const last = yaml.documents.length - 1;
  const documents: LockDocument[] = [];
  let formatVersion = '';
  for (const [index, value] of yaml.documents.entries()) {
    const version = isRecord(value) ? versionOf(value) : null;
    if (!isRecord(value) || version === null) {
      context.problems.add(
        'SYNTAX',
        `not a lockfile of pnpm: document ${index + 1} states no lockfileVersion`,
      );
      continue;
    }
    formatVersion = version;
    if (!isSupported(value, version, context)) continue;
    const environment = index < last || isEnvironmentAlone(yaml);
    const place = { yaml, index, environment, context, formatVersion: version };
    const read = hasProjects(value) ? projectsDocument : pnpmDocument;
    documents.push(read(value, place));
  }
  if (yaml.documents.length === 0) {
    context.problems.add('SYNTAX', 'not a lockfile of pnpm: no document in it');
  } else if (isEnvironmentAlone(yaml)) {
    context.problems.add(
      'REFERENCE_MISSING',
      'the environment document is not followed by that of the project',
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

/** pnpm 11 and above put an environment document, and only that, behind a leading `---`; the project follows it. */
function isEnvironmentAlone(yaml: Yaml): boolean {
  return yaml.explicitStart && yaml.documents.length === 1;
}
