import type { Artefact, SourceProblem } from '../../sources/types.ts';
import { type GrowingPack, newPacker, type Packer } from '../pack/build.ts';
import { digestBytes, digestText } from '../statement/digest-bytes.ts';
import type { Store } from '../store.ts';
import type { InventoryRecorder, Reach, Weight } from '../types.ts';
import { type Prepared, prepare } from './prepare.ts';

/** An artefact that the inventory does not hold yet. */
export interface NewArtefact extends Omit<Prepared, 'sheets'> {
  readonly digest: string;
  readonly reader: string;
  readonly formatVersion: string;
  readonly describes: string;
  readonly ecosystems: readonly string[];
  readonly documents: number;
  readonly pack: GrowingPack | null;
  readonly slot: number;
}

/** What a look at a part has left so far. */
export interface Recorded {
  readonly key: string;
  readonly kind: 'files' | 'repository';
  /** By number: a row where the inventory holds it already. */
  readonly artefacts: (number | NewArtefact)[];
  /** Content keys with the numbers that they lead to. */
  readonly contents: [string, number][];
  readonly problems: SourceProblem[];
  readonly packer: Packer;
  reach: Reach | null;
  /** Null where nothing is known of them. */
  weights: readonly Weight[] | null;
  finished: { readonly fingerprint: string; readonly evidence: Uint8Array } | null;
}

/** An empty record of a part. */
export function emptyRecord(key: string, kind: Recorded['kind']): Recorded {
  return {
    key,
    kind,
    artefacts: [],
    contents: [],
    problems: [],
    packer: newPacker(),
    reach: null,
    weights: null,
    finished: null,
  };
}

/** Takes down into a record. Of an artefact it keeps what differs from the one before, and never the artefact. */
export function recorderInto(store: Store, record: Recorded): InventoryRecorder {
  const numbers = new WeakMap<Artefact, number>();
  const byKey = new Map<string | number, number>();
  const numberOf = (artefact: Artefact): number => {
    const recalled = store.recalled.get(artefact);
    if (recalled !== undefined) return numbered(recalled, () => recalled);
    const prepared = prepare(store, artefact);
    const checksum = Buffer.from(prepared.checksum).toString('hex');
    const key = `${checksum} ${artefact.reader} ${artefact.digest}`;
    const known = byKey.get(key);
    if (known !== undefined) return known;
    const row = findRow(store, artefact, prepared.checksum);
    const number =
      row === null
        ? numbered(key, () => asNew(artefact, prepared, record.packer))
        : numbered(row, () => row);
    byKey.set(key, number);
    return number;
  };
  const numbered = (key: string | number, make: () => number | NewArtefact): number => {
    const number = byKey.get(key) ?? record.artefacts.length;
    if (number === record.artefacts.length) record.artefacts.push(make());
    byKey.set(key, number);
    return number;
  };
  return {
    artefact(contentKey, artefact) {
      const number = numbers.get(artefact) ?? numberOf(artefact);
      numbers.set(artefact, number);
      if (contentKey !== null) record.contents.push([contentKey, number]);
      return number;
    },
    problem: (problem) => void record.problems.push(problem),
    reach(reach) {
      record.reach = reach;
    },
    weights(weights) {
      record.weights = weights;
    },
    finish(fingerprint, evidence) {
      record.finished = { fingerprint, evidence };
    },
  };
}

function asNew(artefact: Artefact, prepared: Prepared, packer: Packer): NewArtefact {
  const { sheets, ...rest } = prepared;
  const { digest, ecosystems, reader, reading } = artefact;
  const placed = sheets.length === 0 ? { pack: null, slot: 0 } : packer.add(sheets);
  const { describes, formatVersion } = reading;
  return {
    ...rest,
    ...placed,
    digest,
    reader,
    formatVersion,
    describes,
    ecosystems,
    documents: sheets.length,
  };
}

/** The row of an artefact that states the same; null where there is none. */
function findRow(
  { connection }: Store,
  { digest, reader, reading }: Artefact,
  checksum: Uint8Array,
): number | null {
  const rows = connection.all(
    `select a.id, a.digest, a.checksum, r.reader, r.format_version
     from artefact a join reading r on r.id = a.reading where a.digest = ?`,
    digestBytes(digest),
  );
  const row = rows.find(
    ([, bytes, sum, own, version]) =>
      digestText(bytes as Uint8Array) === digest &&
      Buffer.compare(sum as Uint8Array, checksum) === 0 &&
      own === reader &&
      version === JSON.stringify(reading.formatVersion),
  );
  return row === undefined ? null : Number(row[0]);
}
