export const digest = { sha512: 'ab'.repeat(64), sha256: 'cd'.repeat(32) };

const purl = (referenceLocator: string): object => ({
  referenceCategory: 'PACKAGE-MANAGER',
  referenceType: 'purl',
  referenceLocator,
});

export const relation = (first: string, type: string, second: string): object => ({
  spdxElementId: `SPDXRef-${first}`,
  relationshipType: type,
  relatedSpdxElement: `SPDXRef-${second}`,
});

export const packageOf = (id: string, name: string, ...purls: string[]): object => ({
  SPDXID: `SPDXRef-${id}`,
  name,
  downloadLocation: 'NOASSERTION',
  externalRefs: purls.map(purl),
});

/** Packages, with a project that depends on one of them, and an image's file. */
export const second = {
  spdxVersion: 'SPDX-2.3',
  SPDXID: 'SPDXRef-DOCUMENT',
  name: 'site',
  packages: [
    { ...packageOf('root', 'site', 'pkg:npm/site@0.1.0'), versionInfo: '0.1.0' },
    {
      ...packageOf('a', 'a', 'pkg:npm/a@1.2.0'),
      versionInfo: '1.2.0',
      downloadLocation: 'https://registry.example/a/-/a-1.2.0.tgz',
      checksums: [
        { algorithm: 'SHA512', checksumValue: digest.sha512 },
        { algorithm: 'MD5', checksumValue: '00' },
      ],
    },
    packageOf('b', '@s/b', 'pkg:npm/%40s/b@2.0.0'),
    packageOf('c', 'c', 'pkg:pypi/c@3.0.0'),
  ],
  files: [{ SPDXID: 'SPDXRef-file', fileName: 'package-lock.json' }],
  relationships: [
    relation('DOCUMENT', 'DESCRIBES', 'root'),
    relation('root', 'DEPENDS_ON', 'a'),
    relation('b', 'OPTIONAL_DEPENDENCY_OF', 'a'),
    relation('c', 'DEV_DEPENDENCY_OF', 'root'),
    relation('a', 'CONTAINS', 'file'),
    relation('file', 'OTHER', 'a'),
  ],
};

const id = (name: string): string => `https://sbom.example/${name}`;

export const elementOf = (name: string, purlText: string, more: object = {}): object => ({
  type: 'software_Package',
  spdxId: id(name),
  name,
  software_packageUrl: purlText,
  ...more,
});

export const relationship = (
  from: string,
  relationshipType: string,
  to: readonly string[],
  more: object = {},
): object => ({
  type: 'Relationship',
  spdxId: id(`${from}-${relationshipType}`),
  from: id(from),
  relationshipType,
  to: to.map(id),
  ...more,
});

export const graphOf = (...elements: object[]): { '@context': string; '@graph': object[] } => ({
  '@context': 'https://spdx.example/rdf/3.0.1/spdx-context.jsonld',
  '@graph': elements,
});

/** The same in SPDX 3. */
export const third = graphOf(
  { type: 'CreationInfo', '@id': '_:creation', specVersion: '3.0.1' },
  { type: 'SpdxDocument', spdxId: id('document'), rootElement: [id('sbom')] },
  { type: 'software_Sbom', spdxId: id('sbom'), rootElement: [id('root')] },
  elementOf('root', 'pkg:npm/site@0.1.0', { name: 'site' }),
  elementOf('a', 'pkg:npm/a@1.2.0', {
    software_packageVersion: '1.2.0',
    software_downloadLocation: 'https://registry.example/a/-/a-1.2.0.tgz',
    verifiedUsing: [
      { type: 'Hash', algorithm: 'sha512', hashValue: digest.sha512 },
      { type: 'PackageVerificationCode', algorithm: 'sha256', hashValue: digest.sha256 },
    ],
  }),
  {
    type: 'software_Package',
    spdxId: id('b'),
    name: '@s/b',
    externalIdentifier: [
      { externalIdentifierType: 'cpe23', identifier: 'cpe:2.3:*' },
      { externalIdentifierType: 'packageUrl', identifier: 'pkg:npm/%40s/b@2.0.0' },
    ],
  },
  elementOf('c', 'pkg:pypi/c@3.0.0'),
  { type: 'software_File', spdxId: id('file'), name: 'package-lock.json' },
  relationship('root', 'dependsOn', ['a']),
  relationship('a', 'hasOptionalDependency', ['b']),
  relationship('root', 'dependsOn', ['c'], {
    type: 'LifecycleScopedRelationship',
    scope: 'development',
  }),
  relationship('a', 'contains', ['file']),
);

export const stated = ['@s/b@2.0.0', 'a@1.2.0', 'c@3.0.0', 'site@0.1.0 workspace'];
