import { requestOfPep508 } from '../reading/python-request.ts';
import { membersOf } from '../reading/toml-late.ts';
import { isRecord, own, textOf } from '../reading/value.ts';
import type { EntryFormat, ReadAlone, Standing, Step } from './format.ts';
import { archivesHead, oldArchives, withArchives } from './old-archives.ts';
import { keyBlock, packageKey, tableBlock } from './toml-blocks.ts';

interface Place extends Standing {
  readonly at: 'start' | 'entries' | 'old' | 'metadata' | 'archives';
}

function placeOf(at: Place['at'], formatVersion: string | null): Place {
  const isEnd = at === 'entries' || at === 'archives';
  return { key: `${at} ${formatVersion ?? ''}`, formatVersion, isEnd, at };
}

const start = placeOf('start', null);
const old = placeOf('old', null);

/** What may have a table of its own behind `[metadata]`. */
const tables = ['files', 'lock_inputs'];
const inputs = /^\[metadata\.lock_inputs\.project\]\n/;

/** What stands behind an entry that is read alone, where the archives of all packages stand at the end. */
const behind = '\n[metadata]\nlock_version = "4.2"\n\n[metadata.files]\n';

/**
 * pdm.lock: `[metadata]`, and a table for each package. Below version 4.4 the former stands at the end, with the archives
 * of all packages: an entry that has some there is stated by them.
 */
export const pdm: EntryFormat = {
  style: { shape: 'tables', indent: 0, sign: ' ' },
  start,
  step(standing, block, read) {
    const place = standing as Place;
    if (place.at === 'start' && block.startsWith('#'))
      return keyBlock(block, []) && { next: start };
    if (place.at === 'entries')
      return inputs.test(block) ? lockInputs(place, block) : entry(place, block, read);
    if (place.at === 'metadata')
      return archivesHead.test(block) ? { next: placeOf('archives', place.formatVersion) } : null;
    if (place.at === 'archives') return archives(place, block, read);
    return block.startsWith('[metadata]\n') ? metadata(place, block, read) : oldEntry(block, read);
  },
};

function metadata(place: Place, block: string, read: ReadAlone): Step | null {
  const table = own(keyBlock(block, ['metadata']) ?? {}, 'metadata');
  if (!isRecord(table) || tables.some((key) => Object.hasOwn(table, key))) return null;
  const found = read(block);
  if (found === null || found.packages.length > 0) return null;
  return { next: placeOf(place === old ? 'metadata' : 'entries', found.formatVersion) };
}

function lockInputs(place: Place, block: string): Step | null {
  return keyBlock(block, ['metadata']) && { next: place, claims: ['lock_inputs'] };
}

function entry(place: Place, block: string, read: ReadAlone): Step | null {
  const version = place.formatVersion;
  const held = tableBlock(block, 'package');
  if (held === null || held.others.length > 0) return null;
  const found = read(`[metadata]\nlock_version = "${version}"\n\n${block}`);
  const name = found?.packages[0]?.name;
  if (found === null || found.formatVersion !== version || name === undefined) return null;
  const { packages } = found;
  return { next: place, packages, offers: [packageKey(name)], needs: needsOf(held.table) };
}

function needsOf(table: Record<string, unknown>): readonly string[] {
  return membersOf(own(table, 'dependencies')).flatMap((line) => {
    const request = requestOfPep508(textOf(line) ?? '', { kind: 'prod', group: null });
    return request === null || request.conditional ? [] : [packageKey(request.name)];
  });
}

function oldEntry(block: string, read: ReadAlone): Step | null {
  const held = tableBlock(block, 'package');
  if (held === null || held.others.length > 0 || Object.hasOwn(held.table, 'files')) return null;
  const found = read(block + behind);
  const [first] = found?.packages ?? [];
  if (found === null || first === undefined) return null;
  const key = `${textOf(own(held.table, 'name')) ?? ''} ${first.version}`;
  const offers = [packageKey(first.name)];
  const needs = needsOf(held.table);
  if (first.source !== 'registry')
    return { next: old, packages: found.packages, claims: [`archives ${key}`], offers, needs };
  return { next: old, offers: [...offers, `locked ${key}`], needs: [...needs, `archives ${key}`] };
}

/** The archives of a package, by its name and version. */
function archives(place: Place, block: string, read: ReadAlone): Step | null {
  const found = oldArchives(block);
  const [, name = '', version = ''] = /^(\S+) (\S+)$/.exec(found?.key ?? '') ?? [];
  if (found === null || version === '') return null;
  const stated = read(withArchives(name, [version], 'lock_version = "4.2"\n', block));
  if (stated?.packages.length !== 1) return null;
  const key = `${name} ${version}`;
  return {
    next: place,
    packages: stated.packages,
    claims: [`archives ${key}`],
    offers: [`archives ${key}`],
    needs: [`locked ${key}`],
  };
}
