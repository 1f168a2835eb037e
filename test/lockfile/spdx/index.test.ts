import { describe, expect, it } from 'vitest';
import { codes, edges, only, read, row, stated } from '../support.ts';
import {
  digest,
  elementOf,
  graphOf,
  packageOf,
  relation,
  relationship,
  second,
  stated as all,
  third,
} from './fixture.ts';

const path = 'app.spdx.json';

const base = { spdxVersion: 'SPDX-2.3', SPDXID: 'SPDXRef-DOCUMENT', name: 'x' };

describe.each([
  ['2.3', second, 'SPDX-2.3'],
  ['3.0', third, '3.0.1'],
])('an SBOM in SPDX %s', (_, content, formatVersion) => {
  it.each(['spdx.json', 'x/manifest.spdx.json', 'dist/app.spdx.json'])('is read as %s', (name) => {
    const reading = read(name, content);

    expect(stated(reading)).toEqual(all);
    expect(reading).toMatchObject({ formatVersion, problems: [], documents: [{ covers: [] }] });
  });

  it('states packages by their purls, with what stands beside', () => {
    expect(only(read(path, content), 'a')).toMatchObject({
      ecosystem: 'npm',
      version: '1.2.0',
      source: 'registry',
      resolved: 'https://registry.example/a/-/a-1.2.0.tgz',
      integrity: `sha512-${Buffer.from(digest.sha512, 'hex').toString('base64')}`,
      scope: null,
    });
  });

  it('ties them by relationships', () => {
    const reading = read(path, content);

    expect(edges(reading)).toEqual(['a -optional> @s/b']);
    expect(reading.documents[0]?.graph().importers).toEqual([
      {
        path: '.',
        name: 'site',
        dependencies: [
          { alias: 'a', range: null, kind: 'prod', to: 1 },
          { alias: 'c', range: null, kind: 'dev', to: 3 },
        ],
      },
    ]);
    expect(row(reading, 'c')).toMatchObject({ direct: true, scope: 'dev' });
    expect(row(reading, '@s/b')).toMatchObject({ direct: false, scope: 'optional' });
  });

  it('gives the lines on which packages are named', () => {
    const text = JSON.stringify(content, null, 2);
    const lines = read(path, text).documents[0]?.lines() ?? [];

    expect(lines.map((line) => text.split('\n')[line - 1]?.trim())).toEqual([
      '"name": "site",',
      '"name": "a",',
      '"name": "@s/b",',
      '"name": "c",',
    ]);
  });
});

