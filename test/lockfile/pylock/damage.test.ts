import { describeDamage } from '../damage-support.ts';
import { pylockFixture, pylockManifest } from './fixture.ts';

describeDamage('pylock.toml', 'pylock.toml', pylockFixture, {
  companions: { 'pyproject.toml': pylockManifest },
  packages: ['a@1.0.0', 'b-b@2.0.0 tarball', 'g@ git', 't@3.0.0', 'z@9.0.0'],
  conflict: { name: 't', ours: '3.0.0', theirs: '3.3.3' },
});
