import type { Dependency, DependencyKind, Importer } from '../types.ts';
import type { ParseContext } from '../reading/format.ts';
import { misfit } from '../reading/json.ts';
import { joinPath } from '../reading/path.ts';
import { quoted } from '../reading/problems.ts';
import { isRecord, own, textOf } from '../reading/value.ts';
import type { PackageSet } from './packages.ts';
import { follow, sectionOf } from './references.ts';

/** Sections of an importer. The last two stand in an environment document alone. */
const sections: readonly (readonly [section: string, kind: DependencyKind])[] = [
  ['dependencies', 'prod'],
  ['optionalDependencies', 'optional'],
  ['devDependencies', 'dev'],
  ['configDependencies', 'prod'],
  ['packageManagerDependencies', 'prod'],
];

/**
 * Reads `importers`: by directory, what each asks for and what it got. pnpm writes an importer for every
 * project, even one that asks for nothing. Before version 9 the one project of a file that has no `importers` stands at
 * its top (pnpm, lockfile-file, `normalizeLockfile`).
 */
export function readImporters(
  document: Record<string, unknown>,
  set: PackageSet,
  context: ParseContext,
): readonly Importer[] {
  const { installed, problems } = context;
  const stated = importersOf(document, set);
  if (!isRecord(stated)) {
    const none = 'states no project: cut off, or one that asks for nothing';
    problems.add(
      'ENTRY_UNREADABLE',
      stated === undefined ? none : misfit('importers', 'a mapping'),
    );
    return [];
  }
  const importers: Importer[] = [];
  for (const path of Object.keys(stated)) {
    const importer = stated[path];
    if (isRecord(importer)) {
      const dependencies = dependenciesOf(importer, path, set, context);
      // The record of what is installed lies two directories below the project.
      importers.push({ path: joinPath(installed ? '../..' : '.', path), name: null, dependencies });
    } else problems.add('ENTRY_UNREADABLE', misfit(`importers ${path}`, 'a mapping'));
  }
  return importers;
}

function importersOf(document: Record<string, unknown>, { keys }: PackageSet): unknown {
  const importers = own(document, 'importers');
  if (importers !== undefined || keys === 'at') return importers;
  // A file that says nothing of its project is cut off in front of that, or of one that asks for nothing: no one can tell.
  const says = ['specifiers', ...sections.map(([section]) => section)];
  return says.some((section) => own(document, section) !== undefined)
    ? { '.': document }
    : undefined;
}

function dependenciesOf(
  importer: Record<string, unknown>,
  path: string,
  set: PackageSet,
  context: ParseContext,
): readonly Dependency[] {
  const dependencies: Dependency[] = [];
  const ranges = new Map(sectionOf(importer, 'specifiers', path, context.problems));
  for (const [section, kind] of sections) {
    for (const [alias, value] of sectionOf(importer, section, path, context.problems)) {
      const record = isRecord(value) ? value : { specifier: ranges.get(alias), version: value };
      const range = textOf(own(record, 'specifier'));
      const version = textOf(own(record, 'version'));
      ranges.delete(alias);
      let to: number | null = null;
      if (version === null) {
        const message = `${quoted(path)} asks for ${quoted(alias)} without a version`;
        context.problems.add('ENTRY_UNREADABLE', message);
      } else {
        const optional = kind === 'optional';
        to = follow(set, { alias, version, directory: path, optional }, context);
      }
      dependencies.push({ alias, range, kind, to });
    }
  }
  if (!context.installed) reportUnanswered(ranges, path, context);
  return dependencies;
}

/** `specifiers` stands in front of the sections that answer it: what no section answers was cut off. */
function reportUnanswered(
  ranges: ReadonlyMap<string, unknown>,
  path: string,
  { problems }: ParseContext,
): void {
  for (const alias of ranges.keys()) {
    const message = `${quoted(path)} asks for ${quoted(alias)}, and no section says what it got`;
    problems.add('REFERENCE_MISSING', message);
  }
}
