import { describe, expect, it } from 'vitest';
import { hitsIn } from '../../src/exposure/hits.ts';
import { createMatcher } from '../../src/exposure/matcher.ts';
import type { Incident } from '../../src/incident/schema.ts';
import { npmLock as npmReader } from '../../src/lockfile/npm-lock/index.ts';
import { nameHash, pairHash } from '../../src/lockfile/coordinate-hash.ts';
import type { LockDocument, LockedPackage } from '../../src/lockfile/types.ts';
import { npmLock } from '../support/lockfiles.ts';
import { incidentOf, locked } from './support.ts';

function matched(incident: Incident, one: LockedPackage): string | null {
  return createMatcher(incident).match(one)?.matchedBy ?? null;
}

describe('names and versions', () => {
  const incident = incidentOf({
    packages: { 'npm axios': ['1.14.1'], 'npm @antv/g2': ['5.5.8'], 'npm loose': ['<2.0.0'] },
  });

  it.for([
    ['axios', '1.14.1', 'version'],
    ['axios', '1.14.0', null],
    ['axios', 'v1.14.1', 'version'],
    ['axios', '1.14.1+build.7', 'version'],
    ['Axios', '1.14.1', null],
    ['axios-extra', '1.14.1', null],
    ['@antv/g2', '5.5.8', 'version'],
    ['g2', '5.5.8', null],
    ['@antv/g2/', '5.5.8', null],
    ['loose', '1.9.9', 'range'],
    ['loose', '2.0.0-beta.1', 'range'],
    ['loose', '2.0.0', null],
    ['loose', '', null],
    ['axios', '', null],
  ] as const)('%s@%s is matched by %s', ([name, version, by]) => {
    expect(matched(incident, locked(name, version))).toBe(by);
  });

  it('any version of a package is matched by *, whatever it is called', () => {
    const any = incidentOf({ packages: { 'npm evil': ['*'] } });

    for (const version of ['1.0.0', '0.0.0-x', '', 'https://registry.example/x.tgz'])
      expect(matched(any, locked('evil', version))).toBe('range');
  });

  it('a whole scope is matched by its wildcard, and no other scope', () => {
    const scope = incidentOf({ packages: { 'npm @antv/*': ['*'], 'npm @antv/g2': ['1.0.0'] } });

    expect(matched(scope, locked('@antv/new', '0.0.1'))).toBe('range');
    expect(matched(scope, locked('@antv/g2', '1.0.0'))).toBe('version');
    expect(matched(scope, locked('@antv/g2', '2.0.0'))).toBe('range');
    expect(matched(scope, locked('@antvx/g2', '2.0.0'))).toBeNull();
    expect(matched(scope, locked('antv', '2.0.0'))).toBeNull();
  });

  it('names that objects are born with are names like others', () => {
    const born = incidentOf({
      packages: { 'npm constructor': ['1.0.0'], 'npm __proto__': ['1.0.0'] },
    });

    expect(matched(born, locked('constructor', '1.0.0'))).toBe('version');
    expect(matched(born, locked('__proto__', '1.0.0'))).toBe('version');
    for (const name of ['constructor', 'toString', '__proto__', 'hasOwnProperty'])
      expect(matched(incident, locked(name, '1.0.0'))).toBeNull();
    for (const version of ['constructor', '__proto__', 'toString'])
      expect(matched(incident, locked('axios', version))).toBeNull();
  });

  it('a member of the workspace is nobody’s release', () => {
    expect(matched(incident, locked('axios', '1.14.1', { source: 'workspace' }))).toBeNull();
    for (const source of ['git', 'tarball', 'file'] as const)
      expect(matched(incident, locked('axios', '1.14.1', { source }))).toBe('version');
  });

  it('another ecosystem has names of its own, compared as it compares them', () => {
    const python = incidentOf({ packages: { 'pypi foo-bar': ['1.0'], 'npm x': ['1.0.0'] } });

    for (const version of ['1.0', '1.0.0', '1', 'v1.0', '1.0+local'])
      expect(matched(python, locked('Foo_Bar', version, { ecosystem: 'pypi' }))).toBe('version');
    for (const version of ['1.0.1', '1.0rc1', '1.0.post1'])
      expect(matched(python, locked('Foo_Bar', version, { ecosystem: 'pypi' }))).toBeNull();
    expect(matched(python, locked('foo-bar', '1.0.0'))).toBeNull();
    expect(matched(python, locked('x', '1.0.0', { ecosystem: 'pypi' }))).toBeNull();
  });
});

