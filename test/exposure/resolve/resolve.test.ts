import { describe, expect, it } from 'vitest';
import type { Answer } from '../../../src/exposure/resolve/types.ts';
import { at, cooldown, type Question, registry, resolved } from './support.ts';

type Case = readonly [what: string, range: string | null, question: Question, answer: Answer];

const clean = '1.2.8 2026-01-01';
const latestAt = (version: string, from: string | null = null, to: string | null = null) => ({
  tag: 'latest',
  version,
  from: from === null ? null : at(from),
  to: to === null ? null : at(to),
});

function answers(cases: readonly Case[]): void {
  it.each(cases)('%s', (_, range, question, answer) => {
    const found = resolved(range, question);

    expect(found).toMatchObject({ answer });
    expect(found.reason).toMatch(/^\S.*[^.]$/);
  });
}

describe('with the incident alone', () => {
  answers([
    ['the version itself', '1.2.9', {}, 'would'],
    ['the version itself behind a sign', '=1.2.9', {}, 'would'],
    ['the version itself of Python', '==1.2.9', { ecosystem: 'pypi' }, 'would'],
    ['the version itself of Composer', 'v1.2.9', { ecosystem: 'composer' }, 'would'],
    ['a range', '^1.2.0', {}, 'cannot-say'],
    ['a range of Python', '>=1', { ecosystem: 'pypi' }, 'cannot-say'],
    ['latest', 'latest', {}, 'cannot-say'],
    ['no version', null, {}, 'cannot-say'],
    ['another tag', 'next', {}, 'cannot-say'],
    ['a variable', '$VERSION', {}, 'cannot-say'],
    ['any version of what is compromised whole', '^3', { compromised: 'every' }, 'would'],
    ['a variable of what is compromised whole', '$V', { compromised: 'every' }, 'would'],
    [
      'an install before',
      '1.2.9',
      { span: { from: null, to: at('2026-05-19T01:00:00Z') } },
      'could-not',
    ],
    [
      'an install behind',
      '1.2.9',
      { span: { from: at('2026-05-19T04:00:00Z'), to: null } },
      'could-not',
    ],
    [
      'an install in it',
      '1.2.9',
      { span: { from: at('2026-05-19T03:59:59Z'), to: null } },
      'would',
    ],
    ['a command that runs what is installed', null, { installedBy: 'package.json' }, 'could-not'],
  ]);
});

