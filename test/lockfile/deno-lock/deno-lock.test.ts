import { describe, expect, it } from 'vitest';
import { idOf, specifierOf } from '../../../src/lockfile/deno-lock/ids.ts';
import { inspectRows } from '../../../src/lockfile/inspect.ts';
import { codes, edges, integrity, only, read, row, stated } from '../support.ts';

describe('the id of a package', () => {
  it.each([
    ['chalk@5.6.1', 'chalk', '5.6.1'],
    ['@s/a@1.0.0-rc.1', '@s/a', '1.0.0-rc.1'],
    ['string_decoder@1.3.0', 'string_decoder', '1.3.0'],
    ['a_b@1.0.0_c_d@2.0.0', 'a_b', '1.0.0'],
    ['@s_t/a@1.0.0_@babel+core@7.0.0__peer@1.0.0', '@s_t/a', '1.0.0'],
  ])('%s has a name and a version', (text, name, version) => {
    expect(idOf(text)).toEqual({ name, version });
  });

  it.each(['', 'a', '@s/a', 'a@', 'a@_b@1.0.0'])('is not in %j', (text) => {
    expect(idOf(text)).toBeNull();
  });
});

describe('a specifier', () => {
  it.each([
    ['npm:chalk@^5', 'npm', 'chalk', '^5'],
    ['npm:/@s/a@1', 'npm', '@s/a', '1'],
    ['jsr:@std/path', 'jsr', '@std/path', null],
    ['npm:chalk@', 'npm', 'chalk', null],
  ])('%s asks for a package', (text, section, name, range) => {
    expect(specifierOf(text)).toEqual({ section, name, range });
  });

  it.each(['', 'npm', 'npm:', 'chalk@5', 'https://host.example/mod.ts', 'git:a'])(
    'is not in %j',
    (text) => {
      expect(specifierOf(text)).toBeNull();
    },
  );
});

const third = {
  version: '3',
  packages: {
    specifiers: { 'jsr:@std/path@^1': 'jsr:@std/path@1.0.8', 'npm:a@1': 'npm:a@1.0.0_p@4.0.0' },
    jsr: {
      '@std/path@1.0.8': { integrity: '0a', dependencies: ['npm:a@1'] },
    },
    npm: {
      'a@1.0.0_p@4.0.0': { integrity, dependencies: { '@s/b': '@s/b@2.0.0', p: 'p@4.0.0' } },
      '@s/b@2.0.0': { integrity, dependencies: {} },
      'p@4.0.0': { integrity, dependencies: {} },
    },
  },
  remote: { 'https://host.example/mod.ts': '0a' },
  workspace: { dependencies: ['jsr:@std/path@^1'] },
};

const npm = {
  'a@1.0.0_p@4.0.0': {
    integrity,
    dependencies: ['@s/b@2.0.0_p@4.0.0__c@1.0.0', 'p'],
    optionalDependencies: ['other@npm:@s/b@1.0.0'],
    optionalPeers: ['nobody@^3'],
    os: ['linux'],
    bin: true,
  },
  '@s/b@1.0.0': { integrity },
  '@s/b@2.0.0_p@4.0.0__c@1.0.0': { integrity, scripts: true },
  'p@4.0.0': { integrity, tarball: 'https://registry.example/p/-/p-4.0.0.tgz' },
};

const fifth = {
  version: '5',
  specifiers: {
    'jsr:@std/fs@1': '1.2.0',
    'jsr:@std/path@1': '1.0.8',
    'npm:a@1': '1.0.0_p@4.0.0',
  },
  jsr: {
    '@std/fs@1.2.0': { integrity: '0a', dependencies: ['jsr:@std/path'] },
    '@std/path@1.0.8': { integrity: '0a' },
  },
  npm,
  redirects: { 'https://host.example/a': 'https://host.example/b' },
  remote: { 'https://host.example/mod.ts': '0a' },
  workspace: {
    dependencies: ['jsr:@std/fs@1'],
    members: { 'packages/m': { packageJson: { dependencies: ['npm:a@1'] } } },
  },
};

