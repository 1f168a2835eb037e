import type { LockfileReader } from '../types.ts';
import { composerDocument, composerLines, composerRoleOf } from '../composer-lock/document.ts';
import { reportMissing } from '../composer-lock/links.ts';
import { composerName } from '../composer-lock/names.ts';
import { composerProject } from '../composer-lock/project.ts';
import { readSection, reportDuplicates } from '../composer-lock/sections.ts';
import { type ParseContext, type Parsed, readerOf } from '../reading/format.ts';
import { misfit, parseJson } from '../reading/json.ts';
import { reportRepeated } from '../reading/json-walk.ts';
import { quoted, type Problems } from '../reading/problems.ts';
import { isRecord } from '../reading/value.ts';
import { composerInstalledControls } from './controls.ts';
import { project } from './place.ts';
import { scanComposerInstalled } from './scan.ts';
import { composerInstalledSight } from './sight.ts';

const place = /(?:^|\/)vendor\/composer\/installed\.json$/;

/**
 * What Composer records of its vendor directory (composer/composer, FilesystemRepository): a list of packages in
 * Composer 1, and since Composer 2 an object that also says which of them are there for development.
 */
export const composerInstalled: LockfileReader = readerOf({
  id: 'composer-installed',
  version: 1,
  kind: 'lockfile',
  ecosystems: ['composer'],
  companions: ['composer.json'],
  sees: composerInstalledSight,
  controls: composerInstalledControls,
  matches: (path) => place.test(path),
  installed: () => true,
  parse,
  tape: { dialect: { trailingCommas: false }, scan: scanComposerInstalled },
});

function parse(text: string, context: ParseContext): Parsed {
  const { problems } = context;
  const root = parseJson(text, problems);
  if (root === undefined) return { formatVersion: '', documents: [] };
  const isFirst = Array.isArray(root);
  const packages: unknown = isRecord(root) ? root.packages : isFirst ? root : undefined;
  if (packages === undefined || packages === null) {
    problems.add('SYNTAX', 'not the record of what Composer installed: no packages');
    return { formatVersion: '', documents: [] };
  }
  const role = isFirst ? 'packages' : 'file';
  reportRepeated(text, role, composerRoleOf, problems);
  const names = isRecord(root) ? developmentNames(root, problems) : null;
  const entries = readSection(
    'packages',
    packages,
    (name) => (names === null ? null : names.has(name) ? 'dev' : 'prod'),
    problems,
  );
  reportDuplicates(entries, problems);
  reportUnknown(names ?? new Set(), new Set(entries.map(({ locked }) => locked.name)), problems);
  const asked = composerProject(project, context);
  // The manifest may be newer than what was installed by it.
  reportMissing(entries, asked, [], problems);
  const document = composerDocument(entries, asked, project, composerLines(text, role));
  return { formatVersion: '', documents: [document] };
}

/** Null where the file does not say. */
function developmentNames(
  root: Record<string, unknown>,
  problems: Problems,
): ReadonlySet<string> | null {
  const names = root['dev-package-names'];
  if (names === undefined) return null;
  if (Array.isArray(names) && names.every((name) => typeof name === 'string'))
    return new Set(names.map(composerName));
  problems.add('ENTRY_UNREADABLE', misfit('dev-package-names', 'a list of names'));
  return null;
}

function reportUnknown(
  named: ReadonlySet<string>,
  known: ReadonlySet<string>,
  problems: Problems,
): void {
  for (const name of named)
    if (!known.has(name))
      problems.add(
        'REFERENCE_MISSING',
        `${quoted(name)} is there for development and has no entry`,
      );
}
