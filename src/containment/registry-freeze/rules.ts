import type { Compromised, CompromisedName } from '../compromised.ts';

/**
 * A deny rule of Verdaccio's package filter: a whole scope, a whole package, or versions of one in semver's syntax
 * (`@verdaccio/package-filter`, README, "Configuration").
 */
export type DenyRule =
  | { readonly scope: string }
  | { readonly package: string }
  | { readonly package: string; readonly versions: string };

/** The rule that denies what is said of one name. The filter knows scopes only as a whole, so a scope's range widens to it. */
function ruleFor({ name, ranges, scope, versions }: CompromisedName): DenyRule {
  if (scope) return { scope: name };
  if (ranges.includes('*')) return { package: name };
  return { package: name, versions: [...versions, ...ranges].join(' || ') };
}

/** The rules for all that is compromised, sorted by name; `widened` names the scopes of which only a part is. */
export function rulesFor(compromised: Compromised): {
  readonly rules: readonly DenyRule[];
  readonly widened: readonly string[];
} {
  return {
    rules: compromised.names.map(ruleFor),
    widened: compromised.names
      .filter(({ ranges, scope }) => scope && !ranges.includes('*'))
      .map(({ name }) => name),
  };
}

/** A rule in one line, for a person. */
export function ruleText(rule: DenyRule): string {
  if ('scope' in rule) return `${rule.scope}/*`;
  return 'versions' in rule ? `${rule.package} ${rule.versions}` : rule.package;
}
