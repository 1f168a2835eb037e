import type { Window } from '../../incident/schema.ts';
import type { SourceSign } from '../../sources/signs.ts';
import type { Sign } from '../schema.ts';

/** How much a sign says, and why. */
export type Strength = Pick<Sign, 'strength' | 'why'>;

/**
 * Judges a sign. False alarms cost more trust than silence about a plain name: what ordinary projects have too is `weak`
 * unless it acts by itself, and it is `certain` only where the command names what the incident names as well.
 */
export function strengthOf(sign: SourceSign, window: Window): Strength {
  const { behaviour, by, ordinary } = sign.match;
  if (by === 'digest') return { strength: 'certain', why: 'its content is the one that is sought' };
  if (by === 'commit') return { strength: 'certain', why: 'the commit that is sought is here' };
  if (sign.about === 'commit') return ofPerson(sign.commits, by, window);
  if (behaviour !== null && behaviour.names !== null)
    return {
      strength: 'certain',
      why: `it ${behaviour.does}, which names ${behaviour.names} as the incident does`,
    };
  if (behaviour !== null) return { strength: 'likely', why: `it ${behaviour.does}` };
  if (ordinary)
    return {
      strength: 'weak',
      why: 'ordinary projects have files of this name, and this one does nothing by itself',
    };
  return {
    strength: 'likely',
    why: by === 'path' ? 'a name that somebody chose' : 'a workflow of this name',
  };
}

/**
 * Lists name people whose accounts were stolen beside those who stole them: only what such a person committed while the
 * versions could be installed says something.
 */
function ofPerson(
  commits: readonly { readonly committedAt: string | null }[],
  by: string,
  { from, to }: Window,
): Strength {
  const who = by === 'committer' ? 'committed by' : 'written by';
  const during =
    from !== null &&
    commits.some(
      ({ committedAt }) =>
        committedAt !== null &&
        Date.parse(committedAt) >= Date.parse(from) &&
        Date.parse(committedAt) <= Date.parse(to ?? from) + grace,
    );
  return during
    ? { strength: 'likely', why: `${who} somebody the incident names, during the window` }
    : { strength: 'weak', why: `${who} somebody the incident names, at another time` };
}

/** Stolen credentials are used for days after a version was taken down. */
const grace = 7 * 24 * 60 * 60 * 1000;
