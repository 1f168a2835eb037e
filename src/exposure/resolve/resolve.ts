import { admits, asksRegistry } from '../admits.ts';
import { byPreference, type Wanted, wantedOf } from './choice.ts';
import { cooldownFor } from './exceptions.ts';
import { byRange, type Candidate, exactly, type Considered } from './by-range.ts';
import { byTag } from './by-tag.ts';
import type { Asking, Resolution } from './types.ts';

/** Compromised versions that are held one by one against all others. No package has so many. */
const mostJudged = 50;

/**
 * Whether what is asked for would have become a compromised version, had its install run while that could be had. `would`
 * and `could-not` are said only where what is known proves them; the reason says by what.
 */
export function resolve(asking: Asking): Resolution {
  const { installedBy, name, pin } = asking;
  if (installedBy !== null)
    return {
      answer: 'could-not',
      reason: `${installedBy} asks for it as well, and the command runs what is installed`,
    };
  if (pin === null) return resolveRange(asking);
  const { at, field, spec } = pin;
  const pinned = { ...asking, range: spec };
  const by = `${field} in ${at} gives it ${spec}`;
  const request = {
    ecosystem: asking.ecosystem,
    name,
    range: spec,
    kind: 'prod',
    line: 0,
  } as const;
  if (!asksRegistry(request))
    return { answer: 'could-not', reason: `${by}, which comes from no registry` };
  if (asking.compromised === 'every') return resolveRange(pinned);
  const admitted = asking.compromised.map((version) => admits(asking.ecosystem, spec, version));
  if (admitted.every((one) => one === false))
    return { answer: 'could-not', reason: `${by}, which lets in no compromised version` };
  if (!admitted.includes(true))
    return { answer: 'cannot-say', reason: `${by}, which cannot be judged` };
  const compromised = asking.compromised.filter((_, index) => admitted[index] === true);
  const found = resolveRange({ ...pinned, compromised });
  return { ...found, reason: `${by}; ${found.reason}` };
}

function resolveRange(asking: Asking): Resolution {
  const { compromised, cooldown, ecosystem, facts, name, range } = asking;
  const wanted = wantedOf(ecosystem, range);
  const text = range === null || range === '' ? 'no version' : range;
  if (compromised === 'every') {
    return cooldown === null
      ? { answer: 'would', reason: 'every version of it is compromised' }
      : {
          answer: 'cannot-say',
          reason: `every version of it is compromised, and ${cooldown.stated} in ${cooldown.at} holds back what is new`,
        };
  }
  if (wanted.kind === 'variable')
    return { answer: 'cannot-say', reason: `which version is put in for ${text} is not known` };
  const prefer = byPreference(ecosystem, range);
  const candidates: Candidate[] = facts.releases
    .filter(({ version }) => admits(ecosystem, range, version) === true)
    .map((release) => ({ release, cooldown: cooldownFor(cooldown, name, release.version) }))
    .toSorted((a, b) => prefer(a.release.version, b.release.version));
  const sought = new Set(compromised);
  const found: Resolution[] = [];
  for (let index = candidates.length - 1; index >= 0; index -= 1) {
    const candidate = candidates[index] as Candidate;
    if (!sought.has(candidate.release.version)) continue;
    const better = candidates.slice(index + 1);
    const considered: Considered = { asking, text, candidate, better, candidates };
    const answer = answerTo(considered, wanted);
    if (answer.answer === 'would') return answer;
    found.push(answer);
    if (found.length === mostJudged) break;
  }
  const open = found.find((one) => one.answer === 'cannot-say');
  const [first] = found.length === mostJudged ? [] : found;
  return open ?? first ?? { answer: 'cannot-say', reason: `what ${text} lets in cannot be judged` };
}

function answerTo(
  considered: Considered,
  wanted: Exclude<Wanted, { readonly kind: 'variable' }>,
): Resolution {
  if (wanted.kind === 'exact') return exactly(considered);
  return wanted.kind === 'tag' ? byTag(considered, wanted.tag) : byRange(considered);
}
