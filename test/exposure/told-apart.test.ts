import { describe, expect, it } from 'vitest';
import { registryPlace, type RegistryPlace } from '../../src/exposure/addresses.ts';
import { createMatcher, type Matcher } from '../../src/exposure/matcher.ts';
import type { CompromisedPackage, Incident } from '../../src/incident/schema.ts';
import type { LockedPackage } from '../../src/lockfile/types.ts';
import { incidentOf, locked } from './support.ts';

/** `match`, the rule that told it apart, `unclear`, or null. */
function judged(matcher: Matcher, one: LockedPackage): string | null {
  const judgement = matcher.judge(one);
  return judgement?.kind === 'told-apart' ? judgement.told.rule : (judgement?.kind ?? null);
}

const axios = incidentOf({ packages: { 'npm axios': ['1.14.1'], 'npm @acme/*': ['*'] } });

describe('what a project holds itself', () => {
  it.for([
    [{ source: 'workspace', resolved: 'packages/axios' }, 'workspace'],
    [{ source: 'workspace', resolved: null }, 'workspace'],
    [{ source: 'file', resolved: 'file:../axios' }, 'directory'],
    [{ source: 'file', resolved: 'vendor/axios' }, 'directory'],
    [{ source: 'file', resolved: 'file:vendor/axios-1.14.1.tgz' }, 'match'],
    [{ source: 'file', resolved: null }, 'match'],
    [{ source: 'tarball', resolved: 'https://files.example/axios.tgz' }, 'match'],
    [{ source: 'git', resolved: 'github:axios/axios#v1.14.1' }, 'match'],
  ] as const)('%j is judged as %s', ([more, expected]) => {
    const matcher = createMatcher(axios);

    expect(judged(matcher, locked('axios', '1.14.1', more))).toBe(expected);
    expect(judged(matcher, locked('@acme/own', '7.0.0', more))).toBe(expected);
    expect(judged(matcher, locked('axios', '1.14.0', more))).toBeNull();
  });

  it('is compromised all the same where its bytes are', () => {
    const bytes = createMatcher(incidentOf({ indicators: { integrity: 'sha512-x' } }));
    const own = { source: 'workspace', integrity: 'sha512-x' } as const;

    expect(judged(bytes, locked('axios', '1.14.1', own))).toBe('match');
  });
});

describe('a private registry', () => {
  const places = (...texts: readonly string[]): RegistryPlace[] =>
    texts.map((text) => registryPlace(text)).filter((place) => place !== null);

  it.for([
    ['npm.acme.example', 'https://npm.acme.example/axios/-/axios-1.14.1.tgz', true],
    ['https://NPM.acme.example/', 'https://npm.acme.example/axios/-/axios-1.14.1.tgz', true],
    ['npm.acme.example/private', 'https://npm.acme.example/private/axios/-/a.tgz', true],
    ['npm.acme.example/private/', 'https://npm.acme.example/private/axios/-/a.tgz', true],
    ['npm.acme.example/private', 'https://npm.acme.example/private-not/axios/-/a.tgz', false],
    ['npm.acme.example/private', 'https://npm.acme.example/axios/-/a.tgz', false],
    ['npm.acme.example/private', 'https://npm.acme.example/private/../axios/-/a.tgz', false],
    ['npm.acme.example/private', 'https://npm.acme.example/private/..%2faxios/-/a.tgz', false],
    ['npm.acme.example/private', 'https://npm.acme.example/private/..%5caxios/-/a.tgz', false],
    ['npm.acme.example/private', 'https://npm.acme.example/private/%252e%252e/axios/a.tgz', false],
    ['npm.acme.example', 'https://npm.acme.example@evil.example/axios/-/a.tgz', false],
    ['npm.acme.example/private', 'https://npm.acme.example/private/@acme%2faxios/-/a.tgz', true],
    ['npm.acme.example', 'https://npm.acme.example.evil.example/axios/-/a.tgz', false],
    ['npm.acme.example', 'https://npm.acme.example:8443/axios/-/a.tgz', false],
    ['npm.acme.example:8443', 'https://npm.acme.example:8443/axios/-/a.tgz', true],
    ['acme.example', 'https://npm.acme.example/axios/-/a.tgz', false],
  ] as const)('%s tells %s apart: %s', ([place, resolved, apart]) => {
    const matcher = createMatcher(axios, { privateRegistries: places(place) });

    expect(judged(matcher, locked('axios', '1.14.1', { resolved }))).toBe(
      apart ? 'private-registry' : 'match',
    );
  });

  it('tells nothing apart that names no address, and nobody else names one', () => {
    const named = createMatcher(axios, { privateRegistries: places('npm.acme.example') });

    expect(judged(named, locked('axios', '1.14.1'))).toBe('match');
    expect(
      judged(
        createMatcher(axios),
        locked('axios', '1.14.1', { resolved: 'https://npm.acme.example/axios/-/a.tgz' }),
      ),
    ).toBe('match');
    for (const text of ['', 'a b', '://', 'npm.acme.example/?x=1'])
      expect(registryPlace(text)).toBeNull();
  });
});

