import { describe, expect, it } from 'vitest';
import { rangesMeet } from '../../src/exposure/admits.ts';
import { createMatcher } from '../../src/exposure/matcher.ts';
import type { Incident } from '../../src/incident/schema.ts';
import type { OpenRequest } from '../../src/lockfile/types.ts';
import { incidentOf } from './support.ts';

function asks(name: string, range: string | null, ecosystem: string = 'npm'): OpenRequest {
  return { ecosystem, name, range, kind: 'prod', line: 3 };
}

/** What is let in, `range` where a range is sought, `unclear`, or null. */
function judged(incident: Incident, request: OpenRequest): string | null {
  const judgement = createMatcher(incident).judgeRequest(request);
  if (judgement === null || judgement.kind === 'unclear') return judgement?.kind ?? null;
  return judgement.admits.join(' ') || judgement.match.kind;
}

const axios = incidentOf({
  packages: { 'npm axios': ['1.14.1', '1.15.0-beta.1', '0.30.4'], 'npm @antv/*': ['*'] },
});

describe('a range of npm', () => {
  it.for([
    ['^1.2.0', '1.14.1'],
    ['~1.14.0', '1.14.1'],
    ['1.14.1', '1.14.1'],
    ['>=0.30.0', '0.30.4 1.14.1'],
    ['1.x', '1.14.1'],
    ['^1.2.0 || ^0.30.0', '0.30.4 1.14.1'],
    // A pre-release comes in only where the range speaks of one of the same release.
    ['^1.15.0-alpha.0', '1.15.0-beta.1'],
    ['^1.15.0', null],
    ['>=1.14.2 <1.15.1', null],
    ['^2.0.0', null],
    ['1.14.0', null],
    // Whatever the registry says.
    ['*', '0.30.4 1.14.1 1.15.0-beta.1'],
    ['', '0.30.4 1.14.1 1.15.0-beta.1'],
    [null, '0.30.4 1.14.1 1.15.0-beta.1'],
    ['latest', '0.30.4 1.14.1 1.15.0-beta.1'],
    ['next', '0.30.4 1.14.1 1.15.0-beta.1'],
    // From no registry.
    ['workspace:^', null],
    ['file:../axios', null],
    ['link:../axios', null],
    ['github:axios/axios#v1.14.1', null],
    ['axios/axios', null],
    ['git+ssh://git@git.example/axios.git', null],
    ['https://files.example/axios.tgz', null],
    ['../axios', null],
    ['catalog:default', 'unclear'],
    ['^^1', 'unclear'],
  ] as const)('%s lets in %s', ([range, expected]) => {
    expect(judged(axios, asks('axios', range))).toBe(expected);
  });

  it('of a package of which every version or a range is compromised', () => {
    const ranged = incidentOf({
      packages: { 'npm evil': ['*'], 'npm some': ['<1.5.0'], 'npm pre': ['>2.0.0-beta.1 <2.0.0'] },
    });

    expect(judged(ranged, asks('evil', '^3.0.0'))).toBe('any-version');
    expect(judged(axios, asks('@antv/g2', '^5.0.0'))).toBe('whole-scope');
    expect(judged(ranged, asks('some', '^1.4.0'))).toBe('range');
    expect(judged(ranged, asks('some', '>=1.4.9'))).toBe('range');
    expect(judged(ranged, asks('some', '>=1.5.0'))).toBeNull();
    expect(judged(ranged, asks('some', '^2.0.0'))).toBeNull();
    expect(judged(ranged, asks('pre', '>=1.0.0'))).toBeNull();
    expect(judged(ranged, asks('pre', '^2.0.0-beta.0'))).toBe('range');
    expect(judged(ranged, asks('evil', 'workspace:*'))).toBeNull();
  });

  it('may be a commit or an archive that is sought itself', () => {
    const commit = 'abcdef0123456789abcdef0123456789abcdef01';
    const incident = incidentOf({
      indicators: { commit: `acme/web#${commit}`, url: 'https://files.example/evil.tgz' },
    });

    expect(judged(incident, asks('x', `github:acme/web#${commit}`))).toBe('commit');
    expect(judged(incident, asks('x', 'github:acme/web#abcdef0'))).toBe('commit');
    expect(judged(incident, asks('x', 'https://files.example/evil.tgz'))).toBe('url');
    expect(judged(incident, asks('x', 'github:acme/web#main'))).toBeNull();
  });
});

