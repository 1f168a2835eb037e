import type { ExposureMap } from '../../exposure/schema.ts';
import { some } from '../bytes.ts';
import { bytesOf, commitAt, openClone, snapshotOf } from '../git-snapshot.ts';
import { type LockTree, lockTreeOf } from '../npm/lock-tree.ts';
import { scannedPlaces } from '../scanned-places.ts';
import type { Verification, World } from '../types.ts';
import type { Change, PersonChange, PinChange } from './change.ts';
import { branchOf } from './commit.ts';

/** Looks whether the branch of a pin, or what a person had to pin, holds nothing compromised any more. */
export async function verifyPin(world: World, change: Change, key: string): Promise<Verification> {
  if (change.kind === 'person') return verifyPerson(world, change);
  const clone = await openClone(world.doors, change.clone);
  const commit = await commitAt(world.doors, clone, branchOf(key));
  const map = await world.rescan([change.clone], 'branches');
  if (commit === null) {
    const live = heldAt(map, change.repository, shortName(change.ref));
    return {
      passed: live.length === 0,
      detail:
        live.length === 0
          ? `the branch ${key} is gone and ${shortName(change.ref)} is clear`
          : `the branch ${key} is gone and ${shortName(change.ref)} still holds ${some(live)}`,
      evidence: [],
    };
  }
  const held = heldAt(map, change.repository, key);
  const snapshot = await snapshotOf(world.doors, clone, commit);
  const wrong: string[] = [];
  for (const path of new Set(change.packages.flatMap(({ lockfiles }) => lockfiles))) {
    const file = snapshot.get(path);
    const bytes =
      file === undefined ? '{}' : Buffer.from(await bytesOf(world.doors, clone, path, file));
    wrong.push(...notAsPlanned(change, path, lockTreeOf(bytes.toString())));
  }
  const passed = held.length + wrong.length === 0;
  return {
    passed,
    detail: passed
      ? `scanned ${key} at ${commit}: nothing compromised, and its lockfiles hold ${some(moves(change))}`
      : `scanned ${key} at ${commit}: ${some([...held, ...wrong])}`,
    evidence: [],
  };
}

function moves({ packages }: PinChange): string[] {
  return [...new Set(packages.map(({ name, replacement }) => `${name}@${replacement}`))];
}

function notAsPlanned({ packages }: PinChange, path: string, tree: LockTree): string[] {
  const entries = [...tree.entries.values()];
  return packages
    .filter(({ lockfiles }) => lockfiles.includes(path))
    .filter(
      ({ alias, name, replacement }) =>
        !entries.some(
          (entry) => entry.alias === alias && entry.name === name && entry.version === replacement,
        ),
    )
    .map(({ name, replacement }) => `${path} does not hold ${name}@${replacement}`);
}

async function verifyPerson(world: World, change: PersonChange): Promise<Verification> {
  const { clone, ref, repository } = change;
  const places = clone === null ? scannedPlaces(world.map) : [clone];
  const map = await world.rescan(places, ref === null ? 'head' : 'branches');
  const own = clone === null ? repository : (map.targets[0]?.name ?? repository);
  const held = heldAt(map, own, ref === null ? null : shortName(ref));
  const what = ref === null ? 'the work tree' : shortName(ref);
  const passed = held.length === 0;
  const gone = clone !== null && ref !== null && (await isGone(world, clone, ref));
  const detail = passed
    ? `scanned ${repository}: ${what} ${gone ? 'is gone' : 'holds nothing compromised'}`
    : `scanned ${repository}: ${what}: ${some(held)}`;
  return { passed, detail, evidence: [] };
}

async function isGone(world: World, path: string, ref: string): Promise<boolean> {
  return (await commitAt(world.doors, await openClone(world.doors, path), ref)) === null;
}

/** What is compromised at a ref (null: the work tree) of a repository, and what could not be read there. */
function heldAt(map: ExposureMap, repository: string, ref: string | null): string[] {
  const own = map.targets.some(({ name }) => name === repository)
    ? repository
    : (map.targets[0]?.name ?? repository);
  const target = map.targets.find(({ name }) => name === own);
  if (target === undefined) return [`${repository} was not found by the scan`];
  const exposures = map.exposures
    .filter((exposure) => exposure.target === own)
    .filter(({ place }) =>
      place.refs.some((one) =>
        ref === null ? one.class === 'worktree' : one.name === ref && one.class !== 'tag',
      ),
    )
    .map(({ package: { name, version }, place }) => `${name}@${version} in ${place.path}`);
  const problems = map.coverage.problems
    .filter((problem) => problem.target === own)
    .filter((problem) => problem.ref === null || problem.ref === (ref ?? 'worktree'))
    .map(({ message, path }) => `${path ?? own} could not be read: ${message}`);
  return [...exposures, ...problems];
}

/** `main`, `origin/main`. */
function shortName(ref: string): string {
  return ref.replace(/^refs\/(?:heads|remotes)\//, '');
}
