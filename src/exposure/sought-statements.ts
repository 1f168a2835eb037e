import type { CompromisedPackage, Incident } from '../incident/schema.ts';
import type { Sought } from '../inventory/types.ts';
import { wildcardPrefix } from '../package/name.ts';
import { soughtByBytes } from './by-bytes.ts';

/** Which of an inventory's statements an incident may have something to say of. */
export function soughtStatements(incident: Incident): Sought {
  const byCommit = incident.packages.some(({ references }) => references !== undefined);
  if (byCommit || soughtByBytes(incident)) return { kind: 'all' };
  const names = new Map<string, Set<string>>();
  const scopes = new Map<string, string[]>();
  for (const one of incident.packages) addTo(names, scopes, one);
  return { kind: 'names', names, scopes };
}

function addTo(
  names: Map<string, Set<string>>,
  scopes: Map<string, string[]>,
  { ecosystem, name }: CompromisedPackage,
): void {
  const prefix = wildcardPrefix(name);
  if (prefix === null) names.set(ecosystem, (names.get(ecosystem) ?? new Set()).add(name));
  else scopes.set(ecosystem, [...(scopes.get(ecosystem) ?? []), prefix]);
}
