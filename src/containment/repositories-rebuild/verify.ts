import { z } from 'zod';
import { some } from '../bytes.ts';
import { type Compromised, compromisedOf } from '../compromised.ts';
import { commitAt, openClone, snapshotOf } from '../git-snapshot.ts';
import { type LockEntry, lockTree, recordOf } from '../npm/lock-tree.ts';
import { parsed, readProject } from '../npm/project.ts';
import { scannedPlaces } from '../scanned-places.ts';
import type { Json, Verification, World } from '../types.ts';
import { InstalledPackage } from './installed-tree.ts';
import type { Change } from './plan.ts';

const Result = z.strictObject({
  commit: z.string(),
  projects: z.array(
    z.strictObject({ directory: z.string(), installed: z.string(), hidden: z.string() }),
  ),
});

/**
 * Judges what a rebuild installed, from what was kept of it: nothing compromised anywhere, everything there that the
 * lockfile locks. The scratch directories are gone by then. What a person rebuilt is not seen from here: their branch is.
 */
export async function verifyRebuild(
  world: World,
  change: Change,
  applied: Json,
): Promise<Verification> {
  if (change.kind === 'person') return verifyPerson(world, change);
  const result = Result.safeParse(applied);
  if (!result.success)
    return { passed: false, detail: 'no install is on record: it was cut off', evidence: [] };
  const { doors } = world;
  const clone = await openClone(doors, change.clone);
  const wrong: string[] = [];
  const tip = await commitAt(doors, clone, change.ref);
  if (tip !== change.commit)
    wrong.push(`${change.ref} has moved to ${tip ?? 'nowhere'} since: rebuild it as it is now`);
  const compromised = compromisedOf(world.incident);
  const snapshot = await snapshotOf(doors, clone, change.commit);
  let packages = 0;
  for (const { directory, hidden, installed } of result.data.projects) {
    const found = z
      .array(InstalledPackage)
      .parse(JSON.parse(Buffer.from(await world.evidence(installed)).toString('utf8')));
    packages += found.length;
    const record = Buffer.from(await world.evidence(hidden)).toString('utf8');
    const entries = [...lockTree(record === '' ? {} : JSON.parse(record)).entries.values()];
    wrong.push(...compromisedIn(compromised, [...found, ...entries]));
    const project = await readProject(doors, clone, snapshot, directory);
    const [lock] = project.locks;
    if (lock === undefined) continue;
    const spared = optionalLocations(parsed(lock));
    wrong.push(...missingOf(lock.tree.entries.values(), found, spared));
  }
  const passed = wrong.length === 0;
  return {
    passed,
    detail: passed
      ? `${packages} installed packages of ${change.repository} at ${change.commit} read: none is compromised, none that is locked is missing`
      : `${change.repository} at ${change.commit}: ${some([...new Set(wrong)])}`,
    evidence: [],
  };
}

function compromisedIn(
  compromised: Compromised,
  found: readonly Pick<InstalledPackage, 'location' | 'name' | 'version'>[],
): string[] {
  return found
    .filter(({ name, version }) => name !== '' && compromised.includes(name, version))
    .map(({ location, name, version }) => `${name}@${version} is installed at ${location}`);
}

function missingOf(
  entries: Iterable<LockEntry>,
  found: readonly InstalledPackage[],
  spared: ReadonlySet<string>,
): string[] {
  const byLocation = new Map(found.map((one) => [one.location, one]));
  const missing: string[] = [];
  for (const { fromRegistry, linkTo, location, name, version } of entries) {
    if (!location.includes('node_modules/') || linkTo !== null || spared.has(location)) continue;
    const own = byLocation.get(location);
    if (own === undefined) missing.push(`${name}@${version} is locked and not installed`);
    else if (fromRegistry && (own.name !== name || own.version !== version))
      missing.push(`${location} is ${own.name}@${own.version}, locked is ${name}@${version}`);
  }
  return missing;
}

/** Locations that npm may leave out on this platform. In version 1 the mark stands beside the version. */
function optionalLocations(lock: Readonly<Record<string, unknown>>): Set<string> {
  const spared = new Set<string>();
  for (const [location, entry] of Object.entries(recordOf(lock['packages']))) {
    const { devOptional, optional } = recordOf(entry);
    if (optional === true || devOptional === true) spared.add(location);
  }
  if (typeof lock['packages'] === 'object') return spared;
  const waiting = [{ at: recordOf(lock['dependencies']), place: '' }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const [name, value] of Object.entries(next.at)) {
      const entry = recordOf(value);
      const location = `${next.place}node_modules/${name}`;
      if (entry['optional'] === true) spared.add(location);
      waiting.push({ at: recordOf(entry['dependencies']), place: `${location}/` });
    }
  }
  return spared;
}

async function verifyPerson(
  world: World,
  { clone, lockfiles, refs, repository }: Extract<Change, { kind: 'person' }>,
): Promise<Verification> {
  const places = clone === null ? scannedPlaces(world.map) : [clone];
  const map = await world.rescan(places, 'branches');
  const own = clone === null ? repository : (map.targets[0]?.name ?? repository);
  if (!map.targets.some(({ name }) => name === own))
    return { passed: false, detail: `the scan did not find ${repository}`, evidence: [] };
  const unread = map.coverage.problems.filter(
    ({ path, target }) => target === own && (path === null || lockfiles.includes(path)),
  );
  const held = map.exposures
    .filter(({ place, target }) => target === own && lockfiles.includes(place.path))
    .filter(({ place }) => place.refs.some((ref) => refs.includes(ref.name)))
    .map(({ package: { name, version }, place }) => `${name}@${version} in ${place.path}`);
  const wrong = [...held, ...unread.map(({ message }) => message)];
  return {
    passed: wrong.length === 0,
    detail:
      wrong.length === 0
        ? `scanned ${refs[0] ?? ''} of ${repository}: ${lockfiles.join(', ')} holds nothing compromised; what was installed from it, the person who did it has seen`
        : `scanned ${refs[0] ?? ''} of ${repository}: ${some(wrong)}`,
    evidence: [],
  };
}
