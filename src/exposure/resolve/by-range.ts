import { areCovering, type Interval, overlapOf } from './intervals.ts';
import { liveOf } from './live.ts';
import type { Asking, Cooldown, Release, Resolution } from './types.ts';
import { durationText, momentText } from './words.ts';

/** A version that the range lets in, with what holds it back. */
export interface Candidate {
  readonly release: Release;
  readonly cooldown: Cooldown | null;
}

/** One compromised version among all that the range lets in. */
export interface Considered {
  readonly asking: Asking;
  /** What is asked for, for a person. */
  readonly text: string;
  readonly candidate: Candidate;
  /** Versions that a client would rather have. */
  readonly better: readonly Candidate[];
  readonly candidates: readonly Candidate[];
}

/** When a compromised version could have been taken, or why it could not. */
export type Chance =
  | { readonly during: Interval; readonly isCertain: boolean; readonly resolution: null }
  | { readonly resolution: Resolution };

/** The version itself is asked for: nothing else will do, so that a cooldown that gives way does so here. */
export function exactly(whole: Considered): Resolution {
  const { candidate } = whole;
  const free = candidate.cooldown?.strict === false ? { ...candidate, cooldown: null } : candidate;
  const considered = { ...whole, candidate: free };
  const chance = chanceOf(considered);
  const { version } = considered.candidate.release;
  if (chance.resolution !== null) return chance.resolution;
  return chance.isCertain || considered.candidate.cooldown === null
    ? { answer: 'would', reason: `${version} itself is asked for` }
    : heldPerhaps(considered);
}

/** The best version that the range lets in is taken; npm's clients rather take what `latest` points at, if that will do. */
export function byRange(considered: Considered): Resolution {
  const { asking, better, candidate, candidates, text } = considered;
  const { version } = candidate.release;
  const chance = chanceOf(considered);
  if (chance.resolution !== null) return chance.resolution;
  const { during, isCertain } = chance;
  const latest = asking.ecosystem === 'npm' ? latestOf(asking, candidates) : [];
  const own = latest.find((one) => one.version === version && overlapOf(one, during) !== null);
  if (own !== undefined && isCertain)
    return { answer: 'would', reason: `${text} lets in ${version}, and latest pointed at it` };
  const instead = latest.filter((one) => one.version !== version);
  const certain = better.flatMap(({ cooldown, release }) => {
    if (release.deprecated && asking.ecosystem === 'npm') return [];
    const span = liveOf(release, cooldown).certain;
    return span === null ? [] : [{ ...span, version: release.version }];
  });
  if (areCovering([...certain, ...instead], during)) {
    const [one] = [...certain.toReversed(), ...instead].filter((span) =>
      areCovering([span], during),
    );
    const what =
      one === undefined
        ? 'versions that go before it were'
        : `${one.version} goes before ${version}, and was`;
    return { answer: 'could-not', reason: `of what ${text} lets in, ${what} there all the while` };
  }
  if (!isCertain && candidate.cooldown !== null) return heldPerhaps(considered);
  const known = asking.facts.complete && isCertain;
  const possible = better.flatMap(
    ({ cooldown, release }) => liveOf(release, cooldown).possible ?? [],
  );
  if (known && !areCovering([...possible, ...instead], during)) {
    const from = `from ${momentText(during.from)} to ${momentText(during.to)}`;
    return {
      answer: 'would',
      reason: `${version} was the best that ${text} lets in at times ${from}`,
    };
  }
  const why = asking.facts.complete ? 'when each could be had' : 'which other versions there were';
  return { answer: 'cannot-say', reason: `${text} lets in ${version}; ${why} is not known` };
}

/** When a client could have got the compromised version, within the time in which the install could have run. */
export function chanceOf(considered: Considered): Chance {
  const { asking, candidate, candidates } = considered;
  const { cooldown, release } = candidate;
  const { version } = release;
  const asked = { from: asking.span.from ?? -Infinity, to: asking.span.to ?? Infinity };
  const free = liveOf(release, null);
  const there = free.possible === null ? null : overlapOf(free.possible, asked);
  if (there === null)
    return {
      resolution: {
        answer: 'could-not',
        reason: `${version} could not be had when the install could have run`,
      },
    };
  const { certain, possible } = liveOf(release, cooldown);
  const during = possible === null ? null : overlapOf(possible, asked);
  if (during !== null) return { during, isCertain: certain !== null, resolution: null };
  if (cooldown === null)
    return {
      resolution: { answer: 'cannot-say', reason: `when ${version} could be had is not known` },
    };
  const held = `${cooldown.stated} in ${cooldown.at} held back ${version}`;
  const age = there.to - there.from;
  const reason =
    Number.isFinite(age) && cooldown.before === null
      ? `${held}, which was there for ${durationText(age)}`
      : held;
  const falls = !cooldown.strict && !someMature(candidates, version, there);
  if (falls)
    return {
      resolution: {
        answer: 'cannot-say',
        reason: `${held}, unless nothing older would do: the client takes what is newer then`,
      },
    };
  if (!cooldown.sure)
    return {
      resolution: {
        answer: 'cannot-say',
        reason: `${reason}, if the client that ran knows the setting`,
      },
    };
  return { resolution: { answer: 'could-not', reason } };
}

/** Whether another version was old enough all the while. */
function someMature(candidates: readonly Candidate[], version: string, during: Interval): boolean {
  return candidates.some(({ cooldown, release }) => {
    const { certain } = liveOf(release, cooldown);
    return release.version !== version && certain !== null && areCovering([certain], during);
  });
}

function heldPerhaps({ candidate: { cooldown, release } }: Considered): Resolution {
  const held =
    cooldown === null ? '' : `${cooldown.stated} in ${cooldown.at} holds back what is new; `;
  return {
    answer: 'cannot-say',
    reason: `${held}for how long ${release.version} was there is not known`,
  };
}

/** When `latest` pointed at a version that the range lets in and that could be had. */
function latestOf(
  { facts }: Asking,
  candidates: readonly Candidate[],
): (Interval & { readonly version: string })[] {
  const byVersion = new Map(candidates.map((one) => [one.release.version, one]));
  return facts.tags.flatMap(({ from, tag, to, version }) => {
    const candidate = byVersion.get(version);
    if (tag !== 'latest' || candidate === undefined) return [];
    const { certain } = liveOf(candidate.release, candidate.cooldown);
    const span = { from: from ?? -Infinity, to: to ?? Infinity };
    const shared = certain === null ? null : overlapOf(certain, span);
    return shared === null ? [] : [{ ...shared, version }];
  });
}
