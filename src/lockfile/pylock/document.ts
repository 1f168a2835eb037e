import type { Edge, LockDocument, LockedPackage } from '../types.ts';
import type { ParseContext } from '../reading/format.ts';
import { once } from '../reading/once.ts';
import { quoted } from '../reading/problems.ts';
import { companionProject, projectImporter, reportMissing } from '../reading/python-companion.ts';
import { type PythonIndex, pythonIndex } from '../reading/python-index.ts';
import { normalName } from '../reading/python-package.ts';
import type { PythonProject } from '../reading/python-project.ts';
import { membersOf } from '../reading/toml-late.ts';
import { entryLines } from '../reading/toml-places.ts';
import { isRecord, own, textOf } from '../reading/value.ts';
import { pylockPackage, type Table } from './entry.ts';

/** Reads the packages of a pylock.toml. */
export function pylockDocument(tree: Table, text: string, context: ParseContext): LockDocument {
  const { path, problems } = context;
  const packages: LockedPackage[] = [];
  const tables: Table[] = [];
  for (const table of membersOf(own(tree, 'packages'))) {
    const locked = isRecord(table) ? pylockPackage(table, problems) : null;
    if (!isRecord(table) || locked === null) continue;
    packages.push(locked);
    tables.push(table);
  }
  if (!Object.hasOwn(tree, 'packages'))
    problems.add('SYNTAX', 'has no "packages", which it must have even when there are none');
  const index = pythonIndex(packages);
  checkReferences(tables, index, context);
  // A named file may be made for a part of the project.
  const isWhole = path.endsWith('pylock.toml');
  const project = companionProject(context);
  if (project !== null && isWhole)
    reportMissing('pyproject.toml', always(project, tree), index, problems);
  return {
    label: 'project',
    packages,
    covers: ['.'],
    graph: once(() => ({
      importers:
        project === null ? 'unknown' : [projectImporter(project.name, project.requests, index)],
      edges: tables.flatMap((table, from) => edgesOf(table, from, index)),
    })),
    lines: once(() =>
      entryLines(
        text,
        'packages',
        tables.map((table) => textOf(own(table, 'name')) ?? ''),
      ),
    ),
  };
}

/** What the project asks for by itself, and by the extras and groups that the file says it holds. */
function always(project: PythonProject, tree: Table): PythonProject['requests'] {
  const groups = new Set(
    ['extras', 'dependency-groups', 'default-groups'].flatMap((key) => membersOf(own(tree, key))),
  );
  return project.requests.filter(({ group }) => group === null || groups.has(group));
}

/** A dependency is an entry's name, with whatever else of the entry tells it from others of that name. */
function edgesOf(table: Table, from: number, index: PythonIndex): Edge[] {
  return membersOf(own(table, 'dependencies')).flatMap((dependency): Edge[] => {
    const name = isRecord(dependency) ? textOf(own(dependency, 'name')) : null;
    if (!isRecord(dependency) || name === null) return [];
    const version = textOf(own(dependency, 'version'));
    const range = version === null ? null : `===${version}`;
    return index.find(normalName(name), range).map((to) => ({ from, to, kind: 'prod' }));
  });
}

function checkReferences(
  tables: readonly Table[],
  index: PythonIndex,
  { problems }: ParseContext,
): void {
  for (const table of tables) {
    const asking = textOf(own(table, 'name')) ?? '';
    for (const dependency of membersOf(own(table, 'dependencies'))) {
      const name = isRecord(dependency) ? textOf(own(dependency, 'name')) : null;
      if (name === null)
        problems.add('ENTRY_UNREADABLE', `${quoted(asking)} asks for something without a name`);
      else if (!index.has(normalName(name)))
        problems.add(
          'REFERENCE_MISSING',
          `${quoted(asking)} asks for ${quoted(name)}, which has no entry`,
        );
    }
  }
}
