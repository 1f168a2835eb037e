import { membersOf } from '../reading/toml-late.ts';
import { isRecord, own, textOf } from '../reading/value.ts';
import type { EntryFormat, ReadAlone, Standing, Step } from './format.ts';
import { keyBlock, packageKey, tableBlock } from './toml-blocks.ts';

interface Place extends Standing {
  readonly at: 'start' | 'head' | 'entries' | 'tool';
}

const start: Place = { key: 'start', formatVersion: null, isEnd: false, at: 'start' };

function placeOf(at: Place['at'], formatVersion: string): Place {
  return { key: `${at} ${formatVersion}`, formatVersion, isEnd: at !== 'head', at };
}

/** What tools write in front of the packages (PyPA specifications, "pylock.toml"). */
const headKeys = [
  'lock-version',
  'environments',
  'requires-python',
  'extras',
  'dependency-groups',
  'default-groups',
  'created-by',
];

/** pylock.toml: what stands in front of the packages, a table for each, and what tools add behind them. */
export const pylock: EntryFormat = {
  style: { shape: 'tables', indent: 0, sign: ' ' },
  start,
  step(standing, block, read) {
    const place = standing as Place;
    if (place.at === 'start') return head(block, read);
    return place.at === 'tool' ? null : entry(place, block, read);
  },
};

function head(block: string, read: ReadAlone): Step | null {
  if (keyBlock(block, headKeys) === null) return null;
  const found = read(`${block}packages = []\n`);
  if (found === null || found.packages.length > 0) return null;
  return { next: placeOf('head', found.formatVersion) };
}

function entry(place: Place, block: string, read: ReadAlone): Step | null {
  const held = tableBlock(block, 'packages');
  if (held === null || held.others.some((key) => key !== 'tool')) return null;
  const version = place.formatVersion ?? '';
  const found = read(`lock-version = "${version}"\n\n${block}`);
  const name = found?.packages[0]?.name;
  if (found === null || found.formatVersion !== version || name === undefined) return null;
  const needs: string[] = [];
  for (const dependency of membersOf(own(held.table, 'dependencies'))) {
    const asked = isRecord(dependency) ? textOf(own(dependency, 'name')) : null;
    if (asked === null) return null;
    needs.push(packageKey(asked));
  }
  return {
    next: placeOf(held.others.length > 0 ? 'tool' : 'entries', version),
    packages: found.packages,
    offers: [packageKey(name)],
    needs,
  };
}
