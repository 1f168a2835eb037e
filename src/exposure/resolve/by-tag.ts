import { chanceOf, type Considered } from './by-range.ts';
import { isPrerelease } from './choice.ts';
import { areCovering, overlapOf } from './intervals.ts';
import { liveOf } from './live.ts';
import type { Resolution } from './types.ts';

/**
 * A tag is followed wherever it points (npm docs, "npm-dist-tag"). `latest` is put to whatever is published without a tag,
 * so that the highest release that was there is taken for it where nobody says what it pointed at.
 */
export function byTag(considered: Considered, tag: string): Resolution {
  const { asking, better, candidate, text } = considered;
  const { version } = candidate.release;
  const chance = chanceOf(considered);
  if (chance.resolution !== null) return chance.resolution;
  const { during, isCertain } = chance;
  const asked = `${text} is asked for, `;
  const spans = asking.facts.tags.flatMap((one) => {
    const whole = { from: one.from ?? -Infinity, to: one.to ?? Infinity };
    const shared = one.tag === tag ? overlapOf(whole, during) : null;
    return shared === null ? [] : [{ ...shared, version: one.version }];
  });
  if (isCertain && spans.some((one) => one.version === version))
    return { answer: 'would', reason: `${asked}and ${tag} pointed at ${version}` };
  const others = spans.filter((one) => one.version !== version);
  const [other] = others;
  if (other !== undefined && areCovering(others, during))
    return {
      answer: 'could-not',
      reason: `${asked}and ${tag} pointed at ${other.version} all the while`,
    };
  const higher = better.filter(({ release }) => !isPrerelease(asking.ecosystem, release.version));
  const possible = higher.flatMap(
    ({ cooldown, release }) => liveOf(release, cooldown).possible ?? [],
  );
  const isHighest =
    asking.facts.complete &&
    isCertain &&
    !isPrerelease(asking.ecosystem, version) &&
    !areCovering(possible, during);
  if (tag === 'latest' && spans.length === 0 && isHighest)
    return { answer: 'would', reason: `${asked}and ${version} was the highest release there was` };
  return {
    answer: 'cannot-say',
    reason: `${asked}and nobody says whether ${tag} pointed at ${version}`,
  };
}
