import { describe, expect, it } from 'vitest';
import { codes, edges, only, read, row, sha, stated } from '../support.ts';
import { bom, digest, stated as all } from './fixture.ts';

const path = 'app.cdx.json';

const hex = (text: string): string => Buffer.from(text, 'hex').toString('base64');

const of = (...components: unknown[]): object => ({
  bomFormat: 'CycloneDX',
  specVersion: '1.5',
  components,
});

const library = (purl: string, more: object = {}): object => ({
  type: 'library',
  name: 'x',
  purl,
  ...more,
});

describe('an SBOM in CycloneDX', () => {
  it.each(['bom.json', 'x/cyclonedx.json', 'dist/app.cdx.json'])(
    'is read under the name %s',
    (name) => {
      const reading = read(name, bom);

      expect(stated(reading)).toEqual(all);
      expect(reading).toMatchObject({
        formatVersion: '1.6',
        describes: 'resolution',
        problems: [],
        documents: [{ covers: [] }],
      });
    },
  );

  it('states packages by their purls, with what stands beside', () => {
    const reading = read(path, bom);

    expect(only(reading, 'a')).toEqual({
      key: 'a-ref',
      ecosystem: 'npm',
      name: 'a',
      version: '1.2.0',
      source: 'registry',
      resolved: 'https://registry.example/a/-/a-1.2.0.tgz',
      commit: null,
      integrity: `sha512-${hex(digest.sha512)} sha1-${hex(digest.sha1)}`,
      marks: [],
      scope: 'prod',
    });
    expect(only(reading, 'c-c')).toMatchObject({ ecosystem: 'pypi', scope: null });
  });

  it('ties them by references, by purls, and by what stands within another', () => {
    const reading = read(path, bom);

    expect(edges(reading)).toEqual(['a -prod> @s/b', 'a -prod> @s/b']);
    expect(reading.documents[0]?.graph().importers).toEqual([
      {
        path: '.',
        name: 'site',
        dependencies: [{ alias: 'a', range: null, kind: 'prod', to: 1 }],
      },
      {
        path: '.',
        name: 'package-lock.json',
        dependencies: [{ alias: 'c-c', range: null, kind: 'prod', to: 3 }],
      },
    ]);
    expect(row(reading, 'a').direct).toBe(true);
    expect(row(reading, '@s/b').direct).toBe(false);
  });

  it('gives the lines on which components are named, wherever metadata stands', () => {
    const text = JSON.stringify({ ...bom, metadata: undefined, last: 1 }, null, 2).replace(
      '"last": 1',
      `"metadata": ${JSON.stringify(bom.metadata, null, 2)}`,
    );
    const reading = read(path, text);
    const lines = reading.documents[0]?.lines() ?? [];

    expect(lines.map((line) => text.split('\n')[line - 1]?.trim())).toEqual([
      '"name": "site",',
      '"name": "a",',
      '"name": "b",',
      '"name": "c",',
    ]);
  });

  it.each([
    ['of which all is known', { scope: 'required' }, [], 'prod'],
    ['that is optional', { scope: 'optional' }, ['optional'], 'optional'],
    ['that is excluded', { scope: 'excluded' }, ['dev'], 'dev'],
    [
      'that npm has for development',
      {
        scope: 'required',
        properties: [
          { name: 'cdx:npm:package:development', value: 'true' },
          { name: 'cdx:npm:package:bundled', value: 'true' },
        ],
      },
      ['bundled', 'dev'],
      'dev',
    ],
    [
      'that Composer has for development',
      { properties: [{ name: 'cdx:composer:package:isDevRequirement', value: 'true' }] },
      ['dev'],
      'dev',
    ],
    ['of which nothing is said', {}, [], null],
  ])('marks a component %s', (_, more, marks, scope) => {
    const reading = read(path, of(library('pkg:npm/x@1.0.0', more)));

    expect(only(reading, 'x')).toMatchObject({ marks, scope });
  });

  it('takes the commit that Composer’s plugin writes', () => {
    const properties = [{ name: 'cdx:composer:package:distReference', value: sha.toUpperCase() }];
    const reading = read(path, of(library('pkg:composer/a/x@1.0', { properties })));

    expect(only(reading, 'a/x').commit).toBe(sha);
  });

  it('states what it is about as the project, with its parts, unless it states nothing else', () => {
    const component = { ...library('pkg:npm/x@1.0.0'), components: [library('pkg:npm/y@1.0.0')] };
    const alone = { bomFormat: 'CycloneDX', specVersion: '1.5', metadata: { component } };

    expect(stated(read(path, alone))).toEqual(['x@1.0.0', 'y@1.0.0']);
    expect(stated(read(path, { ...alone, components: [library('pkg:npm/z@1.0.0')] }))).toEqual([
      'x@1.0.0 workspace',
      'y@1.0.0 workspace',
      'z@1.0.0',
    ]);
  });

  it('asks for what has no version, or several', () => {
    const text = JSON.stringify(
      of(
        library('pkg:npm/x'),
        library('pkg:npm/y', { version: '^1.2.0' }),
        library('pkg:npm/z@%3E%3D1.0'),
      ),
      null,
      1,
    );
    const [document] = read(path, text).documents;

    expect(document?.packages).toEqual([]);
    expect(document?.requests).toEqual([
      { ecosystem: 'npm', name: 'x', range: null, kind: 'prod', line: 7 },
      { ecosystem: 'npm', name: 'y', range: '^1.2.0', kind: 'prod', line: 12 },
      { ecosystem: 'npm', name: 'z', range: '>=1.0', kind: 'prod', line: 18 },
    ]);
  });

  it('states a package under both versions where purl and component differ', () => {
    const reading = read(
      path,
      of(
        library('pkg:npm/x@1.0.0', { version: '1.0.1' }),
        library('pkg:npm/y@1.0.0', { version: 'v1.0.0' }),
        library('pkg:deb/debian/z@1.0', { version: '1:1.0' }),
      ),
    );

    expect(stated(reading)).toEqual(['debian/z@1.0', 'x@1.0.0', 'x@1.0.1', 'y@1.0.0']);
  });

  it('states packages of ecosystems that it does not know by the type of their purl', () => {
    const reading = read(path, of(library('pkg:brew/x@1.0')));

    expect(only(reading, 'x')).toMatchObject({ ecosystem: 'brew', version: '1.0' });
  });

  it.each([
    ['in an attestation', { _type: 'https://in-toto.example/Statement/v1', predicate: bom }],
    ['in what GitHub answers', { sbom: bom }],
  ])('is read %s', (_, content) => {
    const reading = read(path, content);

    expect(stated(reading)).toEqual(all);
    expect(reading.documents[0]?.lines().every((line) => line > 0)).toBe(true);
  });

  it('is read under the name of SPDX as well', () => {
    expect(stated(read('app.spdx.json', bom))).toEqual(all);
  });
});