describe('bytes', () => {
  const sha = `sha512-${'B'.repeat(86)}==`;
  const commit = 'abcdef0123456789abcdef0123456789abcdef01';
  const incident = incidentOf({ indicators: { integrity: sha, commit: commit.toUpperCase() } });

  it('are matched under any name and version, also among several hashes and with options', () => {
    for (const integrity of [sha, `sha1-xyz ${sha}`, `${sha}?ct=x`])
      expect(matched(incident, locked('harmless', '9.9.9', { integrity }))).toBe('integrity');
    expect(matched(incident, locked('harmless', '9.9.9', { integrity: 'sha512-C' }))).toBeNull();
  });

  it('of an archive are matched by its address, however it is written', () => {
    const url = 'https://Files.example:443/x/%40acme%2Fevil-1.0.0.tgz';
    const address = incidentOf({ indicators: { url } });

    for (const resolved of [
      'https://files.example/x/@acme/evil-1.0.0.tgz',
      'http://files.example/x/@acme/evil-1.0.0.tgz#0123',
      url,
    ])
      expect(matched(address, locked('any', '1.0.0', { resolved }))).toBe('indicator');
    for (const resolved of [
      'https://files.example/x/@acme/evil-1.0.1.tgz',
      'https://other.example/x/@acme/evil-1.0.0.tgz',
      'https://files.example/x/@acme/evil-1.0.0.tgz?v=2',
      'not an address',
    ])
      expect(matched(address, locked('any', '1.0.0', { resolved }))).toBeNull();
    const beacon = incidentOf({ indicators: { url: 'https://c2.example/beacon' } });
    expect(
      matched(beacon, locked('any', '1.0.0', { resolved: 'https://c2.example/beacon' })),
    ).toBeNull();
  });

  it('of a commit are matched whatever the case, also in a member of the workspace', () => {
    expect(matched(incident, locked('x', '', { source: 'git', commit }))).toBe('git-commit');
    expect(matched(incident, locked('x', '', { source: 'workspace', commit }))).toBe('git-commit');
  });

  it.for([
    // Whole, a commit is itself wherever it lies.
    ['acme/web#FULL', 'git+ssh://git@git.example/acme/web.git#FULL', true],
    ['github:acme/web#FULL', 'git+https://git.example/fork/web.git#FULL', true],
    ['https://git.example/acme/web/commit/FULL', 'https://x.example/acme/web/tar.gz/FULL', true],
    ['git+https://git.example/acme/web.git#FULL', 'github:acme/web#FULL', true],
    ['FULL', 'github:acme/web#FULL', true],
    // Cut, it needs the repository on both sides.
    ['acme/web#abcdef0', 'git+ssh://git@git.example/Acme/Web.git#FULL', true],
    ['acme/web#abcdef0', 'git@git.example:acme/web.git#FULL', true],
    ['acme/web#abcdef0', 'https://x.example/repos/acme/web/zipball/FULL', true],
    ['acme/web#abcdef0', 'github:fork/web#FULL', false],
    ['acme/web#abcdef1', 'github:acme/web#FULL', false],
    ['abcdef0', 'github:acme/web#FULL', false],
    ['acme/web#abcdef', 'github:acme/web#FULL', false],
    ['acme/web#FULL', 'github:acme/web#0000000000000000000000000000000000000000', false],
  ] as const)('of a commit given as %s, taken from %s: %s', ([value, resolved, hit]) => {
    const sought = incidentOf({ indicators: { commit: value.replace('FULL', commit) } });
    const taken = resolved.replace('FULL', commit);
    const own = /[0-9a-f]{40}/.exec(taken)?.[0] ?? null;

    const match = createMatcher(sought).match(
      locked('x', '1.0.0', { source: 'git', resolved: taken, commit: own }),
    );

    expect(match?.matchedBy ?? null).toBe(hit ? 'git-commit' : null);
    expect(match?.compared?.includes(commit) ?? false).toBe(hit);
  });

  it('of a commit that a file cuts need the repository as well, else nobody can say', () => {
    const cut = { source: 'git', resolved: 'github:acme/web#abcdef0' } as const;
    const named = createMatcher(incidentOf({ indicators: { commit: `acme/web#${commit}` } }));
    const alone = createMatcher(incidentOf({ indicators: { commit } }));

    expect(named.match(locked('x', '1.0.0', cut))?.matchedBy).toBe('git-commit');
    expect(alone.match(locked('x', '1.0.0', cut))).toBeNull();
    expect(alone.isUnclear(locked('x', '1.0.0', cut))).toBe(true);
  });

  it('count for more than names', () => {
    const both = {
      ...incident,
      packages: incidentOf({ packages: { 'npm a': ['1.0.0'] } }).packages,
    };

    expect(matched(both, locked('a', '1.0.0', { integrity: sha }))).toBe('integrity');
    expect(matched(both, locked('a', '1.0.0'))).toBe('version');
  });
});

