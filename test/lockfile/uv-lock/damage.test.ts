import { expect, it } from 'vitest';
import { describeDamage, silentCuts } from '../damage-support.ts';
import { uvFixture, uvManifest } from './fixture.ts';

describeDamage('uv.lock', 'uv.lock', uvFixture, {
  companions: { 'pyproject.toml': uvManifest },
  packages: ['a@1.0.0', 'b@2.0.0', 'fork@1.0.0', 'fork@2.0.0', 't@3.0.0 tarball', 'z@9.0.0'],
  conflict: { name: 'b', ours: '2.0.0', theirs: '2.2.2' },
});

it('shows cuts without the pyproject.toml beside it', () => {
  expect(silentCuts('uv.lock', Buffer.from(uvFixture), {})).toEqual([]);
});
