import type { Control } from '../types.ts';
import { controlOf, npmPlant } from '../reading/control.ts';

const { name, version } = npmPlant;
const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`;
const digest = '6'.repeat(128);

/** One for each generation. */
export function spdxControls(): readonly Control[] {
  return [control('SPDX 2.3', second()), control('SPDX 3.0', third())];
}

function control(title: string, content: object): Control {
  return controlOf(title, 'control.spdx.json', `${JSON.stringify(content, null, 2)}\n`, npmPlant);
}

function second(): object {
  const packageOf = (id: string, called: string, more: object): object => ({
    SPDXID: `SPDXRef-${id}`,
    name: called,
    downloadLocation: 'NOASSERTION',
    ...more,
  });
  const purlRef = (referenceLocator: string): object => ({
    externalRefs: [
      { referenceCategory: 'PACKAGE-MANAGER', referenceType: 'purl', referenceLocator },
    ],
  });
  const relation = (first: string, relationshipType: string, other: string): object => ({
    spdxElementId: `SPDXRef-${first}`,
    relationshipType,
    relatedSpdxElement: `SPDXRef-${other}`,
  });
  return {
    spdxVersion: 'SPDX-2.3',
    SPDXID: 'SPDXRef-DOCUMENT',
    name: 'control',
    packages: [
      packageOf('root', 'control', {}),
      packageOf('carrier', 'carrier', purlRef('pkg:npm/carrier@1.0.0')),
      packageOf('plant', name, {
        versionInfo: version,
        checksums: [{ algorithm: 'SHA512', checksumValue: digest }],
        ...purlRef(purl),
      }),
    ],
    relationships: [
      relation('DOCUMENT', 'DESCRIBES', 'root'),
      relation('carrier', 'DEV_DEPENDENCY_OF', 'root'),
      relation('carrier', 'DEPENDS_ON', 'plant'),
    ],
  };
}

function third(): object {
  const id = (called: string): string => `https://sbom.example/${called}`;
  const relation = (from: string, to: string, more: object): object => ({
    type: 'Relationship',
    spdxId: id(`${from}-${to}`),
    relationshipType: 'dependsOn',
    from: id(from),
    to: [id(to)],
    ...more,
  });
  return {
    '@context': 'https://spdx.example/rdf/3.0.1/spdx-context.jsonld',
    '@graph': [
      { type: 'CreationInfo', '@id': '_:creation', specVersion: '3.0.1' },
      { type: 'SpdxDocument', spdxId: id('document'), rootElement: [id('root')] },
      { type: 'software_Package', spdxId: id('root'), name: 'control' },
      {
        type: 'software_Package',
        spdxId: id('carrier'),
        name: 'carrier',
        software_packageUrl: 'pkg:npm/carrier@1.0.0',
      },
      {
        type: 'software_Package',
        spdxId: id('plant'),
        name,
        software_packageVersion: version,
        software_packageUrl: purl,
        verifiedUsing: [{ type: 'Hash', algorithm: 'sha512', hashValue: digest }],
      },
      relation('root', 'carrier', { type: 'LifecycleScopedRelationship', scope: 'development' }),
      relation('carrier', 'plant', {}),
    ],
  };
}
