import type { ExposureMap } from '../exposure/schema.ts';
import type { VerdictChange } from './schema.ts';

/** Exposures whose story is told; the kept scans tell all of them. */
const told = 40;

/** What commits say of exposures, from the scan that the run started from, and of those that the rescan added. */
export function historiesOf(
  before: ExposureMap,
  after: ExposureMap | null,
): Pick<VerdictChange, 'histories' | 'historiesTotal'> {
  const known = new Set(before.exposures.map(({ id }) => id));
  const added = (after?.exposures ?? []).filter(({ id }) => !known.has(id));
  const all = [...before.exposures, ...added].flatMap(
    ({ history, package: { name, version }, place, target }) =>
      history === undefined
        ? []
        : [{ target, path: place.path, package: `${name} ${version}`, story: [...history.story] }],
  );
  return all.length === 0 ? {} : { histories: all.slice(0, told), historiesTotal: all.length };
}
