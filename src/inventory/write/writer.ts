import type { Store } from '../store.ts';
import type { TargetFacts, TargetWriter } from '../types.ts';
import { commitTarget } from './commit.ts';
import { emptyRecord, type Recorded, recorderInto } from './recorder.ts';

/** Writes one look at a target, in one transaction at its end. */
export function writerOf(store: Store, target: TargetFacts): TargetWriter {
  let records: Recorded[] = [];
  const kept = new Set<string>();
  const dropped = new Set<string>();
  return {
    part(key, kind) {
      const record = emptyRecord(key, kind);
      records = [...records.filter((one) => one.key !== key), record];
      return recorderInto(store, record);
    },
    keep: (key) => void kept.add(key),
    drop: (key) => void dropped.add(key),
    commit(at) {
      writing(store, () => commitTarget(store, target, { records, kept, dropped }, at));
      records = [];
    },
    abandon() {
      records = [];
    },
  };
}

/** A write transaction with its counters. What was learnt in one that came to nothing is forgotten. */
export function writing<T>(store: Store, work: () => T): T {
  const { connection, counters, packs, vocabulary } = store;
  try {
    return connection.transaction(() => {
      counters.begin();
      vocabulary.renew();
      const result = work();
      counters.end();
      return result;
    });
  } catch (error) {
    vocabulary.drop();
    packs.drop();
    throw error;
  }
}
