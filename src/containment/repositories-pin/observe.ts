import semver from 'semver';
import { FirebreakError } from '../../errors.ts';
import type { Exposure } from '../../exposure/schema.ts';
import { some } from '../bytes.ts';
import { compromisedOf } from '../compromised.ts';
import { type Clone, commitAt, openClone, type Snapshot, snapshotOf } from '../git-snapshot.ts';
import { directoryOf, type NpmProject, projectDirectories, readProject } from '../npm/project.ts';
import { offersOf } from '../npm/packuments.ts';
import type { World } from '../types.ts';
import { askedIn, badOf } from './asked.ts';
import { type Demand, demandsOf } from './demands.ts';
import { refuseDirty } from './dirty.ts';
import { foreignLocks, workTreeLocks } from './foreign.ts';
import type { About, Offered, Seen } from './seen.ts';
import { exposuresAt } from './targets.ts';
import { writtenIn } from './written.ts';

/** Versions kept of what a registry offers below a bad one, and above it. */
const kept = { lower: 200, higher: 5 };

/**
 * What a target's branch holds at its tip, read from git objects alone, and what the registry in force offers instead.
 * Throws REPOSITORY_UNUSABLE, GIT_UNREADABLE, REPOSITORY_DIRTY, REGISTRY_CONFIG and REGISTRY_DOWN.
 */
export async function observePin(world: World, name: string, about: About): Promise<Seen> {
  const { doors, site } = world;
  const path = site?.repositories.find(({ target }) => target === about.repository)?.path ?? null;
  const nothing: Seen = {
    target: name,
    repository: about.repository,
    clone: path,
    branch: about.ref,
    ref: null,
    commit: null,
    registry: site?.registry?.url ?? null,
    files: {},
    demands: [],
    foreign: [],
    asked: [],
    offered: [],
    written: {},
    unwritable: [],
  };
  if (about.ref === null) return inWorkTree(world, nothing, about);
  if (path === null) return nothing;
  const clone = await openClone(doors, path);
  const { commit, refname } = await tipOf(world, clone, about.repository, about.ref);
  const snapshot = await snapshotOf(doors, clone, commit);
  const all = await exposuresNow(world, path, about, commit);
  const held = all.filter(isHeld);
  const asked = askedIn(all, (text) => world.redact(text));
  const { projects, demands, unreadable } = await demandsAt(world, clone, snapshot, held);
  const files = demands.length === 0 ? [] : projects.flatMap(filesOf);
  await refuseDirty(doors, clone, refname, snapshot, files);
  const foreign = await foreignLocks(doors, clone, snapshot, held);
  return {
    ...nothing,
    ref: refname,
    commit,
    files: Object.fromEntries(files.map((file) => [file, snapshot.get(file)?.oid ?? ''])),
    demands: demands.map((demand) => shownDemand(world, demand)),
    foreign,
    asked,
    offered: await offeredFor(world, demands, badIn(foreign, asked)),
    written: writtenIn(projects),
    unwritable: [
      ...unreadable,
      ...projects
        .flatMap(({ locks }) => locks)
        .filter(({ tree }) => tree.lockfileVersion === null)
        .map((lock) => `${lock.path} has a lockfileVersion that is not written here`),
    ],
  };
}

/** Manifests may ask for packages at addresses with passwords in them. */
function shownDemand(world: World, demand: Demand): Demand {
  return {
    ...demand,
    asks: demand.asks.map((ask) => ({ ...ask, spec: world.redact(ask.spec) })),
    obstacles: demand.obstacles.map((one) => world.redact(one)),
  };
}

/** Nothing is done in a work tree: only what a person is told is gathered, as far as it can be. */
async function inWorkTree(world: World, nothing: Seen, about: About): Promise<Seen> {
  const all = exposuresAt(world.map, about);
  const foreign = workTreeLocks(all.filter(isHeld));
  const asked = askedIn(all, (text) => world.redact(text));
  if (nothing.registry === null) return { ...nothing, foreign, asked };
  const offered = await offeredFor(world, [], badIn(foreign, asked));
  return { ...nothing, foreign, asked, offered };
}

function isHeld({ grade }: Exposure): boolean {
  return grade !== 'resolvable';
}

/** What is compromised beside the demands, as the registry is asked for replacements of it. */
function badIn(foreign: Seen['foreign'], asked: Seen['asked']): { name: string; bad: string }[] {
  return [
    ...foreign.flatMap(({ packages }) =>
      packages.map(({ name, version }) => ({ name, bad: version })),
    ),
    ...asked.map((one) => ({ name: one.name, bad: badOf(one) })),
  ];
}

