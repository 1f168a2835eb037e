import { misfit } from '../../reading/json.ts';
import { quoted, type Problems } from '../../reading/problems.ts';
import { isRecord, textOf } from '../../reading/value.ts';
import type { Entry, Need } from '../berry/entry.ts';
import { splitDescriptor } from '../descriptor.ts';

/**
 * The entries of a yarn.lock in JSON (zpm, lockfile.rs `LockfileEntry` and resolvers/mod.rs `Resolution`). What is optional
 * stands among the dependencies, and by name in a list; variants are packages for one platform each, of which one is
 * installed.
 */
export function entriesOf(entries: Record<string, unknown>, problems: Problems): readonly Entry[] {
  const read: Entry[] = [];
  for (const key of Object.keys(entries)) {
    const entry = entries[key];
    const stated = isRecord(entry) ? entry.resolution : null;
    const resolution = isRecord(stated) ? textOf(stated.resolution) : null;
    if (!isRecord(stated) || resolution === null) {
      problems.add('ENTRY_UNREADABLE', `${quoted(key)} has no resolution`);
      continue;
    }
    const version = textOf(stated.version) ?? '';
    read.push({ key, resolution, version, needs: needsOf(key, stated, problems) });
  }
  return read;
}

function needsOf(
  key: string,
  stated: Record<string, unknown>,
  problems: Problems,
): readonly Need[] {
  const needs: Need[] = [];
  const optional = new Set(listed('optionalDependencies', key, stated, problems));
  const { dependencies = {} } = stated;
  if (!isRecord(dependencies)) {
    problems.add('ENTRY_UNREADABLE', `dependencies of ${misfit(key, 'an object')}`);
    return needs;
  }
  for (const alias of Object.keys(dependencies)) {
    const range = dependencies[alias];
    if (typeof range === 'string') needs.push({ alias, range, optional: optional.has(alias) });
    else {
      const which = `${quoted(key)} does not say which ${quoted(alias)} it asks for`;
      problems.add('ENTRY_UNREADABLE', which);
    }
  }
  for (const variant of listed('variants', key, stated, problems)) {
    const { name, range } = splitDescriptor(variant);
    needs.push({ alias: name, range, optional: true });
  }
  return needs;
}

function listed(
  section: string,
  key: string,
  stated: Record<string, unknown>,
  problems: Problems,
): readonly string[] {
  const list = stated[section] ?? [];
  if (Array.isArray(list) && list.every((item) => typeof item === 'string')) return list;
  problems.add('ENTRY_UNREADABLE', `${section} of ${misfit(key, 'a list of names')}`);
  return [];
}
