import { readBlocks } from '../yarn-lock/classic/blocks.ts';
import { Problems } from '../reading/problems.ts';
import type { EntryFormat, ReadAlone, Standing, Step } from './format.ts';

const header = '# yarn lockfile v1\n\n\n';

const start: Standing = { key: 'start', formatVersion: null, isEnd: false };
const entries: Standing = { key: 'entries', formatVersion: '1', isEnd: true };

/** Comments at the margin, the last of which, or one of which, is the header. */
const head = /^(?:#[^\n]*\n)*# yarn lockfile v1\n(?:#[^\n]*\n)*\n+$/;

/**
 * yarn.lock of yarn 1: paragraphs at the margin, each with the descriptors it answers. A descriptor that two answer is
 * no problem to the reader, and none here.
 */
export const yarnClassic: EntryFormat = {
  style: { shape: 'paragraphs', indent: 0, sign: ' ' },
  start,
  step(place, block, read) {
    if (place === start) return head.test(block) ? { next: entries } : null;
    return stepOver(block, read);
  },
};

function stepOver(block: string, read: ReadAlone): Step | null {
  // What the reader tells the generations apart by.
  if (/^(?:__metadata:|#)/m.test(block)) return null;
  const found = read(header + block);
  if (found === null || found.formatVersion !== '1' || found.packages.length === 0) return null;
  const offers: string[] = [];
  const needs: string[] = [];
  for (const one of readBlocks(block, new Problems())) {
    offers.push(...one.descriptors);
    for (const { alias, range } of one.needs)
      needs.push(range === '' ? alias : `${alias}@${range}`);
  }
  return { next: entries, packages: found.packages, offers, needs };
}
