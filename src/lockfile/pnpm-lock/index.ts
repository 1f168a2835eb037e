import type { LockDocument, LockfileReader } from '../types.ts';
import { readerOf, type ParseContext, type Parsed } from '../reading/format.ts';
import { baseName } from '../reading/path.ts';
import { isRecord, own, textOf } from '../reading/value.ts';
import { pnpmControls } from './controls.ts';
import { pnpmDocument } from './document.ts';
import { pnpmSight } from './sight.ts';
import { readYaml, type Yaml } from '../reading/block-yaml-stream.ts';

const installedLock = /(?:^|\/)node_modules\/\.pnpm\/lock\.yaml$/;

/**
 * pnpm-lock.yaml in version 9, that of one branch (`pnpm-lock.<branch>.yaml`), and the record of what is
 * installed, node_modules/.pnpm/lock.yaml.
 */
export const pnpmLock: LockfileReader = readerOf({
  id: 'pnpm-lock',
  version: 1,
  kind: 'lockfile',
  ecosystems: ['npm'],
  companions: [],
  sees: pnpmSight,
  controls: pnpmControls,
  matches: (path) => isLockName(baseName(path)) || installedLock.test(path),
  installed: (path) => installedLock.test(path),
  parse,
});

function isLockName(name: string): boolean {
  return name === 'pnpm-lock.yaml' || (name.startsWith('pnpm-lock.') && name.endsWith('.yaml'));
}

function parse(text: string, context: ParseContext): Parsed {
  const yaml = readYaml(text, context.problems);
  const last = yaml.documents.length - 1;
  const documents: LockDocument[] = [];
  let formatVersion = '';
  for (const [index, value] of yaml.documents.entries()) {
    if (!isRecord(value) || textOf(own(value, 'lockfileVersion')) === null) {
      context.problems.add(
        'SYNTAX',
        `not a lockfile of pnpm: document ${index + 1} states no lockfileVersion`,
      );
      continue;
    }
    formatVersion = textOf(own(value, 'lockfileVersion')) ?? '';
    if (!isSupported(value, formatVersion, context)) continue;
    const environment = index < last || isEnvironmentAlone(yaml);
    documents.push(pnpmDocument(value, { yaml, index, environment, context }));
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

/**
 * Versions 5, 6 and 13 have shapes of their own; an unknown version is read as far as it has the shape of 9.
 */
function isSupported(
  document: Record<string, unknown>,
  formatVersion: string,
  context: ParseContext,
): boolean {
  if (/^9(?:\.\d+)?$/.test(formatVersion)) return true;
  const like9 =
    !/^(?:[1-8]|13)(?:\.|$)/.test(formatVersion) && isRecord(own(document, 'snapshots'));
  const outcome = like9 ? 'read as version 9' : 'not read';
  context.problems.add(
    'FORMAT_VERSION_UNSUPPORTED',
    `lockfileVersion ${formatVersion.slice(0, 40)}: ${outcome}`,
  );
  return like9;
}

/** pnpm 11 and above put an environment document, and only that, behind a leading `---`; the project follows it. */
function isEnvironmentAlone(yaml: Yaml): boolean {
  return yaml.explicitStart && yaml.documents.length === 1;
}