describe('deno.lock', () => {
  it('of version 3 is read', () => {
    const reading = read('deno.lock', third);

    expect(reading).toMatchObject({ formatVersion: '3', problems: [] });
    expect(stated(reading)).toEqual(['@s/b@2.0.0', '@std/path@1.0.8', 'a@1.0.0', 'p@4.0.0']);
    expect(edges(reading)).toEqual(['@std/path -prod> a', 'a -prod> @s/b', 'a -prod> p']);
    expect(only(reading, '@std/path')).toMatchObject({ ecosystem: 'jsr', integrity: null });
    expect(inspectRows(reading).packages.map(({ scope }) => scope)).toEqual(
      Array.from({ length: 4 }, () => 'prod'),
    );
  });

  it.each(['4', '5'])('of version %s is read', (version) => {
    const reading = read('deno.lock', { ...fifth, version });

    expect(reading).toMatchObject({ formatVersion: version, problems: [] });
    expect(stated(reading)).toEqual([
      '@s/b@1.0.0',
      '@s/b@2.0.0',
      '@std/fs@1.2.0',
      '@std/path@1.0.8',
      'a@1.0.0',
      'p@4.0.0',
    ]);
    expect(edges(reading)).toEqual([
      '@std/fs -prod> @std/path',
      'a -optional> @s/b',
      'a -prod> @s/b',
      'a -prod> p',
    ]);
    expect(only(reading, 'a')).toEqual({
      key: 'a@1.0.0_p@4.0.0',
      ecosystem: 'npm',
      name: 'a',
      version: '1.0.0',
      source: 'registry',
      resolved: null,
      commit: null,
      integrity,
      marks: [],
      scope: null,
    });
    expect(only(reading, 'p').resolved).toBe('https://registry.example/p/-/p-4.0.0.tgz');
  });

  it('has members for importers, and the project for what code alone asks for', () => {
    const reading = read('deno.lock', {
      ...fifth,
      workspace: { members: fifth.workspace.members },
    });
    const [document] = reading.documents;
    const index = (name: string): number | undefined =>
      document?.packages.findIndex((one) => one.name === name);

    expect(document?.covers).toEqual(['.', 'packages/m']);
    expect(document?.graph().importers).toEqual([
      {
        path: '.',
        name: null,
        dependencies: [{ alias: '@std/fs', range: '1', kind: 'prod', to: index('@std/fs') }],
      },
      {
        path: 'packages/m',
        name: null,
        dependencies: [{ alias: 'a', range: '1', kind: 'prod', to: index('a') }],
      },
    ]);
    expect(row(reading, '@std/path')).toMatchObject({ direct: false, scope: 'prod' });
  });

  it('says what is asked for and was never resolved', () => {
    const workspace = { dependencies: ['npm:unused@^3', 'jsr:@std/fs@1', 'file:./x'] };
    const reading = read('deno.lock', { ...fifth, workspace });

    expect(reading.problems).toEqual([]);
    expect(reading.documents[0]?.requests).toEqual([
      { ecosystem: 'npm', name: 'unused', range: '^3', kind: 'prod', line: 0 },
    ]);
    expect(read('deno.lock', fifth).documents[0]?.requests).toBeUndefined();
  });

  it('tells linked packages, which have no integrity', () => {
    const reading = read('deno.lock', {
      ...fifth,
      npm: { ...npm, 'p@4.0.0': {} },
      workspace: { links: { 'npm:p@4.0.0': {} } },
    });

    expect(reading.problems).toEqual([]);
    expect(only(reading, 'p')).toMatchObject({ source: 'file', integrity: null });
  });

  it('has every package on the line of its key, where both registries have it too', () => {
    const text = `{
  "version": "5",
  "npm": {
    "@std/a@1.0.0": { "integrity": "x" }
  },
  "jsr": {
    "@std/a@1.0.0": { "integrity": "x" }
  }
}`;
    const [document] = read('deno.lock', text).documents;

    expect(document?.packages.map(({ ecosystem }) => ecosystem)).toEqual(['npm', 'jsr']);
    expect(document?.lines()).toEqual([4, 7]);
  });

  it.each(['__proto__', 'constructor', 'toString'])('may have a package called %s', (name) => {
    const text = JSON.stringify({
      version: '5',
      specifiers: { 'npm:XX@1': '1.0.0' },
      npm: { 'XX@1.0.0': { integrity, dependencies: ['XX'] } },
      workspace: { dependencies: ['npm:XX@1'] },
    });
    const reading = read('deno.lock', text.replaceAll('XX', name));

    expect(reading.problems).toEqual([]);
    expect(stated(reading)).toEqual([`${name}@1.0.0`]);
    expect(edges(reading)).toEqual([`${name} -prod> ${name}`]);
  });
});

