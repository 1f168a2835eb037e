import type { LockDocument, LockedPackage } from '../lockfile/types.ts';
import { registryOf, registryText } from './addresses.ts';
import type { Hit } from './hits.ts';

const usual = new WeakMap<LockDocument, string | null>();

/**
 * Where a package comes from, when more than half of its file's packages come from one other registry: it may be the
 * organisation's own. A label and no more, since no host tells whose package it serves. Null where there is nothing to say.
 */
export function registriesOf({
  document,
  locked,
  match,
}: Hit): { own: string; most: string } | null {
  const byName = match.matchedBy === 'version' || match.matchedBy === 'range';
  const own = byName ? registryOfLocked(locked) : null;
  const most = own === null ? null : usualRegistry(document);
  return own === null || most === null || own === most ? null : { own, most };
}

/** The registry that more than half of those packages come from that say where they come from. */
function usualRegistry(document: LockDocument): string | null {
  const counted = usual.get(document);
  if (counted !== undefined) return counted;
  const counts = new Map<string, number>();
  let all = 0;
  for (const registry of registriesIn(document)) {
    if (registry === null) continue;
    counts.set(registry, (counts.get(registry) ?? 0) + 1);
    all += 1;
  }
  const most = [...counts].find(([, count]) => count * 2 > all)?.[0] ?? null;
  usual.set(document, most);
  return most;
}

function* registriesIn(document: LockDocument): Generator<string | null> {
  const { statements } = document;
  if (statements === undefined) yield* document.packages.map(registryOfLocked);
  else for (const id of statements.ids) yield registryOfLocked(statements.table.at(id));
}

/** Versions of one lockfile share nearly all their packages. */
const known = new WeakMap<LockedPackage, string | null>();

/** The registry that a package comes from; null where it comes from none, or where its file does not say. */
function registryOfLocked(locked: LockedPackage): string | null {
  const told = known.get(locked);
  if (told !== undefined) return told;
  const { name, resolved, source } = locked;
  const place = source === 'registry' && resolved !== null ? registryOf(resolved, name) : null;
  const registry = place === null ? null : registryText(place);
  known.set(locked, registry);
  return registry;
}
