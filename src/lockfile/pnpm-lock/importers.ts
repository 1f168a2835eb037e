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
 * project, even one that asks for nothing.
 */
export function readImporters(
  document: Record<string, unknown>,
  set: PackageSet,
  context: ParseContext,
): readonly Importer[] {
  const { installed, problems } = context;
  const stated = own(document, 'importers');
  if (!isRecord(stated)) {
    problems.add('ENTRY_UNREADABLE', misfit('importers', 'a mapping'));
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

function dependenciesOf(
  importer: Record<string, unknown>,
  path: string,
  set: PackageSet,
  context: ParseContext,
): readonly Dependency[] {
  const dependencies: Dependency[] = [];
  for (const [section, kind] of sections) {
    for (const [alias, value] of sectionOf(importer, section, path, context.problems)) {
      const record = isRecord(value) ? value : {};
      const range = textOf(own(record, 'specifier'));
      const version = textOf(own(record, 'version'));
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
  return dependencies;
}
