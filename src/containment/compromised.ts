import semver from 'semver';
import type { Incident } from '../incident/schema.ts';
import { checkName, wildcardPrefix } from '../package/name.ts';
import { checkVersion, inRange } from '../package/version.ts';

/** One npm name of the incident's list, or a whole scope, with what is said of it. */
export interface CompromisedName {
  /** `left-pad`, `@antv/g2`; of a scope `@antv`. */
  readonly name: string;
  readonly scope: boolean;
  /** Exact versions, oldest first. */
  readonly versions: readonly string[];
  /** Ranges in npm's syntax; `*` for every version. */
  readonly ranges: readonly string[];
}

/** What the incident says of npm, ready to be asked. */
export interface Compromised {
  /** Sorted by name, scopes among them. */
  readonly names: readonly CompromisedName[];
  /** What no npm package can bear, and is left out. */
  readonly impossible: readonly string[];
  /** What is said of a name, by itself and by its scope. */
  about(name: string): readonly CompromisedName[];
  /** Whether a version of a package is compromised. One that is no semantic version is where the whole name is. */
  includes(name: string, version: string): boolean;
}

/** The npm part of an incident. Names, versions and ranges that npm does not know go to `impossible`. */
export function compromisedOf(incident: Incident): Compromised {
  const impossible: string[] = [];
  const names = new Map<string, CompromisedName>();
  for (const { ecosystem, name, ranges, versions } of incident.packages) {
    if (ecosystem !== 'npm') continue;
    const prefix = wildcardPrefix(name);
    // A scope obeys the rule for names once there is a name in it.
    if (!checkName('npm', prefix === null ? name : `${prefix}x`).ok) {
      impossible.push(name);
      continue;
    }
    const known = { versions: Object.keys(versions), ranges: Object.keys(ranges) };
    const good = {
      versions: known.versions.filter((version) => checkVersion('npm', version).ok),
      ranges: known.ranges.filter((range) => range === '*' || semver.validRange(range) !== null),
    };
    for (const left of [...known.versions, ...known.ranges])
      if (![...good.versions, ...good.ranges].includes(left)) impossible.push(`${name}@${left}`);
    if (good.versions.length + good.ranges.length === 0) continue;
    names.set(name, {
      name: prefix === null ? name : prefix.slice(0, -1),
      scope: prefix !== null,
      versions: good.versions.toSorted(semver.compareBuild),
      ranges: good.ranges.toSorted(),
    });
  }
  function about(name: string): readonly CompromisedName[] {
    const slash = name.startsWith('@') ? name.indexOf('/') : -1;
    const whole = slash === -1 ? undefined : names.get(`${name.slice(0, slash)}/*`);
    return [names.get(name), whole].filter((one) => one !== undefined);
  }
  return {
    names: [...names.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    impossible: impossible.toSorted(),
    about,
    includes: (name, version) => {
      const check = checkVersion('npm', version);
      const comparable = check.ok ? check.version : version;
      return about(name).some(
        ({ ranges, versions }) =>
          versions.includes(comparable) ||
          ranges.some((range) => inRange('npm', comparable, range) === true),
      );
    },
  };
}
