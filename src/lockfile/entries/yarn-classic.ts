import { Problems, quoted } from '../reading/problems.ts';
import type { LockedPackage } from '../types.ts';
import { type Need, readBlocks } from '../yarn-lock/classic/blocks.ts';
import { missingText } from '../yarn-lock/classic/document.ts';
import { packageOf } from '../yarn-lock/classic/identity.ts';
import { served } from './alone.ts';
import type { EntryFormat, Reference, Standing, Step } from './format.ts';

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
  step(place, block) {
    if (place === start) return head.test(block) ? { next: entries } : null;
    return stepOver(block);
  },
  references(block) {
    return readBlocks(block, new Problems()).flatMap(({ descriptors, needs }) =>
      needs.map((need): Reference => {
        const { alias, line, range } = need;
        const message = missingText(alias, range, quoted(descriptors[0] ?? ''));
        // The reader tries it without the spaces around it too.
        const others = [`${alias}@${range}`, `${alias}@${range.trim()}`];
        const needed = keyOf(need);
        return { need: needed, others: others.filter((key) => key !== needed), message, line };
      }),
    );
  },
};

/** As the reader does it: blocks, and of each its package. */
function stepOver(block: string): Step | null {
  // What the reader tells the generations apart by.
  if (/^(?:__metadata:|#)/m.test(block)) return null;
  const problems = new Problems();
  const packages: LockedPackage[] = [];
  const offers: string[] = [];
  const needs: string[] = [];
  for (const one of readBlocks(block, problems)) {
    const locked = packageOf(one, problems);
    if (locked !== null) packages.push(locked);
    offers.push(...one.descriptors);
    for (const need of one.needs) needs.push(keyOf(need));
  }
  if (packages.length === 0 || problems.all().length > 0) return null;
  return { next: entries, packages: served(packages), offers, needs };
}

function keyOf({ alias, range }: Need): string {
  return range === '' ? alias : `${alias}@${range}`;
}
