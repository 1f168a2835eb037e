import { setImmediate } from 'node:timers/promises';
import { gatherEvidence } from '../evidence.ts';
import { packEvidence } from '../evidence-pack.ts';
import type { RepositoryHistory } from '../history.ts';
import type { PartRecorder } from '../memory.ts';
import type { Sighting, SourceItem } from '../types.ts';

/** What a look at a part comes to beside what it yields. */
export interface LookedAt {
  readonly fingerprint: string;
  /** Null where tips alone were looked at. */
  history(): RepositoryHistory | null;
  /** What was noted of contents; absent where nothing is. */
  notes?(): Uint8Array;
}

/**
 * Hands on what a look yields, and takes it down. A look that found signs is not to be recalled: they are not taken down.
 */
export async function* recorded(
  items: AsyncIterable<SourceItem>,
  recorder: PartRecorder | null,
  source: string,
  looked: LookedAt,
): AsyncGenerator<SourceItem> {
  if (recorder === null) {
    yield* items;
    return;
  }
  const evidence = gatherEvidence(source);
  let signs = false;
  for await (const item of items) {
    if (item.kind === 'problem') recorder.problem(item);
    else if (item.kind === 'sign') signs = true;
    else {
      const isTip = item.past !== true;
      const number = recorder.artefact(item.contentKey ?? null, item.artefact, isTip);
      evidence.add(number, item.past === true ? item : told(item, recorder));
    }
    yield item;
  }
  // What is built of one can be let go before the next, which one turn of the loop does not do.
  // oxlint-disable-next-line no-await-in-loop
  while (recorder.settle?.() === true) await setImmediate();
  const left = packEvidence(evidence.finish(looked.history()));
  recorder.finish(signs ? '' : looked.fingerprint, left, looked.notes?.());
}

/** Tells of a sighting where somebody asks. Its places are worked out once: many refs make that slow. */
function told(sighting: Sighting, recorder: PartRecorder): Sighting {
  if (recorder.tip === undefined) return sighting;
  const places = sighting.places();
  recorder.tip(sighting.artefact, places);
  return { ...sighting, places: () => places };
}
