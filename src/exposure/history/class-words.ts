import type { RefCounts } from './reach.ts';

/** What a class means, as a sentence without a full stop. */
export function classWord(one: 'residue' | 'merged-later' | 'local'): string {
  return {
    residue: 'Nothing in the file asks for it, or it was committed as an installed tree',
    'merged-later': 'It came onto another line, or onto the default branch, after it was elsewhere',
    local: 'No branch, pull request or tag leads to it: it was on somebody’s machine',
  }[one];
}

const refWords: Record<keyof RefCounts, readonly [one: string, many: string]> = {
  default: ['the default branch', 'default branches'],
  branch: ['branch', 'branches'],
  pull: ['pull-request ref', 'pull-request refs'],
  tag: ['tag', 'tags'],
  other: ['other ref', 'other refs'],
};

/** `the default branch, 2 pull-request refs`; empty where no ref does. */
export function countedRefs(counts: RefCounts): string {
  return (Object.keys(refWords) as (keyof RefCounts)[])
    .flatMap((kind) => {
      const number = counts[kind];
      if (number === 0) return [];
      const [one, many] = refWords[kind];
      if (kind === 'default' && number === 1) return [one];
      return [`${number} ${number === 1 ? one : many}`];
    })
    .join(', ');
}
