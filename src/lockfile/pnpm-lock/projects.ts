import type { Dependency, DependencyKind, Importer, LockDocument } from '../types.ts';
import { misfit } from '../reading/json.ts';
import { joinPath } from '../reading/path.ts';
import { quoted } from '../reading/problems.ts';
import { isRecord, own, textOf } from '../reading/value.ts';
import { stateDocument, type Place } from './document.ts';
import { readFlattened, type FlattenedSet } from './flattened.ts';
import { follow, linked, sectionOf } from './references.ts';

const sections: readonly (readonly [section: string, kind: DependencyKind])[] = [
  ['dependencies', 'prod'],
  ['optionalDependencies', 'optional'],
  ['devDependencies', 'dev'],
];

/**
 * A document of version 13 (`lockfile.format: v13`, as pnpm 12.21 writes it): `projects` by directory, and one entry
 * in `packages` for each package, with its resolutions beside one another in `snapshots` where peers make them differ.
 */
export function projectsDocument(document: Record<string, unknown>, place: Place): LockDocument {
  const set = readFlattened(document, place);
  const importers = readProjects(document, set, place);
  return stateDocument(set.packages, { importers, edges: set.edges() }, place);
}

function readProjects(
  document: Record<string, unknown>,
  set: FlattenedSet,
  { context }: Place,
): readonly Importer[] {
  const projects = sectionOf(document, 'projects', 'file', context.problems);
  const asked: Asked = { document, set, context, byName: projectsByName(projects) };
  const importers: Importer[] = [];
  for (const [path, project] of projects) {
    if (isRecord(project)) {
      const base = joinPath(context.installed ? '../..' : '.', path);
      const dependencies = dependenciesOf(project, path, asked);
      importers.push({ path: base, name: textOf(own(project, 'name')), dependencies });
    } else context.problems.add('ENTRY_UNREADABLE', misfit(`projects ${path}`, 'a mapping'));
  }
  return importers;
}

/** Projects that others ask for bear their names. */
function projectsByName(
  projects: readonly (readonly [path: string, project: unknown])[],
): ReadonlyMap<string, string> {
  const byName = new Map<string, string>();
  for (const [path, project] of projects) {
    const name = isRecord(project) ? textOf(own(project, 'name')) : null;
    if (name !== null) byName.set(name, path);
  }
  return byName;
}

interface Asked {
  readonly document: Record<string, unknown>;
  readonly set: FlattenedSet;
  readonly context: Place['context'];
  readonly byName: ReadonlyMap<string, string>;
}

function dependenciesOf(
  project: Record<string, unknown>,
  path: string,
  asked: Asked,
): readonly Dependency[] {
  const dependencies: Dependency[] = [];
  const { problems } = asked.context;
  for (const [section, kind] of sections) {
    for (const [alias, value] of sectionOf(project, section, path, problems)) {
      const optional = kind === 'optional';
      // Where range and version are one, only that is written.
      const range = textOf(isRecord(value) ? own(value, 'specifier') : value);
      const version = isRecord(value)
        ? textOf(own(value, 'version'))
        : impliedBy(alias, range, asked);
      let to: number | null = null;
      if (version === null) {
        const message = `${quoted(path)} asks for ${quoted(alias)} without a version`;
        problems.add('ENTRY_UNREADABLE', message);
      } else if (version.startsWith('workspace:')) {
        to = member(alias, version, asked);
      } else to = follow(asked.set, { alias, version, directory: path, optional }, asked.context);
      dependencies.push({ alias, range, kind, to });
    }
  }
  return dependencies;
}

/** What a specifier leads to that stands without a version: the catalog says it, or it is the version. */
function impliedBy(alias: string, specifier: string | null, { document }: Asked): string | null {
  if (specifier?.startsWith('catalog:') !== true) return withoutNpm(specifier);
  const settings = own(document, 'settings');
  const catalogs = own(isRecord(settings) ? settings : document, 'catalogs');
  const named = specifier.slice('catalog:'.length).trim();
  const catalog = isRecord(catalogs) ? own(catalogs, named === '' ? 'default' : named) : undefined;
  const entry = isRecord(catalog) ? own(catalog, alias) : undefined;
  if (!isRecord(entry)) return null;
  const version = textOf(own(entry, 'version'));
  const real = /^npm:(@?[^@]+)@/.exec(textOf(own(entry, 'specifier')) ?? '')?.[1];
  return version === null || real === undefined ? version : `${real}@${version}`;
}

function withoutNpm(specifier: string | null): string | null {
  return specifier?.startsWith('npm:') === true ? specifier.slice('npm:'.length) : specifier;
}

/** The project of the workspace that is asked for, under its own name or another (`workspace:name@*`). */
function member(alias: string, version: string, { byName, context, set }: Asked): number | null {
  const real = /^workspace:(@?[^@]+)@/.exec(version)?.[1] ?? alias;
  const path = byName.get(real);
  if (path !== undefined) return linked(set, real, `link:${path}`, '.');
  context.problems.add('REFERENCE_MISSING', `no project is called ${quoted(real)}`);
  return null;
}