describe('with all versions known', () => {
  answers([
    ['it was the highest', '^1.2.0', { known: registry([clean]) }, 'would'],
    [
      'a higher one was there',
      '^1.2.0',
      { known: registry([clean, '1.3.0 2026-02-01']) },
      'could-not',
    ],
    [
      'a higher one is out of range',
      '~1.2.0',
      { known: registry([clean, '1.3.0 2026-02-01']) },
      'would',
    ],
    [
      'a higher one came behind',
      '^1.2.0',
      { known: registry([clean, '1.3.0 2026-05-20']) },
      'would',
    ],
    [
      'a higher one came in the middle',
      '^1.2.0',
      { known: registry(['1.3.0 2026-05-19T03:00:00Z']) },
      'would',
    ],
    [
      'a higher one went in the middle',
      '^1.2.0',
      { known: registry(['1.3.0 2026-01-01 2026-05-19T02:00:00Z']) },
      'would',
    ],
    [
      'two higher ones took turns',
      '^1.2.0',
      { known: registry(['1.3.0 2026-01-01 2026-05-19T02:00:00Z', '1.4.0 2026-05-19T02:00:00Z']) },
      'could-not',
    ],
    [
      'a higher one without a time',
      '^1.2.0',
      { known: registry([clean, '1.3.0 ?']) },
      'cannot-say',
    ],
    [
      'a higher one that is gone',
      '^1.2.0',
      { known: registry([clean, '1.3.0 2026-01-01 ?']) },
      'cannot-say',
    ],
    [
      'a higher one that is deprecated',
      '^1.2.0',
      { known: registry([clean, '1.3.0 2026-01-01!']) },
      'cannot-say',
    ],
    [
      'a higher pre-release',
      '^1.2.0',
      { known: registry([clean, '1.3.0-beta.1 2026-01-01']) },
      'would',
    ],
    [
      'a higher pre-release that is let in',
      '>=1.2.0-a <2',
      { known: registry([clean, '1.2.10-b 2026-01-01']) },
      'would',
    ],
    [
      'a higher one that is compromised too',
      '^1.2.0',
      { compromised: ['1.2.8', '1.2.9'], known: registry([]) },
      'would',
    ],
    ['latest, the highest', 'latest', { known: registry([clean]) }, 'would'],
    ['no version, the highest', null, { known: registry([clean]) }, 'would'],
    [
      'latest, and a higher one',
      'latest',
      { known: registry([clean, '2.0.0 2026-01-01']) },
      'cannot-say',
    ],
    [
      'latest, and it is a pre-release',
      'latest',
      { compromised: ['1.3.0-beta.1'], known: registry([clean]) },
      'cannot-say',
    ],
    [
      'Python, a higher one',
      '>=1',
      { ecosystem: 'pypi', known: registry(['1.10 2026-01-01']) },
      'could-not',
    ],
    [
      'Python, a higher pre-release',
      '>=1',
      { ecosystem: 'pypi', known: registry(['1.10rc1 2026-01-01']) },
      'would',
    ],
    [
      'Python, a pre-release beside a release',
      '>=1',
      { ecosystem: 'pypi', compromised: ['2.0rc1'], known: registry(['1.0 2026-01-01']) },
      'could-not',
    ],
    [
      'Python, a pre-release asked for',
      '>=2.0rc1',
      { ecosystem: 'pypi', compromised: ['2.0rc2'], known: registry(['2.0rc1 2026-01-01']) },
      'would',
    ],
    [
      'Composer, a higher one',
      '^1.0',
      { ecosystem: 'composer', known: registry(['1.10.0 2026-01-01']) },
      'could-not',
    ],
    [
      'Composer, the highest',
      '^1.0',
      { ecosystem: 'composer', known: registry(['1.2.8 2026-01-01']) },
      'would',
    ],
  ]);

  it('says by what it knows', () => {
    const known = registry([clean, '1.3.0 2026-02-01']);

    expect(resolved('^1.2.0', { known }).reason).toBe(
      'of what ^1.2.0 lets in, 1.3.0 goes before 1.2.9, and was there all the while',
    );
    expect(resolved('~1.2.0', { known }).reason).toBe(
      '1.2.9 was the best that ~1.2.0 lets in at times from 2026-05-19 01:00Z to 2026-05-19 04:00Z',
    );
  });

  it('bears twenty thousand versions, all compromised', () => {
    const many = Array.from({ length: 20_000 }, (_, index) => `1.0.${index}`);
    const known = registry(many.map((version) => `${version} 2026-01-01`));

    expect(resolved('>=1.0.0 <1.0.5', { compromised: many, known }).answer).toBe('would');
    expect(resolved('^1.0.0', { compromised: many }).answer).toBe('cannot-say');
  });
});

describe('with tags known', () => {
  const higher = [clean, '1.3.0 2026-02-01'];
  answers([
    ['latest pointed at it', '^1.2.0', { known: registry(higher, [latestAt('1.2.9')]) }, 'would'],
    [
      'latest pointed at a lower one',
      '^1.2.0',
      { known: registry([clean], [latestAt('1.2.8')]) },
      'could-not',
    ],
    [
      'latest pointed out of the range',
      '~1.2.0',
      { known: registry(higher, [latestAt('1.3.0')]) },
      'would',
    ],
    [
      'latest pointed at it for a while',
      'latest',
      {
        known: registry(higher, [
          latestAt('1.3.0', null, '2026-05-19T02:00:00Z'),
          latestAt('1.2.9', '2026-05-19T02:00:00Z'),
        ]),
      },
      'would',
    ],
    [
      'latest pointed elsewhere',
      'latest',
      { known: registry(higher, [latestAt('1.3.0')]) },
      'could-not',
    ],
    [
      'latest pointed elsewhere since',
      'latest',
      { known: registry([clean], [latestAt('1.2.8', '2026-05-20')]) },
      'would',
    ],
    [
      'next pointed at it',
      'next',
      { known: registry(higher, [{ ...latestAt('1.2.9'), tag: 'next' }]) },
      'would',
    ],
    ['next is not known', 'next', { known: registry(higher, [latestAt('1.2.9')]) }, 'cannot-say'],
  ]);
});

