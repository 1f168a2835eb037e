import type { Exposure, ExposureMap } from './schema.ts';
import { countingSigns } from './signs/steps.ts';
import { isPast } from './weight.ts';

/** Whether a map is clear, as a gate understands it. */
export interface Clearance {
  readonly clear: boolean;
  /** Live on a default branch, a branch or a work tree: nobody can exclude these. */
  readonly live: readonly string[];
  /** Held by pull-request refs and tags that nobody closed or excluded, as `target:ref`. */
  readonly open: readonly string[];
  /** Targets and arguments that could not be read whole and that nobody excluded. */
  readonly unknown: readonly string[];
  /** Exclusions that took effect, by name, with the reason. */
  readonly excluded: Readonly<Record<string, string>>;
}

/**
 * A map is clear when nothing is live on a default branch, a branch or a work tree, every pull-request ref and tag
 * that holds a compromised package is excluded by a person, and so is every target that could not be read whole. What
 * commits of the past alone hold is not live, whatever it did while it was there. Certain and likely signs count as
 * packages do.
 * `exclusions` are reasons by name: `target:ref` for one ref, `target` for its refs of those classes and its problems.
 */
export function clearanceOf(
  map: ExposureMap,
  exclusions: Readonly<Record<string, string>>,
): Clearance {
  const excluded = new Map<string, string>();
  const isExcluded = (...names: readonly string[]): boolean => {
    const name = names.find((one) => Object.hasOwn(exclusions, one));
    if (name !== undefined) excluded.set(name, exclusions[name] ?? '');
    return name !== undefined;
  };
  const live = new Set<string>();
  const open = new Set<string>();
  for (const exposure of map.exposures) {
    for (const ref of exposure.place.refs) {
      if (isGone(ref.name)) continue;
      if (ref.class === 'pull' || ref.class === 'tag' || ref.class === 'other') {
        const name = `${exposure.target}:${ref.name}`;
        if (!isExcluded(name, exposure.target)) open.add(name);
      } else live.add(sentence(exposure, ref.name));
    }
    if (exposure.place.refs.length === 0 && !isPast(exposure))
      live.add(sentence(exposure, exposure.place.path));
  }
  for (const { indicator, place, target } of countingSigns(map.signs)) {
    for (const ref of place.refs) {
      if (isGone(ref.name)) continue;
      const name = `${target}:${ref.name}`;
      const isOpen = ref.class === 'pull' || ref.class === 'tag' || ref.class === 'other';
      if (!isOpen)
        live.add(
          `${target}: the sign ${indicator.value} in ${place.path ?? 'a commit'} on ${ref.name}`,
        );
      else if (!isExcluded(name, target)) open.add(name);
    }
  }
  const unknown = new Set<string>();
  for (const { target } of map.coverage.problems) if (!isExcluded(target)) unknown.add(target);
  for (const { name, verdict } of map.targets)
    if (verdict === 'unknown' && !isExcluded(name)) unknown.add(name);
  const counted = map.targets.length > 0 || map.coverage.problems.length > 0;
  if (!counted) unknown.add('the whole scan: nothing was looked at');
  return {
    clear: live.size + open.size + unknown.size === 0,
    live: [...live].toSorted(),
    open: [...open].toSorted(),
    unknown: [...unknown].toSorted(),
    excluded: Object.fromEntries([...excluded].toSorted(([a], [b]) => (a < b ? -1 : 1))),
  };
}

/** What a server has no more is kept by its mirror as evidence: nothing can build it. */
function isGone(name: string): boolean {
  return name.startsWith('refs/firebreak/gone/');
}

function sentence({ package: one, place, target }: Exposure, ref: string): string {
  return `${target}: ${one.name}@${one.version} in ${place.path} on ${ref}`;
}
