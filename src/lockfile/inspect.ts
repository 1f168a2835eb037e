import { purlOf } from '../package/purl.ts';
import { classify } from './graph.ts';
import type { LockedPackage, Mark, PackageSource, Reading, Scope } from './types.ts';

/** One package a file states, whatever the number of its entries. */
export interface InspectRow {
  readonly purl: string;
  readonly ecosystem: string;
  readonly name: string;
  readonly version: string;
  /** Whether an importer asks for it itself; null where the file and its companions cannot tell. */
  readonly direct: boolean | null;
  /** The strongest of its entries'. */
  readonly scope: Scope;
  readonly marks: readonly Mark[];
  readonly source: PackageSource;
  readonly resolved: string | null;
  readonly commit: string | null;
  readonly integrity: string | null;
  /** 1-based, of all its entries whose line is known. */
  readonly lines: readonly number[];
}

export interface Inspection {
  readonly packages: readonly InspectRow[];
  /** Edges between packages, in all documents. What importers ask for is not among them. */
  readonly edges: number;
}

interface Entry {
  readonly locked: LockedPackage;
  readonly direct: boolean | null;
  readonly scope: Scope;
  readonly line: number;
}

/** Never empty: a row exists because an entry does. */
type Group = [Entry, ...Entry[]];

const byStrength: readonly Scope[] = ['prod', 'peer', 'optional', 'dev', 'unknown'];

/** The full set of packages that a reading states: one row per ecosystem, name, version and source, sorted by these. */
export function inspectRows(reading: Reading): Inspection {
  const groups = new Map<string, Group>();
  let edges = 0;
  for (const document of reading.documents) {
    const classes = classify(document);
    const lines = document.lines();
    edges += document.graph().edges.length;
    for (const [index, locked] of document.packages.entries()) {
      const identity = identityOf(locked);
      const entry: Entry = {
        locked,
        direct: classes[index]?.direct ?? null,
        scope: classes[index]?.scope ?? 'unknown',
        line: lines[index] ?? 0,
      };
      const group = groups.get(identity);
      if (group === undefined) groups.set(identity, [entry]);
      else group.push(entry);
    }
  }
  const sorted = [...groups].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return { packages: sorted.map(([, entries]) => rowOf(entries)), edges };
}

/** NUL sorts before every sign of a name, so that comparing identities compares field by field. */
function identityOf({ ecosystem, name, version, source }: LockedPackage): string {
  return [ecosystem, name, version, source].join('\0');
}

function rowOf(entries: Group): InspectRow {
  const { ecosystem, name, version, source } = entries[0].locked;
  const all = entries.map(({ locked }) => locked);
  return {
    purl: purlOf(ecosystem, name, version === '' ? null : version),
    ecosystem,
    name,
    version,
    direct: directOf(entries),
    scope: byStrength.find((scope) => entries.some((entry) => entry.scope === scope)) ?? 'unknown',
    marks: [...new Set(all.flatMap(({ marks }) => marks))].toSorted(),
    source,
    resolved: first(all.map(({ resolved }) => resolved)),
    commit: first(all.map(({ commit }) => commit)),
    integrity: first(all.map(({ integrity }) => integrity)),
    lines: [...new Set(entries.map(({ line }) => line))]
      .filter((line) => line > 0)
      .toSorted((a, b) => a - b),
  };
}

function directOf(entries: readonly Entry[]): boolean | null {
  if (entries.some(({ direct }) => direct === true)) return true;
  return entries.some(({ direct }) => direct === null) ? null : false;
}

function first(values: readonly (string | null)[]): string | null {
  return values.find((value) => value !== null) ?? null;
}
