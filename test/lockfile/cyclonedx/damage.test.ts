import { describeDamage } from '../damage-support.ts';
import { bom, stated } from './fixture.ts';

const text = JSON.stringify(bom, null, 1);

describeDamage(
  'CycloneDX',
  'app.cdx.json',
  `${text.replaceAll(/("name": "a",)\s+/g, '$1 ').replaceAll(/("version": "1.2.0",)\s+("scope": "required",)\s+/g, '$1 $2 ')}\n`,
  {
    packages: stated,
    conflict: { name: 'a', ours: '1.2.0', theirs: '1.9.0' },
  },
);

describeDamage('CycloneDX, minified', 'app.cdx.json', JSON.stringify(bom), { packages: stated });
