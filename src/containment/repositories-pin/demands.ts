import { posix } from 'node:path';
import semver from 'semver';
import { answering, type LockEntry, type LockTree, pairsOf } from '../npm/lock-tree.ts';
import { type NpmProject, parsed, type ProjectFile } from '../npm/project.ts';

/** Somebody who asks for a compromised version, or would take it. */
export interface Ask {
  /** `package.json`, `packages/ui/package.json`, `chart@1.0.0`. */
  readonly by: string;
  /** The manifest and its field where it is a direct dependency; null for what a package asks for. */
  readonly direct: { readonly file: string; readonly field: string } | null;
  /** As it is written. */
  readonly spec: string;
  /** In npm's syntax; `*` for a tag. */
  readonly range: string;
}

/** A compromised version that a project's lockfiles hold under one name, and all who ask for it. */
export interface Demand {
  readonly directory: string;
  /** The name it is asked for under. */
  readonly alias: string;
  readonly name: string;
  readonly bad: string;
  readonly lockfiles: readonly string[];
  readonly asks: readonly Ask[];
  /** Why no pin can be made by rule, a sentence each. */
  readonly obstacles: readonly string[];
}

interface Found {
  readonly entry: LockEntry;
  readonly lockfile: string;
}

interface Asking extends Ask {
  /** The entries that answer it, one for each lockfile. */
  readonly answers: readonly (LockEntry | null)[];
  readonly alias: string;
  /** Neither a range nor a tag: a file, a directory, an address, git. */
  readonly elsewhere: boolean;
}

const rootFields = [
  'dependencies',
  'devDependencies',
  'optionalDependencies',
  'peerDependencies',
] as const;

/**
 * What a project's npm lockfiles hold that `isBad` names, with everybody who asks for it. Sorted. An override acts on
 * everybody whose range would take the bad version, so these count as asking too.
 */
export function demandsOf(
  project: NpmProject,
  isBad: (entry: LockEntry, lockfile: string) => boolean,
): Demand[] {
  const found: Found[] = project.locks.flatMap(({ path, tree }) =>
    [...tree.entries.values()]
      .filter((entry) => entry.alias !== '' && entry.linkTo === null && isBad(entry, path))
      .map((entry) => ({ entry, lockfile: path })),
  );
  if (found.length === 0) return [];
  const asking = askingOf(project);
  const groups = Map.groupBy(found, ({ entry }) =>
    JSON.stringify([entry.alias, entry.name, entry.version]),
  );
  const demands = [...groups.values()].map((group) => demandOf(project, group, asking));
  return demands
    .map((demand) => ({ ...demand, obstacles: [...demand.obstacles, ...rivals(demand, demands)] }))
    .toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

function keyOf({ alias, bad, directory }: Demand): string {
  return `${directory}\0${alias}\0${bad}`;
}

function demandOf(project: NpmProject, group: readonly Found[], asking: readonly Asking[]): Demand {
  const { alias, name, version: bad } = (group[0] as Found).entry;
  const held = new Set(group.map(({ entry }) => entry));
  const own = asking.filter((ask) => ask.alias === alias);
  const asks = own.filter(
    (ask) =>
      ask.answers.some((entry) => entry !== null && held.has(entry)) ||
      (!ask.elsewhere && semver.satisfies(bad, ask.range, true)),
  );
  const entries = group.map(({ entry }) => entry);
  const place = (entry: LockEntry): string => `${entry.name}@${entry.version} at ${entry.location}`;
  return {
    directory: project.directory,
    alias,
    name,
    bad,
    lockfiles: [...new Set(group.map(({ lockfile }) => lockfile))].toSorted(),
    asks: asks.map(({ by, direct, range, spec }) => ({ by, direct, range, spec })),
    obstacles: [
      ...(project.root === null ? ['there is no package.json beside the lockfile'] : []),
      ...(semver.valid(bad) === null ? [`${bad} is no version that can be compared`] : []),
      ...entries
        .filter((entry) => entry.bundled)
        .map((entry) => `${place(entry)} is bundled in the package above it: move that one`),
      ...entries
        .filter((entry) => !entry.fromRegistry)
        .map((entry) => `${place(entry)} does not come from a registry`),
      ...own
        .filter((ask) => ask.elsewhere)
        .map((ask) => `${ask.by} asks for ${alias} as ${ask.spec}, on which an override acts too`),
      ...(project.root === null ? [] : overrideObstacles(project.root, alias, asks)),
    ],
  };
}

/** Overrides that are there already and would answer for some of those who ask. */
function overrideObstacles(root: ProjectFile, alias: string, asks: readonly Ask[]): string[] {
  const obstacles: string[] = [];
  const waiting: { at: unknown; top: boolean }[] = [{ at: parsed(root)['overrides'], top: true }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (typeof next.at !== 'object' || next.at === null) continue;
    for (const [key, value] of Object.entries(next.at)) {
      waiting.push({ at: value, top: false });
      const at = key.indexOf('@', 1);
      if ((at === -1 ? key : key.slice(0, at)) !== alias) continue;
      const range = at === -1 ? '*' : key.slice(at + 1);
      const apart =
        next.top &&
        semver.validRange(range, true) !== null &&
        asks.every((ask) => !semver.intersects(ask.range, range, true));
      if (!apart) obstacles.push(`${root.path} has an override for ${key} already`);
    }
  }
  return obstacles;
}

/** npm takes the first override that fits: two pins for whom the same package asks would be left to chance. */
function rivals(demand: Demand, all: readonly Demand[]): string[] {
  const asking = new Set(demand.asks.filter((ask) => ask.direct === null).map(({ by }) => by));
  return all
    .filter((other) => other.alias === demand.alias && keyOf(other) !== keyOf(demand))
    .filter((other) => other.asks.some((ask) => ask.direct === null && asking.has(ask.by)))
    .map((other) => `the range that takes it also takes ${other.name}@${other.bad}`);
}

function askingOf(project: NpmProject): Asking[] {
  const trees = project.locks.map(({ tree }) => tree);
  const manifests = [project.root, ...project.members].filter((file) => file !== null);
  const direct = manifests.flatMap((file) => {
    const manifest = parsed(file);
    const location = posix.relative(project.directory, posix.dirname(file.path));
    return rootFields.flatMap((field) =>
      pairsOf(manifest[field]).map(([alias, spec]) =>
        asked(trees, location, alias, spec, file.path, { file: file.path, field }),
      ),
    );
  });
  const indirect = trees.flatMap((tree) =>
    [...tree.entries.values()]
      .filter((entry) => entry.alias !== '' && entry.linkTo === null)
      .flatMap((entry) =>
        entry.asks.map(([alias, spec]) =>
          asked([tree], entry.location, alias, spec, `${entry.name}@${entry.version}`, null),
        ),
      ),
  );
  return [...direct, ...indirect];
}

function asked(
  trees: readonly LockTree[],
  location: string,
  alias: string,
  spec: string,
  by: string,
  direct: Ask['direct'],
): Asking {
  const aliased = /^npm:(?:@[^/@]+\/)?[^/@]+@?(.*)$/.exec(spec);
  const wanted = (aliased === null ? spec : (aliased[1] ?? '')).trim();
  const range = semver.validRange(wanted, true);
  const elsewhere = range === null && /[:/]/.test(wanted);
  return {
    by,
    direct,
    spec,
    // A tag takes whatever the registry says.
    range: range ?? '*',
    alias,
    elsewhere,
    answers: trees.map((tree) => answering(tree, location, alias)),
  };
}
