import type { Control } from '../types.ts';
import { controlOf, npmPlant } from '../reading/control.ts';

const { name, version } = npmPlant;
const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`;

/** The least and the latest version that most tools write. */
export function cyclonedxControls(): readonly Control[] {
  const bom = (specVersion: string): object => ({
    bomFormat: 'CycloneDX',
    specVersion,
    metadata: { component: { type: 'application', 'bom-ref': 'root', name: 'control' } },
    components: [
      { type: 'library', 'bom-ref': 'carrier', name: 'carrier', purl: 'pkg:npm/carrier@1.0.0' },
      {
        type: 'library',
        'bom-ref': 'plant',
        group: '@firebreak-control',
        name: 'plant',
        version,
        scope: 'excluded',
        hashes: [{ alg: 'SHA-512', content: '6'.repeat(128) }],
        purl,
      },
    ],
    dependencies: [
      { ref: 'root', dependsOn: ['carrier'] },
      { ref: 'carrier', dependsOn: ['plant'] },
    ],
  });
  return ['1.4', '1.7'].map((specVersion) =>
    controlOf(
      `version ${specVersion}`,
      'control.cdx.json',
      `${JSON.stringify(bom(specVersion), null, 2)}\n`,
      npmPlant,
    ),
  );
}