describe('what an SBOM in CycloneDX lacks', () => {
  const depending = (...dependencies: unknown[]): object => ({
    ...of(library('pkg:npm/x@1.0.0', { 'bom-ref': 'x' })),
    dependencies,
    services: [{ 'bom-ref': 'service', services: [{ 'bom-ref': 'inner' }] }],
  });

  it.each([
    ['a library without a purl', of({ type: 'library', name: 'x' }), 'ENTRY_UNREADABLE', '"x"'],
    [
      'an application without a purl and with a version',
      of({ type: 'application', group: 'g', name: 'x', version: '1' }),
      'ENTRY_UNREADABLE',
      '"g/x"',
    ],
    ['a purl that is none', of(library('npm/x')), 'ENTRY_UNREADABLE', '"npm/x"'],
    ['a component that is none', of(1), 'ENTRY_UNREADABLE', '"components[0]"'],
    ['a list of components', { ...of(), components: {} }, 'ENTRY_UNREADABLE', '"components"'],
    [
      'a list within a component',
      of({ type: 'file', name: 'f', components: 1 }),
      'ENTRY_UNREADABLE',
      '"f"',
    ],
    [
      'a dependency without a component',
      depending({ ref: 'x', dependsOn: ['y'] }),
      'REFERENCE_MISSING',
      '"y"',
    ],
    [
      'a component that depends',
      depending({ ref: 'y', dependsOn: ['x'] }),
      'REFERENCE_MISSING',
      '"y"',
    ],
    ['a reference of dependencies', depending({ dependsOn: [] }), 'ENTRY_UNREADABLE', '"ref"'],
    [
      'a list of dependencies',
      depending({ ref: 'x', dependsOn: 'y' }),
      'ENTRY_UNREADABLE',
      '"dependsOn"',
    ],
    [
      'one meaning of a reference',
      of(
        library('pkg:npm/x@1.0.0', { 'bom-ref': 'x' }),
        library('pkg:npm/x@2.0.0', { 'bom-ref': 'x' }),
      ),
      'ENTRY_UNREADABLE',
      '"x"',
    ],
    [
      'packages, as it says itself',
      { ...of(), compositions: [{ aggregate: 'incomplete_third_party_only' }] },
      'REFERENCE_MISSING',
      'incomplete third party only',
    ],
    ['the name of its format', { ...of(), bomFormat: 'Other' }, 'SYNTAX', '"bomFormat"'],
    [
      'the name of its format, which is not there',
      { specVersion: '1.5', components: [] },
      'SYNTAX',
      '"bomFormat"',
    ],
    [
      'a version that is known',
      { ...of(), specVersion: '2.0' },
      'FORMAT_VERSION_UNSUPPORTED',
      '2.0',
    ],
    ['everything', { materials: ['iron'] }, 'SYNTAX', 'not an SBOM'],
    ['an object', [], 'SYNTAX', 'not an SBOM'],
  ])('is a problem: %s', (_, content, code, message) => {
    const reading = read('bom.json', content);

    expect(codes(reading)).toEqual([code]);
    expect(reading.problems[0]?.message).toContain(message);
  });

  it.each([
    [
      'files, devices and an application that others belong to',
      of(
        { type: 'file', name: 'f' },
        { type: 'device', name: 'd' },
        { type: 'application', name: 'a' },
      ),
    ],
    [
      'a service that something depends on',
      depending({ ref: 'x', dependsOn: ['service', 'inner'] }),
    ],
    ['dependencies of nothing', depending({ ref: 'gone' })],
    ['a standard that is provided', depending({ ref: 'x', provides: ['standard'] })],
    [
      'one package twice',
      of(
        library('pkg:npm/x@1.0.0', { 'bom-ref': 'x' }),
        library('pkg:npm/x@1.0.0', { 'bom-ref': 'x' }),
      ),
    ],
    [
      'a composition that is complete, or unknown',
      { ...of(), compositions: [{ aggregate: 'complete' }, { aggregate: 'unknown' }] },
    ],
  ])('is none: %s', (_, content) => {
    expect(read('bom.json', content).problems).toEqual([]);
  });

  it('shows where a key stands twice', () => {
    const text =
      '{"bomFormat": "CycloneDX", "specVersion": "1.5", "components": [{"type": "file", "name": "f",\n"purl": "pkg:npm/x@1.0.0", "purl": "pkg:npm/x@2.0.0"}]}';
    const reading = read(path, text);

    expect(stated(reading)).toEqual(['x@2.0.0']);
    expect(reading.problems).toMatchObject([{ code: 'ENTRY_UNREADABLE', line: 2 }]);
  });
});

