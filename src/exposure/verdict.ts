import type { Exposure, TargetVerdict, Verdict } from './schema.ts';
import type { TargetResult } from './target-result.ts';

/** What one target comes to, with the reason where it is not plain from its exposures. */
export function verdictOf(result: TargetResult): TargetVerdict {
  const { artefacts, exposures, kind, name, problems } = result;
  const base = { name, kind, exposures: exposures.length };
  if (exposures.length > 0) return { ...base, verdict: ofExposures(exposures), reason: null };
  if (problems.length > 0) {
    const [first] = problems;
    const more = problems.length === 1 ? '' : ` (and ${problems.length - 1} more)`;
    const place = first?.path ? `${first.path}: ` : '';
    return { ...base, verdict: 'unknown', reason: `${place}${first?.message}${more}` };
  }
  if (artefacts.seen > 0) return { ...base, verdict: 'not-exposed', reason: null };
  return { ...base, verdict: 'not-exposed', reason: 'read whole; nothing in it installs packages' };
}

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

function ofExposures(exposures: readonly Exposure[]): Verdict {
  return exposures.every((exposure) => exposure.grade === 'resolvable')
    ? 'possibly-exposed'
    : 'exposed';
}
