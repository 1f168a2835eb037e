import { describeDamage } from '../damage-support.ts';
import { lock, manifest, stated } from './fixture.ts';

const companions = { 'composer.json': manifest };

const { packages, aliases } = lock;
const text = JSON.stringify({ packages, 'packages-dev': lock['packages-dev'], aliases }, null, 1);

describeDamage(
  'composer.lock',
  'composer.lock',
  `${text.replaceAll(/("name": "acme\/web",)\s+/g, '$1 ')}\n`,
  {
    companions,
    packages: stated,
    conflict: { name: 'acme/web', ours: 'v2.3.1', theirs: 'v2.9.0' },
  },
);

describeDamage('composer.lock, minified', 'composer.lock', JSON.stringify(lock), {
  companions,
  packages: stated,
});
