import { join } from 'node:path';
import { names, type Pair, writePairs } from '../lists.ts';
import { releasesOf } from '../measures/generate-inventory.ts';

/** A list that an incident over generated repositories grows by. */
export interface NightList {
  readonly title: string;
  readonly path: string;
}

/** What the incident states before: such as nobody holds. */
export function writeEarlierList(directory: string): string {
  return writePairs(join(directory, 'earlier.csv'), [{ name: 'unheard-of', version: '1.0.0' }]);
}

/**
 * Lists of 600 names for an inventory of generated repositories: of which nobody holds one; of which a tenth are names
 * that most hold, in other versions, and three are rare releases; of which twenty releases are widely held.
 */
export function writeNightLists(directory: string): readonly NightList[] {
  const [wide, others] = splitBy(releasesOf(0), (name) => name.includes('stack-'));
  const rare = others.filter(({ name }) => Number(/\d+$/.exec(name)) > 15_000).slice(0, 3);
  const named = wide.slice(20, 80).map(({ name }) => ({ name, version: '0.0.0-night' }));
  const list = (title: string, held: readonly Pair[]): NightList => {
    const rest = Array.from({ length: names - held.length }, (_, index) => ({
      name: `unheard-of-${index}`,
      version: '1.0.1',
    }));
    return {
      title,
      path: writePairs(join(directory, `${title.replaceAll(' ', '-')}.csv`), [...held, ...rest]),
    };
  };
  return [
    list('held by nobody', []),
    list('held by few', [...rare, ...named]),
    list('held by many', [...wide.slice(0, 20), ...named]),
  ];
}

function splitBy(
  releases: ReadonlyMap<string, string>,
  isFirst: (name: string) => boolean,
): readonly [first: Pair[], rest: Pair[]] {
  const pairs = Array.from(releases, ([name, version]) => ({ name, version }));
  return [pairs.filter(({ name }) => isFirst(name)), pairs.filter(({ name }) => !isFirst(name))];
}
