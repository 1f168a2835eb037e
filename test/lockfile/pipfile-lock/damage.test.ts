import { describeDamage } from '../damage-support.ts';
import { pipfileFixture, pipfileLockFixture } from './fixture.ts';

describeDamage('Pipfile.lock', 'Pipfile.lock', pipfileLockFixture, {
  companions: { Pipfile: pipfileFixture },
  packages: ['a@1.0.0', 'b-b@2.0.0', 'g@ git', 't@3.0.0', 'z@9.0.0'],
  conflict: { name: 't', ours: '3.0.0', theirs: '3.3.3' },
});
