import { byCodeUnit } from './order.ts';
import type { Sources } from './schema.ts';

/** Behind the name of a list that stated a fact once, states it no more, and was the last to do so. */
const RETRACTED = ' (retracted)';

/** Who states a fact, while lists are merged: list name to the vendors it names. */
export type SourceMap = Map<string, readonly string[]>;

/** Whether no list states the fact any more: all that are left are marked as retracted. */
export function isRetracted(sources: Sources): boolean {
  return Object.keys(sources).every((list) => list.endsWith(RETRACTED));
}

/** Sources as they are written: sorted by list, marks of retraction only where no list is left. */
export function settleSources(sources: SourceMap): Sources {
  const stating = [...sources].filter(([list]) => !list.endsWith(RETRACTED));
  const kept = stating.length > 0 ? stating : [...sources];
  return Object.fromEntries(
    kept.toSorted(([a], [b]) => byCodeUnit(a, b)).map(([list, vendors]) => [list, [...vendors]]),
  );
}

/**
 * Takes a list's word back, as its newer import is about to be read: the fact stays, marked, and the mark
 * goes when the import states it again or another list does.
 */
export function retract(sources: SourceMap, list: string): void {
  const vendors = sources.get(list);
  if (vendors === undefined) return;
  sources.delete(list);
  sources.set(list + RETRACTED, vendors);
}

/** Adds a list's word. */
export function addSource(sources: SourceMap, list: string, vendors: readonly string[]): void {
  sources.delete(list + RETRACTED);
  sources.set(list, [...new Set([...(sources.get(list) ?? []), ...vendors])].toSorted(byCodeUnit));
}