async function tipOf(
  world: World,
  clone: Clone,
  repository: string,
  ref: string,
): Promise<{ refname: string; commit: string }> {
  for (const refname of [`refs/heads/${ref}`, `refs/remotes/${ref}`]) {
    const commit = await commitAt(world.doors, clone, refname);
    if (commit !== null) return { refname, commit };
  }
  throw new FirebreakError(
    'REPOSITORY_UNUSABLE',
    `the clone of ${repository} has no branch ${ref}`,
    'Fetch there, or scan again: the branch may be gone.',
  );
}

/** The map's exposures while the branch stands where it stood; else those of a look at it now. */
async function exposuresNow(
  world: World,
  path: string,
  about: About,
  commit: string,
): Promise<Exposure[]> {
  const mapped = exposuresAt(world.map, about);
  const moved = mapped.some(({ place }) =>
    place.refs.some((ref) => ref.name === about.ref && ref.commit !== commit),
  );
  if (!moved) return mapped;
  const map = await world.rescan([path], 'branches');
  const repository = map.targets[0]?.name ?? about.repository;
  return exposuresAt(map, { ...about, repository });
}

async function demandsAt(
  world: World,
  clone: Clone,
  snapshot: Snapshot,
  held: readonly Exposure[],
): Promise<{ projects: NpmProject[]; demands: Demand[]; unreadable: string[] }> {
  const compromised = compromisedOf(world.incident);
  const stated = new Set(
    held.map(({ package: { name, version }, place }) => `${place.path}\0${name}\0${version}`),
  );
  const projects: NpmProject[] = [];
  const demands: Demand[] = [];
  const unreadable: string[] = [];
  for (const directory of projectDirectories(snapshot)) {
    const project = await readProject(world.doors, clone, snapshot, directory).catch(
      (error: unknown) => {
        if (!(error instanceof FirebreakError) || error.code !== 'REPOSITORY_UNUSABLE') throw error;
        const own = held.filter(({ place }) => directoryOf(place.path) === directory);
        const ids = own.map(({ package: { name, version } }) => `${name}@${version}`);
        if (own.length > 0) unreadable.push(`${error.message}: mend it, then move ${some(ids)}`);
        return null;
      },
    );
    if (project === null) continue;
    const own = demandsOf(
      project,
      ({ name, version }, lockfile) =>
        compromised.includes(name, version) || stated.has(`${lockfile}\0${name}\0${version}`),
    );
    if (own.length === 0) continue;
    projects.push(project);
    demands.push(...own);
  }
  return { projects, demands, unreadable };
}

function filesOf({ locks, members, root }: NpmProject): string[] {
  return [...(root === null ? [] : [root]), ...locks, ...members].map(({ path }) => path);
}

async function offeredFor(
  world: World,
  demands: readonly Demand[],
  others: readonly { readonly name: string; readonly bad: string }[],
): Promise<Offered[]> {
  const wanted = [...demands.map(({ bad, name }) => ({ name, bad })), ...others];
  const pairs = new Map(wanted.map((one) => [`${one.name}\0${one.bad}`, one]));
  if (pairs.size === 0) return [];
  const registry = world.site?.registry?.url;
  if (registry === undefined) {
    throw new FirebreakError(
      'REGISTRY_CONFIG',
      'the site file names no registry: nobody can be asked for replacements',
      'Give `registry.url` in the site file.',
    );
  }
  const compromised = compromisedOf(world.incident);
  const byName = Map.groupBy(pairs.values(), ({ name }) => name);
  const offered: Offered[] = [];
  for (const [name, bads] of byName) {
    const offers = await offersOf(world.doors, registry, name);
    const good = (offers ?? []).filter(({ version }) => !compromised.includes(name, version));
    for (const { bad } of bads) {
      const known = offers !== null;
      if (semver.valid(bad) === null) {
        offered.push({ name, bad, known, lower: [], higher: good.slice(0, kept.higher) });
        continue;
      }
      const lower = good.filter(({ version }) => semver.lt(version, bad)).slice(0, kept.lower);
      const higher = good.filter(({ version }) => semver.gt(version, bad)).slice(-kept.higher);
      offered.push({
        name,
        bad,
        known,
        lower,
        higher: lower.length > 0 ? [] : higher.toReversed(),
      });
    }
  }
  return offered.toSorted((a, b) => (`${a.name}\0${a.bad}` < `${b.name}\0${b.bad}` ? -1 : 1));
}
