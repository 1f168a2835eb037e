import { itemsOf, member, stringOf } from '../../json-access.ts';
import type { JsonNode } from '../../json.ts';
import { introducesAll } from './ranges.ts';

/**
 * Who states a version, by `database_specific.malicious-packages-origins` (ossf/malicious-packages writes
 * there which feed said what). `null` asks who says every version. Nobody where a record has several
 * affected items, as origins do not tell them apart.
 */
export function vendorsOf(
  record: JsonNode,
  affected: number,
): (version: string | null) => readonly string[] {
  const origins = itemsOf(
    member(member(record, 'database_specific'), 'malicious-packages-origins'),
  );
  if (affected !== 1 || origins.length === 0) return () => [];
  const byVersion = new Map<string, Set<string>>();
  const every = new Set<string>();
  for (const origin of origins) {
    const source = stringOf(member(origin, 'source'));
    if (source === null) continue;
    if (itemsOf(member(origin, 'ranges')).some(introducesAll)) every.add(source);
    for (const version of itemsOf(member(origin, 'versions'))) {
      const text = stringOf(version);
      if (text === null) continue;
      const known = byVersion.get(text) ?? new Set();
      byVersion.set(text, known.add(source));
    }
  }
  return (version) => [...every, ...(version === null ? [] : (byVersion.get(version) ?? []))];
}
