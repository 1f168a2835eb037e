import { describeDamage } from '../damage-support.ts';
import { oldPdmFixture, pdmFixture, pdmManifest } from './fixture.ts';

describeDamage('pdm.lock, version 4.5', 'pdm.lock', pdmFixture, {
  companions: { 'pyproject.toml': pdmManifest },
  packages: ['a@1.0.0', 'b-b@2.0.0', 'g@0.5.0 git', 't@3.0.0', 'x@9.0.0'],
  conflict: { name: 't', ours: '3.0.0', theirs: '3.3.3' },
});

describeDamage('pdm.lock, version 4.2', 'pdm.lock', oldPdmFixture, {
  packages: ['a@1.0.0', 't@2.0.0', 'z@9.0.0'],
});
