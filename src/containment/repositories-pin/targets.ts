import type { Exposure, ExposureMap } from '../../exposure/schema.ts';
import type { ActionTarget, Json } from '../types.ts';
import type { About } from './seen.ts';

/**
 * Every default branch and every other branch whose tip holds something compromised, and every work tree that holds
 * what none of these does, sorted by name. `none` says why there are none in a map that could have had some.
 */
export function pinTargets(map: ExposureMap): {
  readonly targets: readonly ActionTarget[];
  readonly none: string | null;
} {
  const found = new Map<string, About>();
  for (const exposure of map.exposures) {
    if (!exposure.package.purl.startsWith('pkg:npm/')) continue;
    for (const about of placesOf(exposure)) found.set(nameOf(about), about);
  }
  const targets = [...found]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, about]) => ({ name, about: about as unknown as Json }));
  if (targets.length > 0) return { targets, none: null };
  const none =
    map.exposures.length === 0
      ? 'the exposure map holds no exposure'
      : `none of the map's ${map.exposures.length} exposures is an npm package on a branch or in a work tree`;
  return { targets, none };
}

function placesOf({ place, target }: Exposure): About[] {
  const branches = place.refs.filter((ref) => ref.class === 'default' || ref.class === 'branch');
  if (branches.length > 0) return branches.map(({ name }) => ({ repository: target, ref: name }));
  return place.refs.some((ref) => ref.class === 'worktree')
    ? [{ repository: target, ref: null }]
    : [];
}

/** `acme/web:main`; a branch that is called `worktree` is told from a work tree by its full name. */
function nameOf({ ref, repository }: About): string {
  const shown = ref === 'worktree' ? 'refs/heads/worktree' : (ref ?? 'worktree');
  return `${repository}:${shown}`;
}

/** What is compromised at a target, as the map has it. */
export function exposuresAt(map: ExposureMap, about: About): Exposure[] {
  return map.exposures.filter(
    ({ package: held, place, target }) =>
      held.purl.startsWith('pkg:npm/') &&
      target === about.repository &&
      place.refs.some((ref) =>
        about.ref === null
          ? ref.class === 'worktree'
          : ref.name === about.ref && (ref.class === 'default' || ref.class === 'branch'),
      ),
  );
}
