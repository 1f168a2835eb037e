import { describeDamage } from '../damage-support.ts';
import { oldPoetryFixture, poetryFixture, poetryManifest } from './fixture.ts';

const companions = { 'pyproject.toml': poetryManifest };

describeDamage('poetry.lock, version 2.1', 'poetry.lock', poetryFixture, {
  companions,
  packages: ['a@1.0.0', 'b-b@2.0.0 git', 't@3.0.0', 'x@9.0.0'],
  conflict: { name: 't', ours: '3.0.0', theirs: '3.3.3' },
});

describeDamage('poetry.lock, version 1.1', 'poetry.lock', oldPoetryFixture, {
  packages: ['a@1.0.0', 't@2.0.0', 'z@9.0.0'],
  conflict: { name: 't', ours: '2.0.0', theirs: '2.2.2' },
});
