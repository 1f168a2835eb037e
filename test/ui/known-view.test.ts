import { describe, expect, it } from 'vitest';
import type { KnownExposures } from '../../src/app/results.ts';
import { knownLines } from '../../src/ui/known-view.ts';
import { exposure } from './support.ts';

const looked: KnownExposures['inventory'] = {
  targets: 3,
  oldest: '2026-11-19T08:05:00.000Z',
  newest: '2026-11-20T18:00:00.000Z',
  history: 2,
  historyLooks: { oldest: '2026-11-19T08:05:00.000Z', newest: '2026-11-20T18:00:00.000Z' },
};

function known(names: readonly string[], each = 1): KnownExposures {
  return {
    inventory: looked,
    targets: names.map((name) => {
      return {
        name,
        place: `/mirrors/${name}`,
        verdict: 'exposed',
        at: '2026-11-20T18:00:30.000Z',
        exposures: each,
      };
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

  it('shows twenty targets of many, what they hold and how to see the others', () => {
    const names = Array.from({ length: 1000 }, (_, index) => `web-${index}`);
    const lines = knownLines(known(names, 9), false);
    const text = lines.join('\n').replaceAll(/\s+/g, ' ');

    expect(lines.length).toBeLessThan(400);
    expect(text).toContain('EXPOSED 1,000 targets of');
    expect(text).toContain(
      `${exposure().package.name} ${exposure().package.version} in 1,000 targets`,
    );
    expect(text).toContain('and 980 more targets: --json lists all');
    expect(textOf(known(names.slice(0, 20)))).not.toContain('more targets');
  });

  it('calls nobody exposed for what counts for nothing, and shows what is certain first', () => {
    const [sure] = known(['z-sure']).targets;
    const base = known(['a-past', 'b-maybe', 'z-sure']);
    const verdicts = ['not-exposed', 'possibly-exposed', 'exposed'] as const;
    const targets = base.targets.map((one, index) => ({
      ...one,
      verdict: verdicts[index] ?? 'exposed',
    }));
    const text = textOf({ ...base, targets });

    expect(sure?.verdict).toBe('exposed');
    expect(text).toMatch(/^EXPOSED 1 target of 3 targets/);
    expect(text).toContain(
      '; 1 target possibly, 1 target held it only when it could be installed no more',
    );
    expect(text.indexOf('z-sure')).toBeLessThan(text.indexOf('b-maybe possibly'));
    expect(text.indexOf('b-maybe')).toBeLessThan(text.indexOf('a-past at another time alone'));
    expect(textOf({ ...base, targets: targets.slice(0, 2) })).toMatch(
      /^POSSIBLY EXPOSED 1 target of/,
    );
    expect(textOf({ ...base, targets: targets.slice(0, 1) })).toMatch(
      /^Not exposed by what is known/,
    );
  });

  it('says that ranges were judged by the list alone', () => {
    const base = known(['web']);
    const open = base.exposures.map((one) => ({ ...one, grade: 'resolvable' as const }));

    expect(textOf({ ...base, exposures: open })).toContain('registries were not asked');
    expect(textOf(base)).not.toContain('were not asked');
  });

  it('says of when history is known, where tips were looked at since', () => {
    const since = { oldest: '2026-11-01T09:00:00.000Z', newest: '2026-11-01T09:00:00.000Z' };
    const older = { ...looked, historyLooks: since };

    expect(textOf(known([]))).not.toContain('as of');
    expect(textOf({ ...known([]), inventory: older }).replaceAll(/\s+/g, ' ')).toContain(
      '2 with their history as of 2026-11-01 09:00Z',
    );
  });

  it('says where tips alone are known, and where nothing is', () => {
    const never = { oldest: null, newest: null };
    const none = { targets: 0, ...never, history: 0, historyLooks: never };

    expect(textOf({ ...known([]), inventory: { ...looked, history: 0 } })).toContain('tips alone');
    expect(textOf({ ...known([]), inventory: none })).toContain('0 targets (none yet)');
  });

  it('lets no name give the terminal orders', () => {
    const text = textOf(known(['web\u001b[2J\u202e']));

    expect(['\u001b', '\u202e'].filter((order) => text.includes(order))).toEqual([]);
  });
});