describe('an SBOM in SPDX 2', () => {
  it.each([
    ['BUILD_DEPENDENCY_OF', 'b -dev> a'],
    ['BUILD_TOOL_OF', 'b -dev> a'],
    ['CONTAINED_BY', 'b -prod> a'],
    ['CONTAINS', 'a -prod> b'],
    ['DEPENDENCY_OF', 'b -prod> a'],
    ['DEPENDS_ON', 'a -prod> b'],
    ['DEV_TOOL_OF', 'b -dev> a'],
    ['DYNAMIC_LINK', 'a -prod> b'],
    ['HAS_PREREQUISITE', 'a -peer> b'],
    ['OPTIONAL_COMPONENT_OF', 'b -optional> a'],
    ['PREREQUISITE_FOR', 'b -peer> a'],
    ['PROVIDED_DEPENDENCY_OF', 'b -peer> a'],
    ['RUNTIME_DEPENDENCY_OF', 'b -prod> a'],
    ['STATIC_LINK', 'a -prod> b'],
    ['TEST_DEPENDENCY_OF', 'b -dev> a'],
    ['TEST_TOOL_OF', 'b -dev> a'],
  ])('reads %s as %s', (type, edge) => {
    const packages = [
      packageOf('a', 'a', 'pkg:npm/a@1.0.0'),
      packageOf('b', 'b', 'pkg:npm/b@1.0.0'),
    ];
    const reading = read(path, { ...base, packages, relationships: [relation('a', type, 'b')] });

    expect(edges(reading)).toEqual([edge]);
    expect(reading.documents[0]?.graph().importers).toBe('unknown');
  });

  it('does not know what asks for packages that the project only contains', () => {
    const packages = [packageOf('root', 'image'), packageOf('a', 'a', 'pkg:npm/a@1.0.0')];
    const reading = read(path, {
      ...base,
      packages,
      relationships: [relation('DOCUMENT', 'DESCRIBES', 'root'), relation('root', 'CONTAINS', 'a')],
    });

    expect(reading.documents[0]?.graph()).toEqual({ importers: 'unknown', edges: [] });
    expect(row(reading, 'a').direct).toBeNull();
    expect(reading.problems).toEqual([]);
  });

  it('takes no package for the project where it is about several, or states one alone', () => {
    const packages = [
      packageOf('a', 'a', 'pkg:npm/a@1.0.0'),
      packageOf('b', 'b', 'pkg:npm/b@1.0.0'),
    ];
    const documentDescribes = ['SPDXRef-a', 'SPDXRef-b'];

    expect(stated(read(path, { ...base, packages, documentDescribes }))).toEqual([
      'a@1.0.0',
      'b@1.0.0',
    ]);
    expect(stated(read(path, { ...base, packages: packages.slice(1), documentDescribes }))).toEqual(
      ['b@1.0.0'],
    );
  });

  it('is read as GitHub answers it, where a manifest gives a range for a version', () => {
    const sbom = {
      ...base,
      packages: [
        packageOf('root', 'com.github.acme/site', 'pkg:github/acme/site@main'),
        { ...packageOf('a', 'a', 'pkg:npm/a@1.0.0'), versionInfo: '1.0.0' },
        { ...packageOf('b', 'b', 'pkg:npm/b'), versionInfo: '^2.0.0' },
      ],
      relationships: [
        relation('DOCUMENT', 'DESCRIBES', 'root'),
        relation('root', 'DEPENDS_ON', 'a'),
        relation('root', 'DEPENDS_ON', 'b'),
      ],
    };
    const text = JSON.stringify({ sbom }, null, 1);
    const reading = read(path, text);
    const line = text.split('\n').findIndex((one) => one.includes('"name": "b"')) + 1;

    expect(stated(reading)).toEqual(['a@1.0.0', 'acme/site@main workspace']);
    expect(reading.documents[0]?.requests).toEqual([
      { ecosystem: 'npm', name: 'b', range: '^2.0.0', kind: 'prod', line },
    ]);
    expect(reading.problems).toEqual([]);
  });

  it('states all purls of a package, and those that registries had before purl', () => {
    const ref = (referenceType: string, referenceLocator: string): object => ({
      referenceCategory: 'PACKAGE_MANAGER',
      referenceType,
      referenceLocator,
    });
    const reading = read(path, {
      ...base,
      packages: [
        packageOf('a', 'a', 'pkg:npm/a@1.0.0', 'pkg:npm/a-fork@1.0.0'),
        { SPDXID: 'SPDXRef-b', name: 'b', externalRefs: [ref('npm', '@s/b@2.0.0')] },
        {
          SPDXID: 'SPDXRef-c',
          name: 'c',
          externalRefs: [ref('https://spdx.example/rdf/references/maven-central', 'g:c:3.0')],
        },
        { SPDXID: 'SPDXRef-d', name: 'd', externalRefs: [ref('nuget', 'D/4.0')] },
      ],
    });

    expect(stated(reading)).toEqual(['@s/b@2.0.0', 'D@4.0', 'a-fork@1.0.0', 'a@1.0.0', 'g/c@3.0']);
    expect(reading.problems).toEqual([]);
  });

  it.each([
    ['a package without a purl', { packages: [packageOf('a', 'a')] }, 'ENTRY_UNREADABLE', '"a"'],
    [
      'a purl that is none',
      { packages: [packageOf('a', 'a', 'a@1.0.0')] },
      'ENTRY_UNREADABLE',
      '"a@1.0.0"',
    ],
    ['a package that is none', { packages: [1] }, 'ENTRY_UNREADABLE', '"packages"'],
    ['a list of packages', { packages: {} }, 'ENTRY_UNREADABLE', '"packages"'],
    [
      'an end of a relationship',
      { relationships: [{ spdxElementId: 'SPDXRef-DOCUMENT' }] },
      'ENTRY_UNREADABLE',
      '"relationships"',
    ],
    [
      'the package that a relationship leads to',
      { relationships: [relation('DOCUMENT', 'CONTAINS', 'gone')] },
      'REFERENCE_MISSING',
      '"SPDXRef-gone"',
    ],
    [
      'one meaning of an identifier',
      {
        packages: [packageOf('a', 'a', 'pkg:npm/a@1.0.0'), packageOf('a', 'b', 'pkg:npm/b@1.0.0')],
      },
      'ENTRY_UNREADABLE',
      '"SPDXRef-a"',
    ],
    ['a version that is known', { spdxVersion: 'SPDX-2.9' }, 'FORMAT_VERSION_UNSUPPORTED', '2.9'],
    ['a version that is a text', { spdxVersion: 2 }, 'FORMAT_VERSION_UNSUPPORTED', 'SPDX'],
  ])('shows that it lacks %s', (_, content, code, message) => {
    const reading = read(path, { ...base, ...content });

    expect(codes(reading)).toEqual([code]);
    expect(reading.problems[0]?.message).toContain(message);
  });

  it.each([
    [
      'packages that are not fetched',
      {
        packages: [
          { ...packageOf('a', 'a'), primaryPackagePurpose: 'OPERATING_SYSTEM' },
          { ...packageOf('b', 'b'), primaryPackagePurpose: 'FILE' },
        ],
      },
    ],
    [
      'relationships to nothing',
      {
        relationships: [
          {
            spdxElementId: 'SPDXRef-DOCUMENT',
            relationshipType: 'CONTAINS',
            relatedSpdxElement: 'NONE',
          },
        ],
      },
    ],
    [
      'relationships that say nothing of dependencies',
      { relationships: [relation('x', 'GENERATED_FROM', 'y')] },
    ],
    ['sections that are null', { packages: null, files: null }],
  ])('has no problem with %s', (_, content) => {
    expect(read(path, { ...base, ...content }).problems).toEqual([]);
  });
});

