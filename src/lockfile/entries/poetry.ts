import { isRecord, own } from '../reading/value.ts';
import type { EntryFormat, ReadAlone, Standing, Step } from './format.ts';
import { keyBlock, packageKey, tableBlock } from './toml-blocks.ts';

const start: Standing = { key: 'start', formatVersion: null, isEnd: false };
const entries: Standing = { key: 'entries', formatVersion: null, isEnd: false };
/** Behind the project's extras, which stand behind the last package. */
const extras: Standing = { key: 'extras', formatVersion: null, isEnd: false };

/** What stands behind a block that is read alone. */
const behind = '\n[metadata]\nlock-version = "2.1"\ncontent-hash = "0"\n';

/**
 * poetry.lock from version 2.0 on: a table for each package, and `[metadata]` at the end. Below that the archives of all
 * packages stand there, and what an entry states is told by both.
 */
export const poetry: EntryFormat = {
  style: { shape: 'tables', indent: 0, sign: ' ' },
  start,
  step(place, block, read) {
    if (place.isEnd) return null;
    if (place === start && block.startsWith('#'))
      return keyBlock(block, []) === null ? null : { next: entries };
    if (block.startsWith('[metadata]\n')) return metadata(block, read);
    return place === extras ? null : entry(block, read);
  },
};

function metadata(block: string, read: ReadAlone): Step | null {
  const table = own(keyBlock(block, ['metadata']) ?? {}, 'metadata');
  if (!isRecord(table) || Object.hasOwn(table, 'files')) return null;
  const found = read(block);
  if (found === null || found.packages.length > 0) return null;
  const { formatVersion } = found;
  return { next: { key: `end ${formatVersion}`, formatVersion, isEnd: true } };
}

function entry(block: string, read: ReadAlone): Step | null {
  const held = tableBlock(block, 'package');
  if (held === null || held.others.some((key) => key !== 'extras')) return null;
  if (!Object.hasOwn(held.table, 'files')) return null;
  const found = read(block + behind);
  const name = found?.packages[0]?.name;
  if (found?.formatVersion !== '2.1' || name === undefined) return null;
  return {
    next: held.others.length > 0 ? extras : entries,
    packages: found.packages,
    offers: [packageKey(name)],
    needs: needsOf(own(held.table, 'dependencies')),
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
