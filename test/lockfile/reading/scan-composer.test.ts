import { expect, it } from 'vitest';
import { nameHash, pairHash } from '../../../src/lockfile/coordinate-hash.ts';
import {
  hashOfComposerName,
  hashWithComposerVersion,
} from '../../../src/lockfile/reading/scan-composer.ts';
import { checkVersion } from '../../../src/package/version.ts';

it.each([
  '1.2.3',
  'v1.2.3',
  '0.0.0',
  '01.02.03',
  '12345.0.1',
  '123456.0.1',
  '20200101.1.2',
  '1.2',
  '1',
  '1.2.3.0',
  '1.2.3.4',
  '1.2.3.4.5',
  '1.2.3-beta2',
  '1.2.3beta',
  '1.2.3+build',
  'V1.2.3',
  'vv1.2.3',
  '1..3',
  '1.2.',
  'v',
  '',
  'dev-main',
  '1.2.x-dev',
  ' 1.2.3',
  '1.2.3 ',
  `1.2.${'3'.repeat(80)}`,
])('the version %j is hashed as it is compared, or not at all', (version) => {
  const bytes = Buffer.from(`"${version}"`);
  const check = checkVersion('composer', version);

  const isPlain = /^v?\d{1,5}\.\d+\.\d+$/.test(version) && version.length <= 64;
  const compared = check.ok ? pairHash('a/b', check.version) : null;

  expect(hashWithComposerVersion(bytes, nameHash('a/b'), 1, bytes.length - 1)).toBe(
    isPlain ? compared : null,
  );
});

it.each([
  ['a/b', true],
  ['psr/log-implementation', true],
  ['php', true],
  ['A/b', false],
  ['a/é', false],
  ['a b', false],
  ['', false],
])('the name %j is hashed as it stands: %s', (name, isPlain) => {
  const bytes = Buffer.from(name);

  expect(hashOfComposerName(bytes, 0, bytes.length)).toBe(isPlain ? nameHash(name) : null);
});
