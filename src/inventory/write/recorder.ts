import type { Artefact, SourceProblem } from '../../sources/types.ts';
import { type GrowingPack, newPacker, type Packer } from '../pack/build.ts';
import { type FindSpace, spacesOfLook } from '../statement/spaces.ts';
import type { Store } from '../store.ts';
import type { InventoryRecorder, Reach, Weight } from '../types.ts';
import { findBuilt, findUnbuilt } from './known-artefacts.ts';
import { type Prepared, prepare } from './prepare.ts';
import { isUnbuilt, nothingWaiting } from './waiting.ts';

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
  readonly spaceOf: FindSpace;
  reach: Reach | null;
  /** Null where nothing is known of them. */
  weights: readonly Weight[] | null;
  finished: {
    readonly fingerprint: string;
    readonly evidence: Uint8Array;
    readonly notes: Uint8Array | null;
  } | null;
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
    spaceOf: spacesOfLook(),
    reach: null,
    weights: null,
    finished: null,
  };
}

/** Stands for an artefact of which it is not known yet whether the inventory holds it. */
const unsettled = 0;

/** Takes down into a record. Of an artefact it keeps what differs from the one before, and never the artefact. */
export function recorderInto(store: Store, record: Recorded): InventoryRecorder {
  const { artefacts } = record;
  const numbers = new WeakMap<Artefact, number>();
  const byKey = new Map<string | number, number>();
  const waiting = nothingWaiting();
  const numberOf = (artefact: Artefact, isTip: boolean): number => {
    const recalled = store.recalled.get(artefact);
    if (recalled !== undefined) return ofRow(recalled);
    const met = waiting.find(artefact);
    if (!isTip || !isUnbuilt(artefact)) {
      waiting.remove(artefact);
      return settled(artefact, met);
    }
    if (met !== null) return met;
    const row = findUnbuilt(store, artefact);
    if (row !== null) return ofRow(row);
    // At tips alone nothing comes that would tell what it states.
    const waits = record.reach === 'history' && waiting.add(artefact, artefacts.length);
    return waits ? artefacts.push(unsettled) - 1 : settled(artefact, null);
  };
  const ofRow = (row: number): number => {
    const number = byKey.get(row) ?? artefacts.push(row) - 1;
    byKey.set(row, number);
    return number;
  };
  /** `at`: the number that it was given already. */
  const settled = (artefact: Artefact, at: number | null): number => {
    const prepared = prepare(record.spaceOf, artefact);
    const checksum = Buffer.from(prepared.checksum).toString('hex');
    const key = `${checksum} ${artefact.reader} ${artefact.digest}`;
    const known = byKey.get(key);
    if (known !== undefined) {
      if (at !== null) artefacts[at] = artefacts[known] as number | NewArtefact;
      return at ?? known;
    }
    const row = findBuilt(store, artefact, prepared.checksum);
    const before = row === null ? undefined : byKey.get(row);
    const number = at ?? before ?? artefacts.push(unsettled) - 1;
    if (number !== before) artefacts[number] = row ?? asNew(artefact, prepared, record.packer);
    byKey.set(key, number);
    if (row !== null && before === undefined) byKey.set(row, number);
    return number;
  };
  const settle = (): boolean => {
    const next = waiting.take();
    if (next !== null) settled(next[1], next[0]);
    return next !== null;
  };
  return {
    artefact(contentKey, artefact, isTip) {
      const number = numbers.get(artefact) ?? numberOf(artefact, isTip ?? contentKey === null);
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
    settle,
    finish(fingerprint, evidence, notes) {
      while (settle());
      record.finished = { fingerprint, evidence, notes: notes ?? null };
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
