import semver from 'semver';
import type { Exposure } from '../../exposure/schema.ts';
import { directoryOf } from '../npm/project.ts';
import { chooseReplacement } from './choose.ts';
import { quoted } from './quoted.ts';
import type { Asked, Offered, Seen } from './seen.ts';

/**
 * What is asked for by a range that lets in something compromised, where nothing says which version it became, sorted
 * by path and name. `redact` takes passwords out of addresses that stand for ranges.
 */
export function askedIn(held: readonly Exposure[], redact: (text: string) => string): Asked[] {
  return held
    .flatMap(({ package: { name }, place, request }): Asked[] =>
      request === undefined
        ? []
        : [{ path: place.path, name, ranges: request.ranges.map(redact), admits: request.admits }],
    )
    .toSorted((a, b) => (`${a.path}\0${a.name}` < `${b.path}\0${b.name}` ? -1 : 1));
}

/** The version that replacements are looked for below: the highest that is let in, else what is asked for. */
export function badOf({ admits, ranges }: Asked): string {
  return admits.at(-1) ?? ranges.join(' || ');
}

/** Why no rule decides: a sentence. */
export function whyAsked({ admits, name, path, ranges }: Asked): string {
  const shown = admits.slice(0, 5).join(', ') + (admits.length > 5 ? ', …' : '');
  const lets = admits.length === 0 ? 'shares versions with what is sought' : `lets in ${shown}`;
  return `${path} asks for ${name}@${ranges.join(', ')}, which ${lets}; CI logs, caches and machines tell what was installed`;
}

/** What a person types so that nothing compromised can be chosen again. */
export function askedInstructions(seen: Seen): string[] {
  const byDirectory = Map.groupBy(seen.asked, ({ path }) => directoryOf(path));
  return [...byDirectory].flatMap(([directory, all]) => {
    const prefix = directory === '' ? '' : ` --prefix ${quoted(directory)}`;
    const moves = all.map((one) => quoted(`${one.name}@${clean(one, seen.offered) ?? 'VERSION'}`));
    return [
      `npm install${prefix} --package-lock-only --ignore-scripts --save-exact ${moves.join(' ')}  (or the same with the manager of the project, and its lockfile)`,
      'See that .gitignore does not keep the lockfile out: without one every install chooses anew.',
    ];
  });
}

/** The highest version that all the ranges take, that the registry has and that no list names; null where there is none. */
function clean(asked: Asked, offered: readonly Offered[]): string | null {
  const bad = badOf(asked);
  const own = offered.find((one) => one.name === asked.name && one.bad === bad);
  if (own === undefined || semver.valid(bad) === null) return null;
  const asks = asked.ranges.map((range) => ({ by: asked.path, direct: null, spec: range, range }));
  return chooseReplacement({ asks, bad }, own)?.version ?? null;
}
