import { requestOfPep508 } from '../reading/python-request.ts';
import { membersOf } from '../reading/toml-late.ts';
import { isRecord, own, textOf } from '../reading/value.ts';
import type { EntryFormat, ReadAlone, Standing, Step } from './format.ts';
import { keyBlock, packageKey, tableBlock } from './toml-blocks.ts';

interface Place extends Standing {
  readonly at: 'start' | 'metadata' | 'entries';
}

const start: Place = { key: 'start', formatVersion: null, isEnd: false, at: 'start' };
const metadata: Place = { key: 'metadata', formatVersion: null, isEnd: false, at: 'metadata' };

function entriesOf(formatVersion: string): Place {
  return { key: `entries ${formatVersion}`, formatVersion, isEnd: true, at: 'entries' };
}

/**
 * pdm.lock from version 4.4 on: `[metadata]`, and a table for each package. Below that the archives of all packages
 * stand at the end, and what an entry states is told by both.
 */
export const pdm: EntryFormat = {
  style: { shape: 'tables', indent: 0, sign: ' ' },
  start,
  step(standing, block, read) {
    const place = standing as Place;
    if (place.at === 'entries') return entry(place, block, read);
    if (place.at === 'start' && block.startsWith('#'))
      return keyBlock(block, []) === null ? null : { next: metadata };
    return head(block, read);
  },
};

function head(block: string, read: ReadAlone): Step | null {
  const table = own(keyBlock(block, ['metadata']) ?? {}, 'metadata');
  if (!isRecord(table) || Object.hasOwn(table, 'files')) return null;
  const found = read(block);
  if (found === null || found.packages.length > 0) return null;
  return { next: entriesOf(found.formatVersion) };
}

function entry(place: Place, block: string, read: ReadAlone): Step | null {
  const held = tableBlock(block, 'package');
  if (held === null || held.others.length > 0) return null;
  const version = place.formatVersion;
  const found = read(`[metadata]\nlock_version = "${version}"\n\n${block}`);
  const name = found?.packages[0]?.name;
  if (found === null || found.formatVersion !== version || name === undefined) return null;
  const needs = membersOf(own(held.table, 'dependencies')).flatMap((line) => {
    const request = requestOfPep508(textOf(line) ?? '', { kind: 'prod', group: null });
    return request === null || request.conditional ? [] : [packageKey(request.name)];
  });
  return { next: place, packages: found.packages, offers: [packageKey(name)], needs };
}
