import type {
  Graph,
  LockDocument,
  LockProblem,
  Reading,
  OpenRequest,
  ProjectInstall,
} from '../lockfile/types.ts';
import type { StatementTable } from '../lockfile/statements.ts';
import type { Artefact } from '../sources/types.ts';
import type { Row } from './connection.ts';
import { digestText } from './statement/digest-bytes.ts';
import { selectStatements, statementOf } from './statement/row.ts';
import type { Store } from './store.ts';
import { damaged } from './varint.ts';

/** Columns from which an artefact is made; `a` and `r` are its tables. */
export const artefactColumns = `
  a.id, a.digest, a.problems, a.installs, a.pack, a.slot, a.documents,
  r.reader, r.format_version, r.describes, r.ecosystems`;

/** An artefact as it is remembered. What its documents state is unfolded when it is asked for. */
export function artefactOf(store: Store, row: Row): Artefact {
  const [
    id,
    digest,
    problems,
    installs,
    pack,
    slot,
    documents,
    reader,
    formatVersion,
    describes,
    words,
  ] = row;
  if (!(digest instanceof Uint8Array)) throw damaged(`artefact ${Number(id)} has no digest`);
  const first = Number(slot);
  const own =
    typeof installs === 'string'
      ? (JSON.parse(installs) as (readonly ProjectInstall[] | null)[])
      : [];
  let unfolded: readonly LockDocument[] | null = null;
  const artefact: Artefact = {
    digest: digestText(digest),
    reader: String(reader),
    ecosystems: String(words)
      .split(' ')
      .filter((word) => word !== ''),
    reading: {
      formatVersion: JSON.parse(String(formatVersion)) as string,
      describes: describedBy(String(describes)),
      problems: problems === null ? [] : (JSON.parse(String(problems)) as LockProblem[]),
      get documents() {
        unfolded ??= Array.from({ length: Number(documents) }, (_, index) =>
          documentOf(store, Number(pack), first + index, own[index] ?? null),
        );
        return unfolded;
      },
    },
  };
  store.recalled.set(artefact, Number(id));
  return artefact;
}

/** Throws INVENTORY_INVALID for what no reader ever said. */
function describedBy(word: string): Reading['describes'] {
  if (word === 'resolution' || word === 'installation' || word === 'storage') return word;
  throw damaged(`an artefact describes ${JSON.stringify(word)}`);
}

type Statements = { readonly table: StatementTable; readonly ids: Uint32Array };

/** One document. It keeps no statements alive: thousands of versions of one lockfile may be gone through. */
function documentOf(
  store: Store,
  pack: number,
  slot: number,
  installs: readonly ProjectInstall[] | null,
): LockDocument {
  const read = () => store.packs.read(pack, slot + 1);
  const { codes, packages } = read().codesAt(slot);
  const requested = codes.slice(packages);
  let kept: WeakRef<Statements> | null = null;
  return {
    label: read().labelOf(slot),
    covers: 'unknown',
    get statements() {
      const known = kept?.deref();
      if (known !== undefined) return known;
      const unfolded = read().codesAt(slot);
      const made = {
        table: store.statements,
        ids: unfolded.codes.slice(0, unfolded.packages),
      };
      kept = new WeakRef(made);
      return made;
    },
    get packages() {
      return Array.from(this.statements?.ids ?? [], (id) => store.statements.at(id));
    },
    ...(requested.length === 0 ? {} : { requests: requestsOf(store, requested) }),
    ...(installs === null ? {} : { installs }),
    graph: (): Graph => ({ importers: 'unknown', edges: [] }),
    lines: () => Array.from({ length: packages }, () => 0),
  };
}

/** What a document asks for, in the order in which it was first met. */
function requestsOf({ connection }: Store, codes: Uint32Array): readonly OpenRequest[] {
  return Array.from(codes, (code) => {
    const row = connection.first(`${selectStatements} where s.id = ?`, code >>> 1);
    const one = row === null ? null : statementOf(row);
    if (one?.kind !== 'request') throw damaged(`statement ${code >>> 1} is no request`);
    return one.stated;
  });
}
