import { describeDamage } from '../damage-support.ts';
import { berry, berry4, classic, json, manifest, packages } from './fixtures.ts';

const conflict = { ours: '9.0.0', theirs: '9.9.9', name: 'z' };
const damage = { companions: { 'package.json': manifest }, packages, conflict };

describeDamage('yarn.lock, version 1', 'yarn.lock', classic, damage);
describeDamage('yarn.lock, version 4', 'yarn.lock', berry4, damage);
describeDamage('yarn.lock, version 8', 'yarn.lock', berry, damage);
describeDamage('yarn.lock in JSON', 'yarn.lock', json, damage);
