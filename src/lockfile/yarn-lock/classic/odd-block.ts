import { withServed } from '../../reading/served.ts';
import { Problems } from '../../reading/problems.ts';
import { nameHash } from '../../coordinate-hash.ts';
import { addPackage, type Gathered } from '../hashes.ts';
import { readBlocks } from './blocks.ts';
import { packageOf } from './identity.ts';

/** What a block asks for, by the hash of its descriptor. */
export interface Asked {
  readonly hash: number;
  readonly alias: string;
  readonly range: string;
}

/**
 * Reads one block that a scan does not know, as the slow way does, and gathers what it states. Null where that finds
 * a problem; else what the block asks for.
 */
export function readOddBlock(text: string, gathered: Gathered): readonly Asked[] | null {
  // What ends a line for one and not for the other.
  if (/[\r\u2028\u2029]/.test(text) || text.startsWith('__metadata:')) return null;
  const problems = new Problems();
  const [block, ...more] = readBlocks(text, problems);
  if (block === undefined || more.length > 0) return null;
  const locked = packageOf(block, problems);
  if (locked === null || problems.all().length > 0) return null;
  const { packages } = withServed({
    label: 'project',
    packages: [locked],
    covers: [],
    graph: () => ({ importers: 'unknown', edges: [] }),
    lines: () => [],
  });
  if (!packages.every((one) => addPackage(gathered, one))) return null;
  for (const descriptor of block.descriptors) gathered.descriptors.add(nameHash(descriptor));
  return block.needs.map(({ alias, range }) => {
    const descriptor = range === '' ? alias : `${alias}@${range}`;
    return { hash: nameHash(descriptor), alias, range };
  });
}