describe('with an override', () => {
  const pin = (spec: string) => ({ spec, field: 'overrides', at: 'package.json' });
  answers([
    ['that pins it away', '^1.2.0', { pin: pin('1.2.8') }, 'could-not'],
    ['that pins a range away', '^1.2.0', { pin: pin('~1.1.0') }, 'could-not'],
    ['that pins the version itself', '^1.0.0', { pin: pin('1.2.9') }, 'would'],
    ['that pins a range with it', '1.0.0', { pin: pin('^1.2.0') }, 'cannot-say'],
    ['that pins a directory', '^1.2.0', { pin: pin('file:./evil') }, 'could-not'],
    ['that nobody understands', '^1.2.0', { pin: pin('^^1') }, 'cannot-say'],
  ]);
});

describe('with a cooldown', () => {
  const young = cooldown(24);
  answers([
    ['longer than it was there', '^1.2.0', { cooldown: young }, 'could-not'],
    ['as long as it was there', '1.2.9', { cooldown: cooldown(3) }, 'could-not'],
    ['shorter than it was there', '1.2.9', { cooldown: cooldown(2) }, 'would'],
    ['shorter, in a range', '^1.2.0', { cooldown: cooldown(2), known: registry([clean]) }, 'would'],
    [
      'that holds a higher one back',
      '^1.2.0',
      {
        cooldown: cooldown(2),
        known: registry(['1.3.0 2026-05-19T00:30:00Z 2026-05-19T02:00:00Z']),
      },
      'would',
    ],
    [
      'that the client may not know',
      '1.2.9',
      { cooldown: { ...young, sure: false } },
      'cannot-say',
    ],
    [
      'from which the name is excepted',
      '1.2.9',
      { cooldown: { ...young, except: ['evil'] } },
      'would',
    ],
    [
      'from which a pattern is excepted',
      '1.2.9',
      { cooldown: { ...young, except: ['e*l'] } },
      'would',
    ],
    [
      'from which the version is excepted',
      '1.2.9',
      { cooldown: { ...young, except: ['evil@1.2.8 || 1.2.9'] } },
      'would',
    ],
    [
      'from which another version is excepted',
      '1.2.9',
      { cooldown: { ...young, except: ['evil@1.2.8'] } },
      'could-not',
    ],
    [
      'from which another name is excepted',
      '1.2.9',
      { cooldown: { ...young, except: ['evil-x', '@evil/*', 'e*x', '*i', 'evi*vil'] } },
      'could-not',
    ],
    [
      'that gives way, and nothing else is known',
      '^1.2.0',
      { cooldown: { ...young, strict: false } },
      'cannot-say',
    ],
    [
      'that gives way, and something older is there',
      '^1.2.0',
      { cooldown: { ...young, strict: false }, known: registry([clean]) },
      'could-not',
    ],
    [
      'that gives way to the version itself',
      '1.2.9',
      { cooldown: { ...young, strict: false } },
      'would',
    ],
    [
      'of a moment before',
      '1.2.9',
      { cooldown: { ...young, age: null, before: at('2026-05-01') } },
      'could-not',
    ],
    [
      'of a moment behind',
      '1.2.9',
      { cooldown: { ...young, age: null, before: at('2026-06-01') } },
      'would',
    ],
    ['of what is compromised whole', '^1', { compromised: 'every', cooldown: young }, 'cannot-say'],
    [
      'with nobody saying when it was there',
      '1.2.9',
      {
        cooldown: young,
        facts: {
          complete: false,
          releases: [
            { version: '1.2.9', publishedAt: null, removedAt: 'unknown', deprecated: false },
          ],
          tags: [],
        },
      } as Question,
      'cannot-say',
    ],
  ]);

  it('says what holds it back, and where that stands', () => {
    expect(resolved('1.2.9', { cooldown: young }).reason).toBe(
      'age=24h in .npmrc held back 1.2.9, which was there for 3 hours',
    );
  });
});
