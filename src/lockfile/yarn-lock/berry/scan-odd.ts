import { nameHash } from '../../coordinate-hash.ts';
import { Problems } from '../../reading/problems.ts';
import { withServed } from '../../reading/served.ts';
import { addPackage, type Gathered } from '../hashes.ts';
import { keysOf } from './canonical.ts';
import { basesOf } from './edges.ts';
import { descriptorsOf, type Entry } from './entry.ts';
import { entriesOf } from './entries.ts';
import { packageOf } from './packages.ts';
import { workspacePath } from './project.ts';
import { readMembers } from './yaml.ts';

/** What an entry or a manifest asks for. */
export interface Asked {
  /** The resolution of who asks. */
  readonly from: string;
  readonly alias: string;
  readonly range: string;
}

/** What is gathered of a file of yarn 2 or above. */
export interface GatheredBerry extends Gathered {
  /** Resolutions of workspaces by directory. */
  readonly workspaces: Map<string, string>;
  /** What must be looked up with care. */
  readonly asked: Asked[];
  /** Keys of what patches are applied to. */
  readonly bases: string[];
}

/** Gathers an entry that a scan does not know, read the slow way by itself, and gives its key. Null where that finds a problem. */
export function gatherOdd(text: string, gathered: GatheredBerry): string | null {
  const problems = new Problems();
  const [entry, ...more] = entriesOf(readMembers(text, problems), problems);
  if (entry === undefined || more.length > 0 || problems.all().length > 0) return null;
  if (!gatherPackage(entry, gathered)) return null;
  for (const descriptor of descriptorsOf(entry.key)) gatherDescriptor(descriptor, gathered);
  for (const { alias, range } of entry.needs) {
    gathered.asked.push({ from: entry.resolution, alias, range });
  }
  return entry.key;
}

/** Gathers a descriptor under all keys by which it is found, and what a patch is applied to. */
export function gatherDescriptor(descriptor: string, gathered: GatheredBerry): void {
  for (const key of keysOf(descriptor)) gathered.descriptors.add(nameHash(key));
  gathered.bases.push(...basesOf(descriptor));
}

/** Gathers what an entry states. False where only the slow way can tell. */
export function gatherPackage(entry: Entry, gathered: GatheredBerry): boolean {
  const stated = packageOf(entry, new Problems());
  if (stated === null) return false;
  const { locked, other } = stated;
  if (locked.source === 'workspace') {
    gathered.workspaces.set(workspacePath(locked.resolved), entry.resolution);
  }
  const { packages } = withServed({
    label: 'project',
    packages: other === null ? [locked] : [locked, other],
    covers: [],
    graph: () => ({ importers: 'unknown', edges: [] }),
    lines: () => [],
  });
  return packages.every((one) => addPackage(gathered, one));
}