describe('an SBOM in CycloneDX of any size', () => {
  it('is read where components stand within each other a hundred thousand times', () => {
    const count = 100_000;
    const opened = Array.from(
      { length: count },
      (_, index) => `{"type":"library","name":"x","purl":"pkg:npm/x@1.0.${index}","components":[`,
    ).join('');
    const text = `{"bomFormat":"CycloneDX","specVersion":"1.5","components":[${opened}${']}'.repeat(count)}]}`;
    const reading = read(path, text);

    expect(reading.documents[0]?.packages).toHaveLength(count);
    expect(reading.documents[0]?.graph().edges).toHaveLength(count - 1);
    expect(reading.documents[0]?.lines()).toHaveLength(count);
    expect(codes(reading)).toEqual(['SYNTAX']);
  });

  it('has __proto__ and constructor for names and references like any other', () => {
    const reading = read(
      path,
      `{"bomFormat": "CycloneDX", "specVersion": "1.5", "__proto__": {"components": []}, "components": [
        {"type": "library", "bom-ref": "__proto__", "name": "a", "purl": "pkg:npm/__proto__@1.0.0"},
        {"type": "library", "bom-ref": "constructor", "name": "b", "purl": "pkg:npm/constructor@1.0.0"}
      ], "dependencies": [{"ref": "__proto__", "dependsOn": ["constructor"]}]}`,
    );

    expect(edges(reading)).toEqual(['__proto__ -prod> constructor']);
    expect(reading.problems).toEqual([]);
  });
});
