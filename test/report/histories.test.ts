import { expect, it } from 'vitest';
import type { ExposureHistory } from '../../src/exposure/history/schema.ts';
import type { Exposure } from '../../src/exposure/schema.ts';
import { historiesOf } from '../../src/report/histories.ts';
import { verdictLines } from '../../src/report/markdown/verdict.ts';
import type { ReportInput } from '../../src/report/input.ts';
import type { Report } from '../../src/report/schema.ts';
import { verdictChange } from '../../src/report/verdicts.ts';
import { exposure, mapOf } from './maps.ts';
import { runbook } from './runbook.ts';

/** An exposure of which commits say these sentences. */
function traced(target: string, name: string, story: readonly string[]): Exposure {
  const refs = { default: 1, branch: 0, pull: 0, tag: 0, other: 0 };
  const history: ExposureHistory = {
    clock: 'committer',
    whole: true,
    classes: ['at-tip'],
    commits: 1,
    introduced: [],
    introducedTotal: 0,
    removed: [],
    removedTotal: 0,
    merged: [],
    mergedTotal: 0,
    spans: [],
    spansTotal: 0,
    onDefault: [],
    onDefaultTotal: 0,
    refsNow: refs,
    refsEver: refs,
    clocks: [],
    clocksTotal: 0,
    artefacts: 1,
    story: [...story],
  };
  return { ...exposure(target, 'main', 'default', name), history };
}

/** The lines under the heading of the commits' say. */
function told(found: ReturnType<typeof historiesOf>): string[] {
  const map = {
    scan: 1,
    at: '2026-05-19T08:00:00.000Z',
    refs: 'all',
    verdict: 'exposed',
    packages: 1,
    ranges: 0,
    targets: { total: 1, exposed: 1, possiblyExposed: 0, notExposed: 0, unknown: 0 },
    exposures: 1,
    complete: true,
  } as const;
  const verdict = { before: map, after: null, afterSeq: null, targets: [], exposures: null };
  const report = {
    verdict: { ...verdict, unconfirmed: [], clearance: null, ...found },
  } as Partial<Report> as Report;
  const lines = verdictLines(report);
  const from = lines.indexOf('### What the commits say');
  return from === -1 ? [] : lines.slice(from + 2, -1);
}

it('tells the same story as the map, and nothing where no history was read', () => {
  const before = mapOf(1, { 'acme/web': 'exposed' }, [
    traced('acme/web', 'axios', ['main held axios 1.14.1.', 'Nothing holds it now.']),
    exposure('acme/web', 'main', 'default', 'plain'),
  ]);

  expect(told(historiesOf(before, null))).toEqual([
    '- `acme/web`, `package-lock.json`, `axios 1.3.1`:',
    '  - `main held axios 1.14.1.`',
    '  - `Nothing holds it now.`',
  ]);
  expect(historiesOf(mapOf(1, {}, [exposure('acme/web', 'main')]), null)).toEqual({});
  expect(told({})).toEqual([]);
});

it('adds what the rescan found besides, tells of some, and counts all', () => {
  const many = Array.from({ length: 41 }, (_, index) => traced('a/b', `p${index}`, ['x.']));
  const after = mapOf(2, {}, [traced('a/b', 'p0', ['other.']), traced('a/b', 'late', ['late.'])]);
  const found = historiesOf(mapOf(1, {}, many), after);

  expect(found.historiesTotal).toBe(42);
  expect(found.histories).toHaveLength(40);
  expect(found.histories?.[0]?.story).toEqual(['x.']);
  expect(told(found).at(-1)).toBe('- and 2 more, which the kept scans tell of');
});

it('lets no name of a ref out of its code span', () => {
  const hostile = '` | **main** held\n\n# it \u202e';
  const lines = told(historiesOf(mapOf(1, {}, [traced('a/b', 'x', [hostile])]), null));

  expect(lines).toHaveLength(2);
  expect(lines[1]).toBe('  - `\\u0060 \\u007c **main** held # it \\u202e`');
});

it('no exposure is counted that commits of the past alone hold and that could not be installed then', () => {
  const past = (overlap: 'inside' | 'outside', name: string): Exposure => {
    const held = traced('acme/web', name, []);
    return { ...held, place: { ...held.place, refs: [] }, window: { ...held.window, overlap } };
  };
  const rows = [past('inside', 'was'), past('outside', 'late')];
  const before = mapOf(1, { 'acme/web': 'exposed' }, [...rows, exposure('acme/web', 'main')]);
  const after = mapOf(2, { 'acme/web': 'exposed' }, rows);
  const input = { before, after, definition: runbook, records: [] } as unknown as ReportInput;
  const change = verdictChange(input);

  expect(change.before.exposures).toBe(2);
  expect(change.targets).toMatchObject([{ exposuresBefore: 2, exposuresAfter: 1 }]);
  expect(change.exposures).toMatchObject({ gone: 1, remaining: 0 });
});
