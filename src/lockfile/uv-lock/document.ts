import type { LockDocument, LockedPackage } from '../types.ts';
import type { ParseContext } from '../reading/format.ts';
import { once } from '../reading/once.ts';
import { quoted, type Problems } from '../reading/problems.ts';
import { pythonPackage } from '../reading/python-package.ts';
import { membersOf } from '../reading/toml-late.ts';
import { entryLines } from '../reading/toml-places.ts';
import { isRecord, own, textOf } from '../reading/value.ts';
import { type Table, uvHashes, uvSourceOf } from './entry.ts';
import { uvGraph } from './graph.ts';
import { isMember, pathOf, type UvEntry } from './lock.ts';
import { checkWhole } from './whole.ts';

/**
 * Reads the packages of a uv.lock: one entry per name, version and source, the members of the workspace among them.
 * Members (`editable`, `virtual`) are importers, and what they ask for stands in their entries.
 */
export function uvDocument(tree: Table, text: string, context: ParseContext): LockDocument {
  const { problems } = context;
  const packages: LockedPackage[] = [];
  const entries: UvEntry[] = [];
  for (const table of membersOf(own(tree, 'package'))) {
    const read = isRecord(table) ? readEntry(table, problems) : null;
    if (read === null) continue;
    packages.push(read.locked);
    entries.push(read.entry);
  }
  const manifest = own(tree, 'manifest');
  const lock = { entries, packages, manifest: isRecord(manifest) ? manifest : {} };
  checkWhole(lock, context);
  return {
    label: 'project',
    packages,
    covers: [
      ...new Set([
        '.',
        ...entries.flatMap(({ source }) => (isMember(source) ? [pathOf(source)] : [])),
      ]),
    ],
    graph: once(() => uvGraph(lock)),
    lines: once(() =>
      entryLines(
        text,
        'package',
        entries.map(({ name }) => name),
      ),
    ),
  };
}

function readEntry(
  table: Table,
  problems: Problems,
): { locked: LockedPackage; entry: UvEntry } | null {
  const name = textOf(own(table, 'name'));
  if (name === null) {
    problems.add('ENTRY_UNREADABLE', 'an entry has no name');
    return null;
  }
  const source = uvSourceOf(table);
  if (source === null) {
    problems.add('ENTRY_UNREADABLE', `${quoted(name)} has no source that is known`);
  }
  const version = textOf(own(table, 'version')) ?? '';
  const locked = pythonPackage(
    {
      key: version === '' ? name : `${name}@${version}`,
      name,
      version,
      source: source?.source ?? 'registry',
      resolved: source?.at ?? null,
      commit: source?.commit ?? null,
      marks: [],
      scope: null,
      hashes: () => uvHashes(table),
    },
    problems,
  );
  return locked === null ? null : { locked, entry: { table, source, name } };
}