describe('a deno.lock that is not known', () => {
  it.each([
    [{ version: '2', remote: {}, npm: { specifiers: {}, packages: {} } }, '2'],
    [{ 'https://host.example/mod.ts': '0a' }, ''],
    [{ version: 5 }, ''],
    [{ version: 'next' }, 'next'],
  ])('is said not to be read: %j', (content, formatVersion) => {
    const reading = read('deno.lock', content);

    expect(reading).toMatchObject({ formatVersion, documents: [] });
    expect(codes(reading)).toEqual(['FORMAT_VERSION_UNSUPPORTED']);
  });

  it('is read as far as it is like the newest', () => {
    const reading = read('deno.lock', { ...fifth, version: '6' });

    expect(codes(reading)).toEqual(['FORMAT_VERSION_UNSUPPORTED']);
    expect(stated(reading)).toContain('@s/b@2.0.0');
  });
});

describe('what a deno.lock lacks', () => {
  const without = (id: string): object => ({
    ...fifth,
    npm: Object.fromEntries(Object.entries(npm).filter(([key]) => key !== id)),
  });

  it.each([
    ['a@1.0.0_p@4.0.0', '"npm:a@1" stands for "a@1.0.0_p@4.0.0"'],
    ['@s/b@1.0.0', 'asks for "other@npm:@s/b@1.0.0"'],
    ['@s/b@2.0.0_p@4.0.0__c@1.0.0', 'asks for "@s/b@2.0.0_p@4.0.0__c@1.0.0"'],
    ['p@4.0.0', 'asks for "p"'],
  ])('shows: %s', (id, message) => {
    const reading = read('deno.lock', without(id));

    expect(new Set(codes(reading))).toEqual(new Set(['REFERENCE_MISSING']));
    expect(reading.problems[0]?.message).toContain(message);
  });

  it('shows where a package of JSR asks for it', () => {
    const jsr = { '@std/fs@1.2.0': fifth.jsr['@std/fs@1.2.0'] };
    const reading = read('deno.lock', { ...fifth, jsr });

    expect(reading.problems.map(({ message }) => message)).toEqual([
      '"jsr:@std/path@1" stands for "@std/path@1.0.8", which has no entry',
      '"@std/fs@1.2.0" asks for "jsr:@std/path", which has no entry',
    ]);
  });

  it.each([
    ['a section', { npm: [] }],
    ['an entry', { npm: { ...npm, x: {} } }],
    ['an entry', { npm: { ...npm, 'x@1.0.0': null } }],
    ['a list', { npm: { ...npm, 'x@1.0.0': { dependencies: 'p' } } }],
    ['an item', { npm: { ...npm, 'x@1.0.0': { dependencies: ['p', 1] } } }],
    ['a specifier', { specifiers: { ...fifth.specifiers, chalk: '1' } }],
    ['a member', { workspace: { members: { m: 1 } } }],
  ])('shows where %s is not what it should be', (_, changed) => {
    expect(codes(read('deno.lock', { ...fifth, ...changed }))).toContain('ENTRY_UNREADABLE');
  });

  it('shows where a key stands twice', () => {
    const text = JSON.stringify(fifth, null, 2).replace('"@s/b@1.0.0": {', '"p@4.0.0": {');
    const reading = read('deno.lock', text);

    expect(codes(reading)).toContain('ENTRY_UNREADABLE');
    expect(reading.problems[0]?.message).toContain('"p@4.0.0" stands twice');
  });
});
