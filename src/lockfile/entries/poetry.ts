import { isRecord, own } from '../reading/value.ts';
import type { EntryFormat, ReadAlone, Standing, Step } from './format.ts';
import { archives, archivesHead, oldPackage } from './poetry-archives.ts';
import { keyBlock, packageKey, tableBlock } from './toml-blocks.ts';

interface Place extends Standing {
  readonly at: 'start' | 'entries' | 'extras' | 'metadata' | 'archives' | 'end';
  /** Whether the archives of all packages stand at the end: below version 2.0. */
  readonly isOld: boolean;
}

function placeOf(at: Place['at'], isOld: boolean, formatVersion: string | null): Place {
  return {
    key: `${at} ${isOld ? 'old' : ''} ${formatVersion ?? ''}`,
    formatVersion,
    isEnd: at === 'end' || at === 'archives',
    at,
    isOld,
  };
}

const start = placeOf('start', false, null);

/** What stands behind a block that is read alone. */
const behind = '\n[metadata]\nlock-version = "2.1"\ncontent-hash = "0"\n';

/**
 * poetry.lock: a table for each package, and `[metadata]` at the end. Below version 2.0 the archives of all packages stand
 * behind that: an entry that has some there is stated by them.
 */
export const poetry: EntryFormat = {
  style: { shape: 'tables', indent: 0, sign: ' ' },
  start,
  step(standing, block, read) {
    const place = standing as Place;
    const { at, formatVersion } = place;
    if (at === 'start' && block.startsWith('#')) return keyBlock(block, []) && { next: start };
    if (at === 'metadata')
      return archivesHead.test(block) ? { next: placeOf('archives', true, formatVersion) } : null;
    if (at === 'archives') {
      const said = archives(block, read);
      return said && { next: place, ...said };
    }
    if (at === 'end') return null;
    if (block.startsWith('[metadata]\n')) return metadata(place, block, read);
    return at === 'extras' ? null : entry(place, block, read);
  },
};

function metadata({ isOld }: Place, block: string, read: ReadAlone): Step | null {
  const table = own(keyBlock(block, ['metadata']) ?? {}, 'metadata');
  if (!isRecord(table) || Object.hasOwn(table, 'files')) return null;
  const found = read(block);
  if (found === null || found.packages.length > 0) return null;
  return { next: placeOf(isOld ? 'metadata' : 'end', isOld, found.formatVersion) };
}

function entry(place: Place, block: string, read: ReadAlone): Step | null {
  const held = tableBlock(block, 'package');
  if (held === null || held.others.some((key) => key !== 'extras')) return null;
  const isOld = !Object.hasOwn(held.table, 'files');
  if (place.at === 'entries' && isOld !== place.isOld) return null;
  const found = read(block + behind);
  const [first] = found?.packages ?? [];
  if (found?.formatVersion !== '2.1' || first === undefined) return null;
  const said = isOld ? oldPackage(held.table, found.packages) : { packages: found.packages };
  return {
    next: placeOf(held.others.length > 0 ? 'extras' : 'entries', isOld, null),
    packages: said.packages ?? [],
    offers: [packageKey(first.name), ...(said.offers ?? [])],
    needs: [...needsOf(own(held.table, 'dependencies')), ...(said.needs ?? [])],
  };
}

/** What is asked for on every machine: the rest may be missing. */
function needsOf(dependencies: unknown): readonly string[] {
  if (!isRecord(dependencies)) return [];
  return Object.entries(dependencies).flatMap(([name, stated]) => {
    const ways: readonly unknown[] = Array.isArray(stated) ? stated : [stated];
    return ways.every(isConditional) ? [] : [packageKey(name)];
  });
}

function isConditional(way: unknown): boolean {
  if (!isRecord(way)) return false;
  return (
    own(way, 'optional') === true || Object.hasOwn(way, 'markers') || Object.hasOwn(way, 'python')
  );
}
