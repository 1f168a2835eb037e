import { Problems } from '../reading/problems.ts';
import { splitDescriptor } from '../yarn-lock/descriptor.ts';
import { boundKey, builtinKey, canonical, keysOf, nameKey } from '../yarn-lock/berry/canonical.ts';
import { basesOf } from '../yarn-lock/berry/edges.ts';
import { entriesOf } from '../yarn-lock/berry/entries.ts';
import { descriptorsOf, type Entry } from '../yarn-lock/berry/entry.ts';
import { readMembers } from '../yarn-lock/berry/yaml.ts';
import type { EntryFormat, ReadAlone, Standing, Step } from './format.ts';

interface Place extends Standing {
  /** `__metadata` with what it says, as it stands in the file. */
  readonly metadata: string;
}

const start: Place = { key: 'start', formatVersion: null, isEnd: false, metadata: '' };

const comments = /^(?:#(?! yarn lockfile v)[^\n]*\n)+\n+$/;
const metadata =
  /^__metadata:\n {2}version: (\d{1,3})\n(?: {2}cacheKey: "?[0-9a-z/]{1,32}"?\n)?\n+$/;

/** yarn.lock of yarn 2 to 4 in YAML: paragraphs at the margin, behind `__metadata`. */
export const yarnBerry: EntryFormat = {
  style: { shape: 'paragraphs', indent: 0, sign: ' ' },
  start,
  step(place, block, read) {
    if (place !== start) return stepOver(place as Place, block, read);
    if (comments.test(block)) return { next: start };
    const version = metadata.exec(block)?.[1];
    if (version === undefined) return null;
    const found: Place = {
      key: `entries ${block}`,
      formatVersion: version,
      isEnd: true,
      metadata: block,
    };
    return { next: found };
  },
};

function stepOver(place: Place, block: string, read: ReadAlone): Step | null {
  // A document would end, or the reader know it by another version.
  if (/^(?:__metadata|---|\.\.\.|[#%])/m.test(block)) return null;
  const found = read(place.metadata + block);
  if (found === null || found.formatVersion !== place.formatVersion) return null;
  const claims = new Set([...found.packages.map(({ key }) => `key ${key}`), ...covered(found)]);
  if (claims.size === 0) return null;
  const entries = entriesOf(readMembers(block, new Problems()), new Problems());
  return {
    next: place,
    packages: found.packages,
    claims: [...claims],
    offers: entries.flatMap(offeredBy),
    needs: entries.flatMap(neededBy),
  };
}

function offeredBy({ key }: Entry): readonly string[] {
  return descriptorsOf(key).flatMap((descriptor) => {
    const keys = keysOf(descriptor);
    const patched = keys.flatMap((one) => {
      const inner = one.startsWith(builtinKey('')) ? one.slice(builtinKey('').length) : null;
      return inner === null ? [] : [inner];
    });
    return [...keys, ...patched, nameKey(splitDescriptor(descriptor).name)];
  });
}

/** Bound to who asks: a path means something else for each. */
const bound = /^(?:exec|file|link|patch|portal):|^\.{0,2}\//;

/** The reader knows more answers: then nothing offers what is needed here. */
function neededBy({ key, needs, resolution }: Entry): readonly string[] {
  const asked = needs.map(({ alias, range }) => {
    if (range.trim().startsWith('catalog:')) return nameKey(alias);
    const wanted = canonical(alias, range);
    return bound.test(range.trim()) ? boundKey(wanted, resolution) : wanted;
  });
  return [...asked, ...basesOf(key)];
}

function covered({ covers }: { readonly covers: readonly string[] }): readonly string[] {
  return covers.map((path) => `covers ${path}`);
}
