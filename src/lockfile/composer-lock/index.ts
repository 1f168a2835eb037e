import type { LockfileReader } from '../types.ts';
import { type ParseContext, type Parsed, readerOf } from '../reading/format.ts';
import { parseJson } from '../reading/json.ts';
import { reportRepeated } from '../reading/json-walk.ts';
import { baseName } from '../reading/path.ts';
import { isRecord } from '../reading/value.ts';
import { composerLockControls } from './controls.ts';
import { composerDocument, composerLines, composerRoleOf } from './document.ts';
import { reportMissing } from './links.ts';
import { composerProject } from './project.ts';
import { scanComposerLock } from './scan.ts';
import { readSection, reportDuplicates } from './sections.ts';
import { composerLockSight } from './sight.ts';

/** composer.lock (composer/composer, Locker): what Composer resolved, in one list for production and one for development. */
export const composerLock: LockfileReader = readerOf({
  id: 'composer-lock',
  version: 1,
  kind: 'lockfile',
  ecosystems: ['composer'],
  companions: ['composer.json'],
  sees: composerLockSight,
  controls: composerLockControls,
  matches: (path) => baseName(path) === 'composer.lock',
  installed: () => false,
  parse,
  tape: { dialect: { trailingCommas: false }, scan: scanComposerLock },
});

function parse(text: string, context: ParseContext): Parsed {
  const { problems } = context;
  const root = parseJson(text, problems);
  if (root === undefined) return { formatVersion: '', documents: [] };
  if (!isRecord(root) || (root.packages === undefined && root['packages-dev'] === undefined)) {
    problems.add('SYNTAX', 'not a lockfile of Composer: no "packages"');
    return { formatVersion: '', documents: [] };
  }
  reportRepeated(text, 'file', composerRoleOf, problems);
  if (root.packages === undefined || root.packages === null)
    problems.add('ENTRY_UNREADABLE', '"packages" is not there: Composer would not read this file');
  const entries = [
    ...readSection('packages', root.packages, () => 'prod', problems),
    ...readSection('packages-dev', root['packages-dev'], () => 'dev', problems),
  ];
  reportDuplicates(entries, problems);
  const project = composerProject('.', context);
  reportMissing(entries, project, ['require', 'require-dev'], problems);
  const document = composerDocument(entries, project, '.', composerLines(text, 'file'));
  return { formatVersion: '', documents: [document] };
}