describe('what is refused without being built', () => {
  const names = ['axios', '@antv/g2', 'ünï', 'constructor', 'loose'];
  const versions = ['1.14.1', 'v1.14.1', '=1.14.1', ' 1.14.1 ', '1.14.1+b', '1.14.1-rc.1', '0.1.0'];

  it.for([
    ['versions', { packages: { 'npm axios': ['1.14.1'], 'npm @antv/g2': ['1.14.1'] } }],
    ['odd names', { packages: { 'npm ünï': ['1.14.1-rc.1'], 'npm constructor': ['0.1.0'] } }],
    ['ranges', { packages: { 'npm loose': ['<1.0.0'] } }],
    ['scopes', { packages: { 'npm @antv/*': ['*'] } }],
    ['bytes', { indicators: { integrity: 'sha512-x' } }],
    ['addresses', { indicators: { url: 'https://files.example/x.tgz' } }],
  ] as const)('is never what would match: %s', ([, parts]) => {
    const matcher = createMatcher(incidentOf(parts));
    let hits = 0;
    for (const name of names) {
      for (const version of versions) {
        const more = {
          [`node_modules/${name}`]: {
            integrity: 'sha512-x',
            resolved: 'https://files.example/x.tgz',
          },
        };
        const text = npmLock({ [name]: version }, { more });
        const reading = npmReader.read(Buffer.from(text), {
          path: 'package-lock.json',
          neighbours: { paths: [], bytes: () => null },
        });
        const found = hitsIn({ digest: '', reader: '', ecosystems: ['npm'], reading }, matcher);
        const direct = reading.documents
          .flatMap((document) => document.packages)
          .filter((one) => matcher.match(one) !== null);
        expect(found).toHaveLength(direct.length);
        hits += found.length;
      }
    }
    expect(hits).toBeGreaterThan(0);
  });

  it('is never a version that Python writes in another way', () => {
    const matcher = createMatcher(incidentOf({ packages: { 'pypi foo-bar': ['1.0'] } }));
    const document = (name: string): LockDocument => ({
      label: 'project',
      packages: [],
      hashes: {
        names: Int32Array.of(nameHash(name)),
        pairs: Int32Array.of(pairHash(name, '1.0.0')),
      },
      covers: [],
      graph: () => ({ importers: 'unknown', edges: [] }),
      lines: () => [],
    });

    expect(matcher.mayMatch(document('foo-bar'))).toBe(true);
    expect(matcher.mayMatch(document('other'))).toBe(false);
  });
});
