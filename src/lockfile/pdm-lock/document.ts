import type { DependencyKind, Edge, LockDocument, LockedPackage } from '../types.ts';
import type { ParseContext } from '../reading/format.ts';
import { once } from '../reading/once.ts';
import { quoted } from '../reading/problems.ts';
import { companionProject, projectImporter, reportMissing } from '../reading/python-companion.ts';
import type { PythonProject } from '../reading/python-project.ts';
import { type PythonRequest, requestOfPep508 } from '../reading/python-request.ts';
import { membersOf } from '../reading/toml-late.ts';
import { entryLines } from '../reading/toml-places.ts';
import { isRecord, own, textOf } from '../reading/value.ts';
import { extrasOf, pdmPackage } from './entry.ts';
import { type PdmIndex, pdmIndex } from './find.ts';

type Table = Record<string, unknown>;

/**
 * Reads the packages of a pdm.lock: an entry per name, version and set of extras; one with extras stands beside the
 * one without. What the project asks for stands in the pyproject.toml beside it.
 */
export function pdmDocument(tree: Table, text: string, context: ParseContext): LockDocument {
  const { problems } = context;
  const metadata = own(tree, 'metadata');
  const oldFiles = isRecord(metadata) ? own(metadata, 'files') : undefined;
  const project = companionProject(context);
  const kinds = groupKinds(project);
  const packages: LockedPackage[] = [];
  const tables: Table[] = [];
  for (const table of membersOf(own(tree, 'package'))) {
    const locked = isRecord(table) ? pdmPackage(table, oldFiles, kinds, problems) : null;
    if (!isRecord(table) || locked === null) continue;
    packages.push(locked);
    tables.push(table);
  }
  const index = pdmIndex(packages, tables.map(extrasOf));
  const asked = tables.map((table) => requestsOf(table, context));
  checkWhole(tables, packages, oldFiles !== undefined, context);
  checkReferences(packages, asked, index, context);
  const wanted = project === null ? [] : lockedRequests(project, metadata);
  if (project !== null) reportMissing('pyproject.toml', wanted, index, problems);
  return {
    label: 'project',
    packages,
    covers: ['.'],
    graph: once(() => ({
      importers: project === null ? 'unknown' : [projectImporter(project.name, wanted, index)],
      edges: asked.flatMap((requests, from) => edgesOf(requests, from, index)),
    })),
    lines: once(() =>
      entryLines(
        text,
        'package',
        tables.map((table) => textOf(own(table, 'name')) ?? ''),
      ),
    ),
  };
}

/** What the pyproject.toml says the groups of the lockfile are: extras, or dependency groups. */
function groupKinds(project: PythonProject | null): ReadonlyMap<string, DependencyKind> {
  const kinds = new Map<string, DependencyKind>([['default', 'prod']]);
  for (const { group, kind } of project?.requests ?? [])
    if (group !== null && !kinds.has(group)) kinds.set(group, kind);
  return kinds;
}

/** A lockfile may be made of some groups alone, which it then names. */
function lockedRequests(project: PythonProject, metadata: unknown): readonly PythonRequest[] {
  const groups = isRecord(metadata) ? own(metadata, 'groups') : undefined;
  if (!Array.isArray(groups)) return project.requests;
  return project.requests.filter(({ group }) => groups.includes(group ?? 'default'));
}

function requestsOf(table: Table, { problems }: ParseContext): readonly PythonRequest[] {
  return membersOf(own(table, 'dependencies')).flatMap((line) => {
    const request =
      typeof line === 'string' ? requestOfPep508(line, { kind: 'prod', group: null }) : null;
    if (request !== null) return [request];
    const name = textOf(own(table, 'name')) ?? '';
    problems.add(
      'ENTRY_UNREADABLE',
      `${quoted(name)} asks for ${quoted(typeof line === 'string' ? line : '?')}, which is no dependency`,
    );
    return [];
  });
}

/** Archives stand at the end of an entry: the last one with them lacks nothing in front of them. */
function checkWhole(
  tables: readonly Table[],
  packages: readonly LockedPackage[],
  hasOldFiles: boolean,
  { problems }: ParseContext,
): void {
  const [last, locked] = [tables.at(-1), packages.at(-1)];
  if (last === undefined || locked?.source !== 'registry' || hasOldFiles) return;
  if (!Object.hasOwn(last, 'files'))
    problems.add('SYNTAX', `the last entry, ${quoted(locked.key)}, is not whole: it has no files`);
}

function checkReferences(
  packages: readonly LockedPackage[],
  asked: readonly (readonly PythonRequest[])[],
  index: PdmIndex,
  { problems }: ParseContext,
): void {
  for (const [at, requests] of asked.entries()) {
    for (const { conditional, name } of requests) {
      if (conditional || index.has(name)) continue;
      problems.add(
        'REFERENCE_MISSING',
        `${quoted(packages[at]?.key ?? '')} asks for ${quoted(name)}, which has no entry`,
      );
    }
  }
}

function edgesOf(requests: readonly PythonRequest[], from: number, index: PdmIndex): Edge[] {
  const targets = new Set(requests.flatMap((request) => index.findFor(request)));
  targets.delete(from);
  return [...targets].map((to) => ({ from, to, kind: 'prod' }));
}
