import type { LockDocument } from '../lockfile/types.ts';
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
  if (!byName || locked.resolved === null || locked.source !== 'registry') return null;
  const own = registryOf(locked.resolved, locked.name);
  const most = usualRegistry(document);
  if (own === null || most === null || registryText(own) === most) return null;
  return { own: registryText(own), most };
}

/** The registry that more than half of those packages come from that say where they come from. */
function usualRegistry(document: LockDocument): string | null {
  const known = usual.get(document);
  if (known !== undefined) return known;
  const counts = new Map<string, number>();
  let all = 0;
  for (const { name, resolved, source } of document.packages) {
    const place = source === 'registry' && resolved !== null ? registryOf(resolved, name) : null;
    if (place === null) continue;
    const text = registryText(place);
    counts.set(text, (counts.get(text) ?? 0) + 1);
    all += 1;
  }
  const most = [...counts].find(([, count]) => count * 2 > all)?.[0] ?? null;
  usual.set(document, most);
  return most;
}