describe('an SBOM in SPDX 3', () => {
  const two = [elementOf('a', 'pkg:npm/a@1.0.0'), elementOf('b', 'pkg:npm/b@1.0.0')];

  it.each([
    ['contains', {}, 'a -prod> b'],
    ['hasDynamicLink', {}, 'a -prod> b'],
    ['hasPrerequisite', {}, 'a -peer> b'],
    ['hasProvidedDependency', {}, 'a -peer> b'],
    ['packagedBy', {}, 'b -prod> a'],
    ['dependsOn', { scope: 'test' }, 'a -dev> b'],
    ['dependsOn', { scope: 'runtime' }, 'a -prod> b'],
    ['hasOptionalDependency', { scope: 'build' }, 'a -optional> b'],
  ])('reads %s %j as %s', (type, more, edge) => {
    const reading = read(path, graphOf(...two, relationship('a', type, ['b'], more)));

    expect(edges(reading)).toEqual([edge]);
    expect(reading).toMatchObject({ formatVersion: '3.0.1', problems: [] });
  });

  it('is read without a graph, with a list of contexts, and in the longer words of JSON-LD', () => {
    const one = {
      '@context': ['https://other.example', 'https://spdx.example/rdf/3.0.0/spdx-context.jsonld'],
      '@type': 'software:Package',
      '@id': 'x',
      name: 'a',
      software_packageUrl: 'pkg:npm/a@1.0.0',
    };
    const reading = read(path, one);

    expect(stated(reading)).toEqual(['a@1.0.0']);
    expect(reading).toMatchObject({ formatVersion: '3.0.0', problems: [] });
  });

  it('follows elements that stand where they are referred to', () => {
    const embedded = { ...relationship('a', 'dependsOn', []), to: [two[1]] };

    expect(edges(read(path, graphOf(...two, embedded)))).toEqual(['a -prod> b']);
  });

  it.each([
    [
      'a package without a purl',
      graphOf({ type: 'software_Package', name: 'a' }),
      'ENTRY_UNREADABLE',
    ],
    ['an element that is none', { ...graphOf(), '@graph': [1] }, 'ENTRY_UNREADABLE'],
    ['a graph', { ...graphOf(), '@graph': {} }, 'ENTRY_UNREADABLE'],
    [
      'an end of a relationship',
      graphOf({ type: 'Relationship', relationshipType: 'dependsOn', to: [] }),
      'ENTRY_UNREADABLE',
    ],
    [
      'the package that a relationship leads to',
      graphOf(...two, relationship('a', 'dependsOn', ['gone'])),
      'REFERENCE_MISSING',
    ],
    [
      'packages, as it says itself',
      graphOf(...two, relationship('a', 'dependsOn', ['b'], { completeness: 'incomplete' })),
      'REFERENCE_MISSING',
    ],
    [
      'a version that is known',
      graphOf({ type: 'CreationInfo', specVersion: '3.1.0' }),
      'FORMAT_VERSION_UNSUPPORTED',
    ],
  ])('shows that it lacks %s', (_, content, code) => {
    expect(codes(read(path, content))).toEqual([code]);
  });
});

describe('a file that bears the name of an SBOM', () => {
  it.each([
    ['an object of something else', { name: 'x' }],
    ['a list', []],
    ['a context of something else', { '@context': 'https://schema.example', '@graph': [] }],
  ])('is a problem with %s', (_, content) => {
    const reading = read(path, content);

    expect(codes(reading)).toEqual(['SYNTAX']);
    expect(reading.documents).toEqual([]);
  });

  it('is read as SPDX under the name of CycloneDX', () => {
    expect(stated(read('bom.json', second))).toEqual(all);
  });

  it('shows where a key stands twice', () => {
    const text = `{"spdxVersion": "SPDX-2.3", "packages": [],\n"packages": []}`;

    expect(read(path, text).problems).toMatchObject([{ code: 'ENTRY_UNREADABLE', line: 2 }]);
  });

  it('has __proto__ and constructor for identifiers like any other', () => {
    const text = JSON.stringify({
      ...base,
      packages: [packageOf('x', 'x', 'pkg:npm/x@1.0.0'), packageOf('y', 'y', 'pkg:npm/y@1.0.0')],
      relationships: [relation('x', 'DEPENDS_ON', 'y')],
    })
      .replaceAll('SPDXRef-x', '__proto__')
      .replaceAll('SPDXRef-y', 'constructor');

    expect(edges(read(path, text))).toEqual(['x -prod> y']);
  });
});
