import { pep440OfPoetry } from '../../package/poetry-range.ts';
import type { Edge, LockDocument, LockedPackage } from '../types.ts';
import type { ParseContext } from '../reading/format.ts';
import { once } from '../reading/once.ts';
import { quoted, type Problems } from '../reading/problems.ts';
import { companionProject, projectImporter, reportMissing } from '../reading/python-companion.ts';
import { type PythonIndex, pythonIndex } from '../reading/python-index.ts';
import { normalName } from '../reading/python-package.ts';
import { membersOf } from '../reading/toml-late.ts';
import { entryLines } from '../reading/toml-places.ts';
import { isRecord, own, textOf } from '../reading/value.ts';
import { poetryPackage } from './entry.ts';

type Table = Record<string, unknown>;

/** Reads the packages of a poetry.lock: one entry per name, version and source. What the project asks for stands beside it alone. */
export function poetryDocument(tree: Table, text: string, context: ParseContext): LockDocument {
  const { problems } = context;
  const oldFiles = recordAt(recordAt(tree, 'metadata'), 'files');
  const packages: LockedPackage[] = [];
  const tables: Table[] = [];
  for (const table of membersOf(own(tree, 'package'))) {
    const locked = isRecord(table) ? poetryPackage(table, oldFiles, problems) : null;
    if (!isRecord(table) || locked === null) continue;
    packages.push(locked);
    tables.push(table);
  }
  const index = pythonIndex(packages);
  checkReferences(tables, index, problems);
  const project = companionProject(context);
  if (project !== null) reportMissing('pyproject.toml', project.requests, index, problems);
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
        'package',
        tables.map((table) => textOf(own(table, 'name')) ?? ''),
      ),
    ),
  };
}

interface Asked {
  readonly name: string;
  readonly range: string | null;
  readonly optional: boolean;
  /** Optional, or asked for on some machines alone: Poetry leaves out what the project's Python excludes. */
  readonly conditional: boolean;
}

/** `[package.dependencies]`: a constraint, a table with one, or a list of such tables. */
function askedBy(table: Table): Asked[] {
  const dependencies = recordAt(table, 'dependencies');
  return Object.keys(dependencies).flatMap((key) => {
    const stated = dependencies[key];
    const name = normalName(key);
    return (Array.isArray(stated) ? (stated as unknown[]) : [stated]).map((one): Asked => {
      if (!isRecord(one)) {
        const range = typeof one === 'string' ? pep440OfPoetry(one) : null;
        return { name, range, optional: false, conditional: false };
      }
      const version = textOf(own(one, 'version'));
      const optional = own(one, 'optional') === true;
      return {
        name,
        range: version === null ? null : pep440OfPoetry(version),
        optional,
        conditional: optional || Object.hasOwn(one, 'markers') || Object.hasOwn(one, 'python'),
      };
    });
  });
}

/** An optional dependency counts where it is locked at all: some extra was asked for. */
function edgesOf(table: Table, from: number, index: PythonIndex): Edge[] {
  const targets = new Map<number, Edge>();
  for (const { name, optional, range } of askedBy(table)) {
    for (const to of index.find(name, range)) {
      if (targets.get(to)?.kind === 'prod') continue;
      targets.set(to, { from, to, kind: optional ? 'optional' : 'prod' });
    }
  }
  return [...targets.values()];
}

function checkReferences(tables: readonly Table[], index: PythonIndex, problems: Problems): void {
  for (const table of tables) {
    const dependencies = own(table, 'dependencies');
    if (dependencies !== undefined && !isRecord(dependencies)) {
      const name = textOf(own(table, 'name')) ?? '';
      problems.add('ENTRY_UNREADABLE', `the dependencies of ${quoted(name)} are not a table`);
      continue;
    }
    for (const { conditional, name } of askedBy(table)) {
      if (conditional || index.has(name)) continue;
      const asking = textOf(own(table, 'name')) ?? '';
      problems.add(
        'REFERENCE_MISSING',
        `${quoted(asking)} asks for ${quoted(name)}, which has no entry`,
      );
    }
  }
}

function recordAt(table: Table, key: string): Table {
  const value = own(table, key);
  return isRecord(value) ? value : {};
}