describe('npm’s placeholders', () => {
  const any = incidentOf({ packages: { 'npm evil': ['*'], 'npm ranged': ['<2.0.0'] } });

  it.for([
    ['evil', '0.0.1-security', 'placeholder'],
    ['evil', '0.0.1-security.0', 'placeholder'],
    ['evil', '0.0.1-security.17', 'placeholder'],
    ['evil', '0.0.2-security', 'placeholder'],
    ['ranged', '0.0.1-security', 'placeholder'],
    ['evil', '1.0.1-security', 'match'],
    ['evil', '0.0.1-security-fix', 'match'],
    ['evil', '0.0.1', 'match'],
  ] as const)('%s@%s is judged as %s', ([name, version, expected]) => {
    expect(judged(createMatcher(any), locked(name, version))).toBe(expected);
  });

  it.for([
    { source: 'tarball', resolved: 'https://files.example/evil.tgz' },
    { source: 'git', resolved: 'github:evil/evil#main' },
    { source: 'file', resolved: 'file:evil-0.0.1-security.tgz' },
  ] as const)('are published, and so not what comes by %j', (more) => {
    expect(judged(createMatcher(any), locked('evil', '0.0.1-security', more))).toBe('match');
  });

  it('are what they are in npm alone, and where no list names that very version', () => {
    const named = incidentOf({ packages: { 'npm evil': ['0.0.1-security'], 'gem evil': ['*'] } });

    expect(judged(createMatcher(named), locked('evil', '0.0.1-security'))).toBe('match');
    expect(
      judged(createMatcher(named), locked('evil', '0.0.1-security', { ecosystem: 'gem' })),
    ).toBe('match');
  });
});

