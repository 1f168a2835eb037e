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
  return claims.size === 0 ? null : { next: place, packages: found.packages, claims: [...claims] };
}

function covered({ covers }: { readonly covers: readonly string[] }): readonly string[] {
  return covers.map((path) => `covers ${path}`);
}
