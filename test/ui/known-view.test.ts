import { describe, expect, it } from 'vitest';
import type { KnownExposures } from '../../src/app/results.ts';
import { knownLines } from '../../src/ui/known-view.ts';
import { exposure } from './support.ts';

const looked: KnownExposures['inventory'] = {
  targets: 3,
  oldest: '2026-11-19T08:05:00.000Z',
  newest: '2026-11-20T18:00:00.000Z',
  history: 2,
};

function known(names: readonly string[], each = 1): KnownExposures {
  return {
    inventory: looked,
    targets: names.map((name) => {
      return { name, place: `/mirrors/${name}`, at: '2026-11-20T18:00:30.000Z', exposures: each };
    }),
    exposures: names.flatMap((name) =>
      Array.from({ length: each }, () => ({ ...exposure(), target: name })),
    ),
  };
}

function textOf(one: KnownExposures | null, news = false): string {
  return knownLines(one, news).join('\n').replaceAll(/\s+/g, ' ');
}

describe('what is known without looking', () => {
  it('is nothing before a scan', () => {
    expect(textOf(null)).toMatch(/^No inventory yet: nothing is known before a scan/);
  });

  it.each([
    [false, 'In the inventory: nothing in 3 targets'],
    [true, 'In the inventory: nothing new in 3 targets'],
  ])('is never said to be clear, news: %s', (news, words) => {
    const text = textOf(known([]), news);

    expect(text).toContain(words);
    expect(text).toContain('What it does not know may still be exposed.');
  });

  it('names each target with its time, and what was looked at when', () => {
    const text = textOf(known(['web', 'api']));

    expect(text).toContain('EXPOSED 2 targets of 3 targets');
    expect(text).toContain(
      'looked at 2026-11-19 08:05Z to 2026-11-20 18:00Z, 2 with their history',
    );
    expect(text).toContain('web as of 2026-11-20 18:00Z');
    expect(text).toContain('api as of 2026-11-20 18:00Z');
  });

  it('says that it is news where it is', () => {
    expect(textOf(known(['web']), true)).toMatch(/^NEWLY EXPOSED 1 target of/);
  });

  it('shows six of a target, and how many more there are', () => {
    expect(textOf(known(['web'], 6))).not.toContain('more');
    expect(textOf(known(['web'], 9))).toContain('and 3 more');
  });

  it('says where tips alone are known, and where nothing is', () => {
    const none = { targets: 0, oldest: null, newest: null, history: 0 };

    expect(textOf({ ...known([]), inventory: { ...looked, history: 0 } })).toContain('tips alone');
    expect(textOf({ ...known([]), inventory: none })).toContain('0 targets (none yet)');
  });

  it('lets no name give the terminal orders', () => {
    const text = textOf(known(['web\u001b[2J\u202e']));

    expect(['\u001b', '\u202e'].filter((order) => text.includes(order))).toEqual([]);
  });
});