describe('a label of Composer', () => {
  const bad = 'abcdef0123456789abcdef0123456789abcdef01';
  const good = '0123456789abcdef0123456789abcdef01234567';

  function withReferences(
    versions: readonly string[],
    references: CompromisedPackage['references'],
  ): Incident {
    const incident = incidentOf({ packages: { 'composer acme/web': versions } });
    return {
      ...incident,
      packages: incident.packages.map((one) => ({ ...one, ...(references && { references }) })),
    };
  }

  function at(
    incident: Incident,
    commit: string | null,
    version: string = 'v5.0.2',
  ): string | null {
    return judged(
      createMatcher(incident),
      locked('acme/web', version, { ecosystem: 'composer', commit }),
    );
  }

  const sources = { 'list.csv': [] };
  const tied = withReferences(['5.0.2', '5.0.3'], {
    [bad]: { versions: ['5.0.2'], since: false, sources },
  });

  it('with another commit than the lists give for the version is another package', () => {
    expect(at(tied, bad)).toBe('match');
    expect(at(tied, good)).toBe('reference');
    expect(at(tied, null)).toBe('match');
    const judgement = createMatcher(tied).judge(
      locked('acme/web', '5.0.2', { ecosystem: 'composer', commit: good }),
    );
    expect(judgement).toMatchObject({ told: { compared: `${good}, not ${bad}` } });
  });

  it('of which the lists give no commit stands as it is', () => {
    expect(at(tied, good, '5.0.3')).toBe('match');
    expect(at(withReferences(['5.0.2'], undefined), good)).toBe('match');
  });

  it('that bears the attacker’s commit under another version is compromised', () => {
    expect(at(tied, bad, '4.9.9')).toBe('match');
    expect(at(tied, bad, 'dev-main')).toBe('match');
  });

  it('is not told by fewer commits than versions, by the begin of a range, or by what was taken back', () => {
    const one = { versions: [], since: false, sources };

    expect(at(withReferences(['5.0.2'], { [bad]: one }), good)).toBe('reference');
    expect(at(withReferences(['5.0.2'], { abcdef0: one }), good)).toBe('reference');
    expect(at(withReferences(['5.0.2'], { abcdef0: one }), bad)).toBe('match');
    expect(at(withReferences(['5.0.2', '5.0.3'], { [bad]: one }), good)).toBe('match');
    expect(at(withReferences(['5.0.2'], { [bad]: { ...one, since: true } }), good)).toBe('match');
    const retracted = { ...one, sources: { 'list.csv (retracted)': [] } };
    expect(at(withReferences(['5.0.2'], { [bad]: retracted }), good)).toBe('match');
  });

  it('is held against a commit among the indicators whose context names the package', () => {
    const incident = incidentOf({ packages: { 'composer acme/web': ['5.0.2'] } });
    const naming = (context: string): Incident => ({
      ...incident,
      indicators: [{ kind: 'commit', value: bad, context, sources }],
    });

    expect(at(naming('label 5.0.2 of Acme/Web, moved'), good)).toBe('reference');
    expect(at(naming('acme/web'), bad)).toBe('match');
    for (const context of ['acme/web-extra', 'x/acme/web', 'something else'])
      expect(at(naming(context), good)).toBe('match');
  });

  it('is not told by its reference where its archive is another commit’s', () => {
    const archive = (commit: string): string =>
      judged(
        createMatcher(tied),
        locked('acme/web', '5.0.2', {
          ecosystem: 'composer',
          commit: good,
          resolved: `https://api.example/repos/acme/web/zipball/${commit}`,
        }),
      ) ?? '';

    expect(archive(good)).toBe('reference');
    expect(archive(bad)).toBe('match');
    expect(archive('f'.repeat(40))).toBe('match');
  });

  it('has no say in other ecosystems', () => {
    const npm = incidentOf({ packages: { 'npm axios': ['1.14.1'] } });
    const [only] = npm.packages as [CompromisedPackage];
    const incident = {
      ...npm,
      packages: [
        { ...only, references: { [bad]: { versions: ['1.14.1'], since: false, sources } } },
      ],
    };

    expect(judged(createMatcher(incident), locked('axios', '1.14.1', { commit: good }))).toBe(
      'match',
    );
  });
});

describe('nobody can say', () => {
  it.for([
    ['npm axios', ['1.14.1'], { version: 'https://files.example/a.tgz' }, 'unclear'],
    ['npm axios', ['1.14.1'], { version: '' }, 'unclear'],
    ['npm axios', ['1.14.1'], { version: '', source: 'git' }, null],
    ['npm axios', ['1.14.1'], { version: '', source: 'workspace' }, null],
    ['pypi axios', ['1.14.1'], { version: 'unknown' }, 'unclear'],
    ['gem axios', ['<2.0.0'], { version: '1.0.0' }, 'unclear'],
    ['gem axios', ['*'], { version: '1.0.0' }, 'match'],
    ['gem axios', ['1.0.0', '<2.0.0'], { version: '1.0.0' }, 'match'],
    ['gem axios', ['1.0.0'], { version: '1.0.1' }, null],
  ] as const)('%s in %j at %j is judged as %s', ([key, versions, more, expected]) => {
    const ecosystem = key.split(' ')[0] ?? '';
    const matcher = createMatcher(incidentOf({ packages: { [key]: versions } }));

    expect(judged(matcher, locked('axios', '', { ecosystem, ...more }))).toBe(expected);
  });
});