describe('a range of another ecosystem', () => {
  it.for([
    ['pypi', ['1.4.1', '2.0'], '>=1.4,<2', '1.4.1'],
    ['pypi', ['1.4.1', '2.0'], '~=1.4', '1.4.1'],
    ['pypi', ['1.4.1', '2.0'], '==2.0.0', '2.0'],
    ['pypi', ['1.4.1'], '==1.4.*', '1.4.1'],
    ['pypi', ['1.4.1'], '!=1.4.1', null],
    ['pypi', ['1.4.1'], null, '1.4.1'],
    ['pypi', ['1.4.1'], '', '1.4.1'],
    ['pypi', ['2.0rc1'], '>=1', '2.0rc1'],
    ['pypi', ['1.4.1'], 'nonsense', 'unclear'],
    ['pypi', ['<1.5'], '>=1.4', 'range'],
    ['pypi', ['<1.5'], '>=1.5', null],
    ['pypi', ['>1.0rc1,<1.0'], '>=1.0rc1,<1.0', 'range'],
    ['composer', ['5.0.2'], '^5.0', '5.0.2'],
    ['composer', ['5.0.2'], '5.0.*', '5.0.2'],
    ['composer', ['5.0.2'], '^4.0 || ^6.0', null],
    ['composer', ['<5.0.3'], '>=5.0.0', 'range'],
    ['composer', ['<5.0.3'], '>=5.0.3', null],
  ] as const)('%s %j: %s lets in %s', ([ecosystem, versions, range, expected]) => {
    const name = ecosystem === 'composer' ? 'acme/web' : 'evil';
    const incident = incidentOf({ packages: { [`${ecosystem} ${name}`]: versions } });

    expect(judged(incident, asks(name, range, ecosystem))).toBe(expected);
  });
});

describe('two ranges', () => {
  it.for([
    ['>=1.0.0 <2.0.0', '>=1.5.0 <3.0.0', true],
    ['>=1.0.0 <1.5.0', '>=1.5.0', false],
    ['>=1.0.0 <=1.5.0', '>=1.5.0', true],
    ['<1.0.0', '<0.5.0', true],
    ['>1.0.0 <1.0.1', '>=1.0.0 <1.0.1', false],
    ['>1.0.0', '>1.0.0', true],
    ['1.2.3', '>=1.2.3 <1.2.4', true],
    ['~1.2.0 || ~3.1.0', '>=3.0.0', true],
  ] as const)('%s and %s meet: %s', ([asked, sought, meet]) => {
    const isIn = (_: string, version: string, range: string): boolean | null =>
      createMatcher(incidentOf({ packages: { 'npm a': [range] } })).match({
        key: 'a',
        ecosystem: 'npm',
        name: 'a',
        version,
        source: 'registry',
        resolved: null,
        commit: null,
        integrity: null,
        marks: [],
        scope: null,
      }) !== null;

    expect(rangesMeet(asks('a', asked), sought, isIn)).toBe(meet);
  });

  it('that cannot be judged are no answer', () => {
    expect(rangesMeet(asks('a', '~> 1.0', 'gem'), '<2', () => null)).toBeNull();
    expect(
      judged(incidentOf({ packages: { 'gem a': ['1.0.0'] } }), asks('a', '~> 1.0', 'gem')),
    ).toBe('unclear');
    expect(judged(incidentOf({ packages: { 'gem a': ['1.0.0'] } }), asks('a', null, 'gem'))).toBe(
      '1.0.0',
    );
  });
});
