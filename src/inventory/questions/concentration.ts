import { unsqueezedList } from '../compressed.ts';
import type { Connection } from '../connection.ts';
import { sources, statementKinds } from '../statement/words.ts';
import type { Store } from '../store.ts';
import { stored } from '../text.ts';
import type { Weight } from '../types.ts';

/** How much hangs on one external package. */
export interface Concentration {
  readonly ecosystem: string;
  readonly name: string;
  /** Targets that hold any version of it. */
  readonly repositories: number;
  /** Artefacts that do. */
  readonly artefacts: number;
  /** Distinct versions among them. */
  readonly versions: number;
  /** Paths that lead to it, and packages that come in through it alone, over all targets; 0 where none were taken down. */
  readonly paths: number;
  readonly dominates: number;
}

/** What concentration was worked out from. */
export interface Concentrations {
  readonly packages: readonly Concentration[];
  /** Targets with what weighs in their lockfiles' graphs, of all. */
  readonly targets: { readonly weighed: number; readonly total: number };
}

/** Every external package that some part holds, in no order. What lies in a workspace or a file is not external. */
export function concentrations(store: Store): Concentrations {
  const { connection } = store;
  return connection.reading(() => {
    const packages = externalPackages(connection);
    const counts = countHolders(store, packages);
    const { targets, weights } = sumWeights(connection);
    const rows = connection
      .all('select id, ecosystem, compared, name from package')
      .flatMap(([id, ecosystem, compared, own]): Concentration[] => {
        const repositories = counts.repositories[Number(id)] ?? 0;
        if (repositories === 0) return [];
        const name = stored(String(own ?? compared));
        const weight = weights.get(`${String(ecosystem)}\n${name}`);
        return [
          {
            ecosystem: stored(String(ecosystem)),
            name,
            repositories,
            artefacts: counts.artefacts[Number(id)] ?? 0,
            versions: packages.versions.get(Number(id))?.size ?? 0,
            paths: weight?.paths ?? 0,
            dominates: weight?.dominates ?? 0,
          },
        ];
      });
    return { packages: rows, targets };
  });
}

interface External {
  /** By row of a statement, the row of its package; 0 for what is not external. */
  readonly owners: Uint32Array;
  readonly versions: ReadonlyMap<number, ReadonlySet<string>>;
  /** The highest row of a package. */
  readonly last: number;
}

function externalPackages(connection: Connection): External {
  const [statements, last] =
    connection.first('select (select max(id) from statement), (select max(id) from package)') ?? [];
  const owners = new Uint32Array(Number(statements ?? 0) + 1);
  const versions = new Map<number, Set<string>>();
  const own = [sources.indexOf('file'), sources.indexOf('workspace')];
  for (const [id, owner, detail, version] of connection.each(
    'select id, package, detail, version from statement where kind = ?',
    statementKinds.package,
  )) {
    if (own.includes(Number(detail))) continue;
    owners[Number(id)] = Number(owner);
    const known = versions.get(Number(owner)) ?? new Set<string>();
    known.add(String(version));
    versions.set(Number(owner), known);
  }
  return { owners, versions, last: Number(last ?? 0) };
}

function countHolders(
  store: Store,
  { last, owners }: External,
): { repositories: Uint32Array; artefacts: Uint32Array } {
  const repositories = new Uint32Array(last + 1);
  const artefacts = new Uint32Array(last + 1);
  const metIn = new Uint32Array(last + 1);
  const metBy = new Uint32Array(last + 1);
  const counted = new Set<number>();
  const rows = store.connection.each(
    `select p.target, a.id, a.pack, a.slot, a.documents
     from part p join sighting s on s.part = p.id join artefact a on a.id = s.artefact
     order by p.target, p.id, s.number`,
  );
  for (const [target, artefact, pack, slot, documents] of rows) {
    const isNew = !counted.has(Number(artefact));
    counted.add(Number(artefact));
    const end = Number(slot) + Number(documents);
    for (let at = Number(slot); at < end; at += 1) {
      const { codes, packages } = store.packs.read(Number(pack), end).codesAt(at);
      for (let index = 0; index < packages; index += 1) {
        const owner = owners[(codes[index] as number) >>> 1] as number;
        if (owner === 0) continue;
        if (metIn[owner] !== target) {
          metIn[owner] = Number(target);
          repositories[owner] = (repositories[owner] as number) + 1;
        }
        if (isNew && metBy[owner] !== artefact) {
          metBy[owner] = Number(artefact);
          artefacts[owner] = (artefacts[owner] as number) + 1;
        }
      }
    }
  }
  return { repositories, artefacts };
}

/**
 * One part speaks for its target: the others are the same lockfiles as another clone has them, or as another kind of look
 * met them. Best is a work tree, which every look reads anew.
 */
function sumWeights(connection: Connection): {
  weights: ReadonlyMap<string, { paths: number; dominates: number }>;
  targets: Concentrations['targets'];
} {
  const sums = new Map<string, { paths: number; dominates: number }>();
  const total = Number(connection.first('select count(*) from target')?.[0] ?? 0);
  let weighed = 0;
  let before: unknown = null;
  for (const [target, bytes] of connection.each(
    `select target, weights from part where weights is not null
     order by target, case kind when 'files' then 0 else 1 end, id desc`,
  )) {
    if (target === before) continue;
    before = target;
    weighed += 1;
    for (const { dominates, ecosystem, name, paths } of unsqueezedList(
      bytes,
    ) as readonly Weight[]) {
      const key = `${ecosystem}\n${name}`;
      const sum = sums.get(key) ?? { paths: 0, dominates: 0 };
      sum.paths = Math.min(Number.MAX_SAFE_INTEGER, sum.paths + paths);
      sum.dominates += dominates;
      sums.set(key, sum);
    }
  }
  return { weights: sums, targets: { weighed, total } };
}
