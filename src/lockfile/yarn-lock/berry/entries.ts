import { quoted, type Problems } from '../../reading/problems.ts';
import { isRecord, own, textOf } from '../../reading/value.ts';
import type { Entry, Need } from './entry.ts';
import type { Member } from './yaml.ts';

/**
 * The entries of a yarn.lock in YAML, without `__metadata`. One that states no resolution is a problem, and so is one
 * without `linkType`, which yarn writes last: what stood in front of it may be gone.
 */
export function entriesOf(members: readonly Member[], problems: Problems): readonly Entry[] {
  const entries: Entry[] = [];
  for (const [key, value] of members) {
    if (key === '__metadata') continue;
    const resolution = isRecord(value) ? textOf(value.resolution) : null;
    if (!isRecord(value) || resolution === null) {
      problems.add('ENTRY_UNREADABLE', `${quoted(key)} has no resolution`);
      continue;
    }
    if (value.linkType !== 'hard' && value.linkType !== 'soft') {
      problems.add(
        'ENTRY_UNREADABLE',
        `${quoted(key)} is not whole: it does not end as yarn ends it`,
      );
    }
    const version = textOf(value.version) ?? '';
    entries.push({ key, resolution, version, needs: needsOf(key, value, problems) });
  }
  return entries;
}

function needsOf(key: string, value: Record<string, unknown>, problems: Problems): readonly Need[] {
  const needs: Need[] = [];
  const metas = isRecord(value.dependenciesMeta) ? value.dependenciesMeta : {};
  for (const section of ['dependencies', 'optionalDependencies']) {
    const asked = value[section];
    if (asked === undefined) continue;
    if (!isRecord(asked)) {
      problems.add('ENTRY_UNREADABLE', `${section} of ${quoted(key)} are not there`);
      continue;
    }
    for (const alias of Object.keys(asked)) {
      const range = asked[alias];
      if (typeof range !== 'string') {
        problems.add(
          'ENTRY_UNREADABLE',
          `${quoted(key)} does not say which ${quoted(alias)} it asks for`,
        );
        continue;
      }
      const meta = own(metas, alias);
      const optional =
        section === 'optionalDependencies' || (isRecord(meta) && meta.optional === 'true');
      needs.push({ alias, range, optional });
    }
  }
  return needs;
}
