import semver from 'semver';
import { FirebreakError } from '../../errors.ts';
import type { DenyRule } from './rules.ts';

/** What the filter's rules come to for each scope and package: all of it, or some ranges. */
export type Ruled = ReadonlyMap<string, 'all' | readonly string[]>;

/** The rules that stand in a configuration, as Verdaccio reads them. */
export interface StandingRules {
  readonly block: Ruled;
  readonly allow: Ruled;
}

/**
 * Reads the `block` and `allow` lists of the package filter the way the filter does: later rules add ranges, a whole
 * package cannot be narrowed again, and what it does not understand keeps it from starting. Throws REGISTRY_CONFIG.
 */
export function standingRules(
  filter: unknown,
  path: string,
  counts: (rule: unknown) => boolean = () => true,
): StandingRules {
  const lists = isRecord(filter) ? filter : {};
  return {
    block: ruled(lists['block'], path, 'block', counts),
    allow: ruled(lists['allow'], path, 'allow', counts),
  };
}

function ruled(
  list: unknown,
  path: string,
  name: string,
  counts: (rule: unknown) => boolean,
): Ruled {
  const rules = new Map<string, 'all' | string[]>();
  if (list === undefined || list === null) return rules;
  if (!Array.isArray(list)) throw unusable(path, `${name} is not a list`);
  for (const rule of list) {
    if (!counts(rule)) continue;
    if (!isRecord(rule)) throw unusable(path, `a ${name} rule is not a mapping`);
    const { package: named, scope, versions } = rule;
    if (typeof scope === 'string') rules.set(scope, 'all');
    else if (typeof named !== 'string')
      throw unusable(path, `a ${name} rule names neither a package nor a scope`);
    else if (versions === undefined) rules.set(named, 'all');
    else {
      const before = rules.get(named) ?? [];
      if (before === 'all')
        throw unusable(path, `${named} is in ${name} as a whole, and then again with versions`);
      if (typeof versions !== 'string' || semver.validRange(versions) === null)
        throw unusable(path, `the versions of ${named} in ${name} are no range`);
      rules.set(named, [...before, versions]);
    }
  }
  return rules;
}

/** Whether the rules that stand deny all that a rule of ours denies, by another whole rule or by the same range. */
export function stands(block: Ruled, rule: DenyRule): boolean {
  if ('scope' in rule) return block.get(rule.scope) === 'all';
  const scope = scopeOf(rule.package);
  if (scope !== null && block.get(scope) === 'all') return true;
  const standing = block.get(rule.package);
  if (standing === 'all') return true;
  return 'versions' in rule && standing !== undefined && denied(standing, rule.versions);
}

/** Whether Verdaccio would not start with a rule of ours after those that stand: versions of what is denied as a whole. */
export function clashes(block: Ruled, rule: DenyRule): boolean {
  return 'versions' in rule && block.get(rule.package) === 'all';
}

/** Alternatives are compared one by one: each has to be in one that stands. */
function denied(standing: readonly string[], versions: string): boolean {
  const range = standing.join(' || ');
  return versions
    .split('||')
    .every((one) => semver.subset(one.trim(), range, { includePrerelease: true }));
}

/** Whether rules deny one version. */
export function denies(block: Ruled, name: string, version: string): boolean {
  const scope = scopeOf(name);
  if (scope !== null && block.get(scope) === 'all') return true;
  const standing = block.get(name);
  if (standing === undefined || standing === 'all') return standing === 'all';
  return standing.some((range) =>
    semver.satisfies(version, range, { includePrerelease: true, loose: true }),
  );
}

/** What the configuration allows, and a rule of ours denies: the filter lets `allow` win whatever is denied. */
export function allowedAnyway(allow: Ruled, rules: readonly DenyRule[]): readonly string[] {
  const found = new Set<string>();
  for (const rule of rules) {
    for (const [allowed, ranges] of allow) if (beats(allowed, ranges, rule)) found.add(allowed);
  }
  return [...found].toSorted();
}

function beats(allowed: string, ranges: 'all' | readonly string[], rule: DenyRule): boolean {
  if ('scope' in rule) return allowed === rule.scope || scopeOf(allowed) === rule.scope;
  if (allowed !== rule.package) return ranges === 'all' && allowed === scopeOf(rule.package);
  if (ranges === 'all' || !('versions' in rule)) return true;
  return ranges.some((range) =>
    semver.intersects(range, rule.versions, { includePrerelease: true, loose: true }),
  );
}

/** `@antv` of `@antv/g2`; null of a name without a scope. */
export function scopeOf(name: string): string | null {
  const slash = name.indexOf('/');
  return name.startsWith('@') && slash !== -1 ? name.slice(0, slash) : null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function unusable(path: string, why: string): FirebreakError {
  return new FirebreakError(
    'REGISTRY_CONFIG',
    `${path}: ${why}`,
    'Verdaccio does not start with such a package filter. Mend the rule, then plan again.',
  );
}
