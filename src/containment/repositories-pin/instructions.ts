import semver from 'semver';
import type { Offer } from '../npm/packuments.ts';
import { directoryOf } from '../npm/project.ts';
import { chooseReplacement, ifTheRangeAllowed } from './choose.ts';
import { askedInstructions } from './asked.ts';
import type { Demand } from './demands.ts';
import { quoted } from './quoted.ts';
import type { ForeignLock, Seen } from './seen.ts';

type Wanted = ForeignLock['packages'][number];

/** What a person types to pin a target, and what to decide where no command can be given. */
export function instructionsFor(seen: Seen): string[] {
  const where = seen.clone ?? `a clone of ${seen.repository}`;
  const start =
    seen.branch === null
      ? [`cd ${quoted(where)}`]
      : [
          `cd ${quoted(where)}`,
          `git switch -c firebreak-pin ${quoted(seen.commit ?? seen.branch)}`,
        ];
  return [
    ...start,
    ...seen.foreign.flatMap((lock) => [...undecided(lock, seen), ...forLock(lock, seen)]),
    ...npmCommands(seen),
    ...askedInstructions(seen),
    'Review the diff, commit manifest and lockfile together, and have them merged.',
  ];
}

function npmCommands(seen: Seen): string[] {
  const directories = [...new Set(seen.demands.map(({ directory }) => directory))];
  return directories.flatMap((directory) => {
    const own = seen.demands.filter((demand) => demand.directory === directory);
    const edits = own.flatMap((demand) => editsFor(demand, seen));
    const prefix = directory === '' ? '' : ` --prefix ${quoted(directory)}`;
    return [...edits, `npm install${prefix} --package-lock-only --ignore-scripts`];
  });
}

function editsFor(demand: Demand, seen: Seen): string[] {
  const { alias, asks, bad, directory, name } = demand;
  const root = directory === '' ? 'package.json' : `${directory}/package.json`;
  const offered = seen.offered.find((one) => one.bad === bad && one.name === name);
  const offer =
    offered === undefined
      ? null
      : (chooseReplacement(demand, offered) ?? ifTheRangeAllowed(demand, offered));
  const target = offer?.version ?? 'VERSION';
  const value = JSON.stringify(alias === name ? target : `npm:${name}@${target}`);
  const files = new Set(asks.flatMap(({ direct }) => (direct === null ? [] : [direct.file])));
  const others = asks.length === 0 || asks.some(({ direct }) => direct === null);
  return [
    ...[...files].map((file) => `Set ${alias} to ${value} in ${file}.`),
    ...(others
      ? [`Add "overrides": {${JSON.stringify(`${alias}@${bad}`)}: ${value}} to ${root}.`]
      : []),
  ];
}

/** What to choose from where nothing below lies in the same line. */
function undecided({ packages }: ForeignLock, seen: Seen): string[] {
  return packages.flatMap((wanted) => {
    if (sameLine(wanted, seen) !== null) return [];
    const { name, version } = wanted;
    const offered = seen.offered.find((one) => one.name === name && one.bad === version);
    const choices = [...(offered?.lower.slice(0, 5) ?? []), ...(offered?.higher ?? [])];
    const shown = choices.map((offer) => offer.version).join(', ');
    return [
      `VERSION of ${name} is yours to choose: there is none below ${version} in its line that no list names${
        shown === '' ? '' : `; the registry has ${shown}`
      }`,
    ];
  });
}

function forLock(lock: ForeignLock, seen: Seen): string[] {
  const directory = directoryOf(lock.path);
  const inside = directory === '' ? [] : [`cd ${quoted(directory)}`];
  const moves = lock.packages.map((one) => ({ ...one, to: sameLine(one, seen) ?? 'VERSION' }));
  if (lock.manager === 'yarn') return [...inside, ...yarn(lock, moves)];
  if (lock.manager === 'pnpm') return [...inside, ...pnpm(lock, moves)];
  if (lock.manager === 'bun') return [...inside, ...bun(moves)];
  if (lock.manager === 'npm') return [...inside, ...npm(moves)];
  if (lock.path.split('/').includes('node_modules')) {
    return [
      `${lock.path} is what an install left: once the lockfile is clear, npm ci --ignore-scripts`,
    ];
  }
  const names = moves.map(({ name, to, version }) => `${name} ${version} to ${to}`).join(', ');
  return [`${lock.path}: move ${names} with the tool that wrote this file.`];
}

