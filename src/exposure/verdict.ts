import type { TargetVerdict, Verdict } from './schema.ts';
import { weightOfSigns } from './signs/weight.ts';
import type { TargetResult } from './target-result.ts';
import { weightOf } from './weight.ts';

/**
 * What one target comes to, with the reason where it is not plain from its exposures. The strongest of them counts, as
 * `weightOf` and `weightOfSigns` say; one whose exposures all count for nothing is `not-exposed` where it was read whole.
 */
export function verdictOf(result: TargetResult): TargetVerdict {
  const { artefacts, exposures, kind, name, problems, signs } = result;
  const base = { name, kind, exposures: exposures.length };
  const weights = exposures.flatMap((exposure) => weightOf(exposure) ?? []);
  const bySigns = weightOfSigns(signs);
  if (bySigns?.verdict === 'exposed' && !weights.includes('exposed'))
    return { ...base, ...bySigns };
  if (weights.length > 0) return { ...base, verdict: strongestVerdict(weights), reason: null };
  if (bySigns !== null) return { ...base, ...bySigns };
  if (problems.length > 0) {
    const [first] = problems;
    const more = problems.length === 1 ? '' : ` (and ${problems.length - 1} more)`;
    const place = first?.path ? `${first.path}: ` : '';
    return { ...base, verdict: 'unknown', reason: `${place}${first?.message}${more}` };
  }
  if (exposures.length > 0) return { ...base, verdict: 'not-exposed', reason: onlyAfterwards };
  if (artefacts.seen > 0) return { ...base, verdict: 'not-exposed', reason: null };
  return { ...base, verdict: 'not-exposed', reason: 'read whole; nothing in it installs packages' };
}

const onlyAfterwards =
  'what its history held came after it could be installed no more, and nothing holds it now';

/** The strongest of several verdicts: exposed, possibly exposed, unknown, not exposed. */
export function strongestVerdict(verdicts: readonly Verdict[]): Verdict {
  const order: readonly Verdict[] = ['exposed', 'possibly-exposed', 'unknown', 'not-exposed'];
  return order.find((verdict) => verdicts.includes(verdict)) ?? 'unknown';
}

/** The exit code that a verdict over a scan with an incident gives. */
export function exitCodeOfVerdict(verdict: Verdict): 0 | 10 | 11 | 12 {
  switch (verdict) {
    case 'exposed':
      return 10;
    case 'possibly-exposed':
      return 11;
    case 'unknown':
      return 12;
    case 'not-exposed':
      return 0;
  }
}
