import type { Incident } from '../incident/schema.ts';
import type { HoldingPart, Inventory } from '../inventory/types.ts';
import { placesOfRow } from '../sources/evidence.ts';
import { unpackEvidence } from '../sources/evidence-pack.ts';
import { tipsInHistory } from '../sources/evidence-tips.ts';
import type { Sighting } from '../sources/types.ts';
import { collectExposures, type Times } from './exposures.ts';
import { type KnownHits, knownHits } from './known-hits.ts';
import { createMatcher, type Matcher } from './matcher.ts';
import { outcomesOf } from './outcome.ts';
import type { Exposure, Verdict } from './schema.ts';
import { soughtStatements } from './sought-statements.ts';
import { weightOf } from './weight.ts';

/** What the inventory knows of one target that holds something, or held it. */
export interface KnownTarget {
  readonly name: string;
  readonly place: string;
  /** By its exposures alone: `not-exposed` where none of them counts, since each came after it could be installed. */
  readonly verdict: Exclude<Verdict, 'unknown'>;
  /** When it was last looked at, ISO 8601 in UTC: of the parts that hold it, the one that was so longest ago. */
  readonly at: string;
  readonly exposures: readonly Exposure[];
}

export interface KnownQuestion {
  readonly incident: Incident;
  /** What the incident stated before: what answers to that as well is no news. Null where all is. */
  readonly before: Incident | null;
  readonly now: Date;
}

/**
 * Exposure that follows from what earlier looks recorded, without looking again; sorted by target. Where a package lies in
 * its file, and what asks for it, is not recorded: paths are empty and lines none.
 */
export async function knownExposure(
  inventory: Pick<Inventory, 'holding'>,
  { before, incident, now }: KnownQuestion,
): Promise<KnownTarget[]> {
  const after = createMatcher(incident);
  const matcher = before === null ? after : withoutKnown(after, createMatcher(before));
  const parts = inventory.holding(
    soughtStatements(incident),
    (statement) => matcher.match(statement) !== null,
  );
  const hitsIn = knownHits(parts[0]?.hits ?? new Set(), matcher);
  const times = { window: incident.window, now };
  const targets: KnownTarget[] = [];
  const byTarget = [...Map.groupBy(parts, ({ target }) => target.identity).values()];
  const bearers = Map.groupBy(byTarget, ([one]) => one?.target.name);
  for (const same of byTarget) {
    const [{ target }] = same as [HoldingPart, ...HoldingPart[]];
    const [at] = same.map((part) => part.at).toSorted() as [string];
    const { place } = target;
    // Looked at one by one, several may have got the same name.
    const name = bearers.get(target.name)?.length === 1 ? target.name : `${target.name} (${place})`;
    const exposures = await exposuresOf(name, same, hitsIn, times);
    const verdict = verdictOf(exposures);
    if (exposures.length > 0) targets.push({ name, place, verdict, at, exposures });
  }
  return targets.toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

function verdictOf(exposures: readonly Exposure[]): KnownTarget['verdict'] {
  const weights = new Set(exposures.map(weightOf));
  if (weights.has('exposed')) return 'exposed';
  return weights.has('possibly-exposed') ? 'possibly-exposed' : 'not-exposed';
}

/** Takes nothing for a match that was one before. */
function withoutKnown(after: Matcher, before: Matcher): Matcher {
  const judge: Matcher['judge'] = (locked) =>
    before.match(locked) === null ? after.judge(locked) : null;
  return {
    ...after,
    judge,
    judgeRequest: (request) =>
      before.judgeRequest(request)?.kind === 'match' ? null : after.judgeRequest(request),
    match(locked) {
      const judgement = judge(locked);
      return judgement?.kind === 'match' ? judgement.match : null;
    },
    mayMatch: () => true,
  };
}

async function exposuresOf(
  name: string,
  parts: readonly HoldingPart[],
  hitsIn: KnownHits,
  times: Times,
): Promise<readonly Exposure[]> {
  const collector = collectExposures(name, times);
  for (const part of parts) {
    for (const sighting of sightingsIn(part)) {
      const sifted = hitsIn(sighting.artefact);
      const outcomes = await outcomesOf(sighting, sifted, times.window, () => null);
      for (const one of outcomes) collector.add(one.sighting, one.sifted);
    }
  }
  return collector.finish().exposures;
}

/** Sightings of the artefacts of a part that hold something. */
function* sightingsIn({ artefacts: numbers, memory }: HoldingPart): Generator<Sighting> {
  const bytes = memory.evidence();
  if (bytes === null) return;
  const evidence = unpackEvidence(bytes);
  const holding = new Set(numbers);
  const artefacts = memory.artefacts();
  const tipsOf = tipsInHistory(evidence);
  for (const row of evidence.rows) {
    const artefact = artefacts[row.artefact];
    if (artefact === undefined || !holding.has(row.artefact)) continue;
    yield {
      kind: 'sighting',
      source: evidence.source,
      artefact,
      ...(row.past ? { past: true } : {}),
      places: () => placesOfRow(row, evidence),
    };
    const tips = row.past ? tipsOf(row) : [];
    if (tips.length > 0)
      yield { kind: 'sighting', source: evidence.source, artefact, places: () => tips };
  }
}