/** The highest that is offered in the same major version, minor where major is 0: the caret's rule. */
function sameLine({ name, version }: Wanted, seen: Seen): string | null {
  const offered = seen.offered.find((one) => one.name === name && one.bad === version);
  if (offered === undefined || semver.valid(version) === null) return null;
  const major = semver.major(version);
  const range = major === 0 ? `0.${semver.minor(version)}.x` : `${major}.x`;
  const asks = [{ by: '', direct: null, spec: range, range }];
  const offer: Offer | null = chooseReplacement({ asks, bad: version }, offered);
  return offer?.version ?? null;
}

function npm(moves: readonly Move[]): string[] {
  const direct = moves.filter((move) => move.direct).map(({ name, to }) => `${name}@${to}`);
  const rest = moves.filter((move) => !move.direct);
  const overrides = objectOf(rest.map(({ name, to, version }) => [`${name}@${version}`, to]));
  const install = 'npm install --package-lock-only --ignore-scripts';
  return [
    ...(rest.length === 0 ? [] : [`Add to package.json: "overrides": ${overrides}`]),
    direct.length === 0 ? install : `${install} --save-exact ${direct.map(quoted).join(' ')}`,
  ];
}

type Move = Wanted & { readonly to: string };

function yarn({ managerVersion }: ForeignLock, moves: readonly Move[]): string[] {
  const classic = managerVersion === null || /^1\b/.test(managerVersion);
  const direct = moves.filter((move) => move.direct).map(({ name, to }) => `${name}@${to}`);
  const rest = moves.filter((move) => !move.direct);
  const up = classic
    ? 'yarn upgrade --exact --ignore-scripts'
    : 'yarn up --exact --mode=update-lockfile';
  return [
    ...(direct.length === 0 ? [] : [`${up} ${direct.map(quoted).join(' ')}`]),
    ...(rest.length === 0
      ? []
      : [
          `Add to the package.json at the root: "resolutions": ${objectOf(
            rest.map(({ name, to }) => [classic ? `**/${name}` : name, to]),
          )}`,
          classic ? 'yarn install --ignore-scripts' : 'yarn install --mode=update-lockfile',
        ]),
  ];
}

/** From pnpm 11 on package.json#pnpm is not read any more (pnpm docs, "overrides"). */
function pnpm({ managerVersion }: ForeignLock, moves: readonly Move[]): string[] {
  const pairs = moves.map(({ name, to, version }) => [`${name}@${version}`, to] as const);
  const major = /^(\d+)/.exec(managerVersion ?? '')?.[1];
  const old = `Add to package.json: "pnpm": {"overrides": ${objectOf(pairs)}}`;
  const recent = `Add to pnpm-workspace.yaml: overrides: ${objectOf(pairs)}`;
  const edits =
    major === undefined
      ? [`With pnpm 11 and above: ${recent}`, `With pnpm 10 and below: ${old}`]
      : [Number(major) >= 11 ? recent : old];
  return [...edits, 'pnpm install --lockfile-only --ignore-scripts'];
}

/** Overrides are by name alone, and in the package.json at the root (bun docs, "overrides"). */
function bun(moves: readonly Move[]): string[] {
  const direct = moves.filter((move) => move.direct).map(({ name, to }) => `${name}@${to}`);
  const rest = moves.filter((move) => !move.direct);
  const overrides = objectOf(rest.map(({ name, to }) => [name, to]));
  const options = '--lockfile-only --ignore-scripts';
  return [
    ...(direct.length === 0 ? [] : [`bun add --exact ${options} ${direct.map(quoted).join(' ')}`]),
    ...(rest.length === 0
      ? []
      : [
          `Add to the package.json at the root: "overrides": ${overrides}`,
          `bun install ${options}`,
        ]),
  ];
}

function objectOf(pairs: readonly (readonly [string, string])[]): string {
  return `{${pairs.map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`).join(', ')}}`;
}
