import type { Dependency, DependencyKind, Edge, Graph } from '../types.ts';
import { quoted, type Problems } from '../reading/problems.ts';
import { isRecord, textOf } from '../reading/value.ts';
import type { ComposerEntry } from './entry.ts';
import { composerName, isPlatform } from './names.ts';

/** Packages that may stand for one name; a hostile file has any number, asked for any number of times. */
const mostProviders = 16;

/** The project's composer.json, and where it lies, relative to the file. */
export interface ComposerProject {
  readonly manifest: Record<string, unknown>;
  readonly directory: string;
}

/** What is asked for in a section of a manifest or of an entry, without what is no package. */
export function requiredIn(
  record: Record<string, unknown>,
  section: 'require' | 'require-dev',
): { name: string; range: string | null }[] {
  const asked = record[section];
  if (!isRecord(asked)) return [];
  return Object.keys(asked)
    .filter((name) => !isPlatform(name))
    .map((name) => ({ name, range: textOf(asked[name]) }));
}

type Find = (name: string) => readonly number[];

/** A package answers to its name; where none bears it, those answer that replace or provide it (composer/composer, BasePackage). */
export function finderOf(entries: readonly ComposerEntry[]): Find {
  const byName = new Map<string, number[]>();
  const standIns = new Map<string, number[]>();
  for (const [index, { entry, locked }] of entries.entries()) {
    put(byName, locked.name, index);
    for (const name of stoodInFor(entry)) put(standIns, name, index);
  }
  return (asked) => {
    const name = composerName(asked);
    return byName.get(name) ?? standIns.get(name) ?? [];
  };
}

/** Notes every package that is asked for and has no entry, unless the project itself stands in for it. */
export function reportMissing(
  entries: readonly ComposerEntry[],
  project: ComposerProject | null,
  rootSections: readonly ('require' | 'require-dev')[],
  problems: Problems,
): void {
  const find = finderOf(entries);
  const own = ownNames(project);
  const check = (asker: string, name: string): void => {
    if (find(name).length > 0 || own.has(composerName(name))) return;
    problems.add('REFERENCE_MISSING', `${asker} asks for ${quoted(name)}, which has no entry`);
  };
  for (const { entry, locked } of entries)
    for (const { name } of requiredIn(entry, 'require')) check(quoted(locked.name), name);
  if (project === null) return;
  for (const section of rootSections)
    for (const { name } of requiredIn(project.manifest, section)) check('composer.json', name);
}

/** The names that the project itself answers to. */
export function ownNames(project: ComposerProject | null): ReadonlySet<string> {
  const own = new Set(project === null ? [] : stoodInFor(project.manifest));
  const root = textOf(project?.manifest.name);
  if (root !== null) own.add(composerName(root));
  return own;
}

/** Edges by what entries require, and what the project's composer.json asks for. */
export function composerGraph(
  entries: readonly ComposerEntry[],
  project: ComposerProject | null,
): Graph {
  const find = finderOf(entries);
  const edges = entries.flatMap(({ entry }, from): Edge[] =>
    requiredIn(entry, 'require').flatMap(({ name }) =>
      find(name).map((to) => ({ from, to, kind: 'prod' })),
    ),
  );
  if (project === null) return { importers: 'unknown', edges };
  const { directory, manifest } = project;
  const dependencies = [
    ...dependenciesIn(manifest, 'require', 'prod', find),
    ...dependenciesIn(manifest, 'require-dev', 'dev', find),
  ];
  return { importers: [{ path: directory, name: textOf(manifest.name), dependencies }], edges };
}

function dependenciesIn(
  manifest: Record<string, unknown>,
  section: 'require' | 'require-dev',
  kind: DependencyKind,
  find: Find,
): Dependency[] {
  return requiredIn(manifest, section).flatMap(({ name, range }) => {
    const targets = find(name);
    const asked = { alias: name, range, kind };
    return targets.length === 0
      ? [{ ...asked, to: null }]
      : targets.map((to): Dependency => ({ ...asked, to }));
  });
}

function stoodInFor(record: Record<string, unknown>): string[] {
  return ['replace', 'provide'].flatMap((section) => {
    const names = record[section];
    return isRecord(names) ? Object.keys(names).map(composerName) : [];
  });
}

function put(map: Map<string, number[]>, name: string, index: number): void {
  const known = map.get(name);
  if (known === undefined) map.set(name, [index]);
  else if (known.length < mostProviders) known.push(index);
}
