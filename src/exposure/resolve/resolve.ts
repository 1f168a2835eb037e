import { admits, asksRegistry } from '../admits.ts';
import { byPreference, wantedOf } from './choice.ts';
import { cooldownFor } from './exceptions.ts';
import { byRange, type Candidate, exactly, type Considered } from './by-range.ts';
import { byTag } from './by-tag.ts';
import type { Answer, Asking, Resolution } from './types.ts';

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
  const answers = candidates.flatMap((candidate, index): Resolution[] => {
    if (!sought.has(candidate.release.version)) return [];
    const better = candidates.slice(index + 1);
    const considered: Considered = { asking, text, candidate, better, candidates };
    if (wanted.kind === 'exact') return [exactly(considered)];
    return [wanted.kind === 'tag' ? byTag(considered, wanted.tag) : byRange(considered)];
  });
  const order: readonly Answer[] = ['would', 'cannot-say', 'could-not'];
  const strongest = order
    .map((answer) => answers.findLast((one) => one.answer === answer))
    .find((one) => one !== undefined);
  return strongest ?? { answer: 'cannot-say', reason: `what ${text} lets in cannot be judged` };
}
