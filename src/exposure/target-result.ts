import { FirebreakError } from '../errors.ts';
import type { Doors } from '../host/doors.ts';
import type { Incident } from '../incident/schema.ts';
import { type LookSession, plainLook } from '../sources/look.ts';
import type { Target } from '../sources/target.ts';
import { collectExposures } from './exposures.ts';
import { sift } from './hits.ts';
import { type KnownReleases, outcomesOf } from './outcome.ts';
import type { Matcher } from './matcher.ts';
import type { CoverageProblem, Exposure, RuledOut, Sign } from './schema.ts';
import { collectSigns } from './signs/collect.ts';
import { type ArtefactCounts, Tally } from './tally.ts';

/** What looking at one target gave. */
export interface TargetResult {
  readonly name: string;
  readonly kind: Target['kind'];
  readonly exposures: readonly Exposure[];
  /** Sorted by path and purl. */
  readonly ruledOut: readonly RuledOut[];
  /** The strongest first. */
  readonly signs: readonly Sign[];
  /** Those that bear on the incident's ecosystems, sorted by path. */
  readonly problems: readonly CoverageProblem[];
  readonly artefacts: ArtefactCounts;
  /** Refs that were looked at in outline. */
  readonly outlined: number;
  /** False when it could not be opened at all. */
  readonly opened: boolean;
}

export interface Question {
  /** Null where only reading counts: every problem then bears on the answer. */
  readonly incident: Incident | null;
  readonly matcher: Matcher | null;
  /** What registries say of packages that are sought; absent where none was asked. */
  readonly releases?: KnownReleases;
}

const nothingAsked: KnownReleases = () => null;

/** Looks at one target and matches what it holds. Never throws for what the target holds; INTERRUPTED passes through. */
export async function lookAt(
  target: Target,
  question: Question,
  doors: Doors,
  session: LookSession = plainLook,
): Promise<TargetResult> {
  const window = question.incident?.window ?? { from: null, to: null, estimated: true, source: '' };
  const collector = collectExposures(target.name, { window, now: doors.clock.now() });
  const signs = collectSigns(target.name, {
    indicators: question.incident?.indicators ?? [],
    window,
  });
  const tally = new Tally(target.name, question.incident);
  let opened = true;
  let outlined = 0;
  const watched: LookSession = {
    ...session,
    outlined: (refs) => {
      outlined += refs;
    },
  };
  try {
    for await (const item of target.sightings(doors, watched)) {
      doors.signal.throwIfAborted();
      if (item.kind === 'problem') {
        tally.problem(item);
        continue;
      }
      if (item.kind === 'sign') {
        signs.add(item);
        continue;
      }
      tally.sighting(item);
      if (question.matcher === null) continue;
      const sifted = sift(item.artefact, question.matcher);
      const parts = await outcomesOf(item, sifted, window, question.releases ?? nothingAsked);
      for (const part of parts) collector.add(part.sighting, part.sifted);
      tally.unclear(item, sifted.unclear);
    }
  } catch (error) {
    doors.signal.throwIfAborted();
    if (!(error instanceof FirebreakError) || error.code === 'INTERRUPTED') throw error;
    opened = tally.artefacts().seen > 0;
    tally.failed(error);
  }
  return {
    name: target.name,
    kind: target.kind,
    ...collector.finish(),
    signs: signs.finish(),
    problems: tally.problems(),
    artefacts: tally.artefacts(),
    outlined,
    opened,
  };
}
