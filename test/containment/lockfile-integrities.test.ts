import { expect, it } from 'vitest';
import { integritiesIn } from '../../src/containment/lockfile-integrities.ts';
import { standIns } from './support.ts';

const [{ integrity: hash } = { integrity: '' }] = standIns('@s/bad@1.0.1');
const expected = [{ name: '@s/bad', version: '1.0.1', hash }];

it.each([
  [
    'npm',
    JSON.stringify({
      lockfileVersion: 3,
      packages: {
        '': { name: 'x' },
        'node_modules/a/node_modules/@s/bad': { version: '1.0.1', integrity: hash },
        'node_modules/none': { version: '1.0.0' },
      },
    }),
  ],
  [
    'npm 6',
    JSON.stringify({
      lockfileVersion: 1,
      dependencies: {
        a: { version: '1.0.0', dependencies: { '@s/bad': { version: '1.0.1', integrity: hash } } },
      },
    }),
  ],
  [
    'pnpm 9',
    `lockfileVersion: '9.0'\n\npackages:\n\n  none@1.0.0:\n    resolution: {tarball: x}\n\n  '@s/bad@1.0.1':\n    resolution: {integrity: ${hash}}\n    engines: {node: '>=1'}\n`,
  ],
  [
    'pnpm 5',
    `lockfileVersion: 5.4\npackages:\n\n  /@s/bad/1.0.1:\n    resolution: {integrity: ${hash}}\n`,
  ],
  [
    'yarn 1',
    `# yarn lockfile v1\n\n\nnone@^1.0.0:\n  version "1.0.0"\n\n"@s/bad@^1.0.0", "@s/bad@~1.0.0":\n  version "1.0.1"\n  resolved "http://r.example/x.tgz#abc"\n  integrity ${hash}\n`,
  ],
])('are read from a lockfile of %s', (_, text) => {
  expect(integritiesIn(Buffer.from(text))).toEqual(expected);
});

it.each(['', '{', '[]', '{"packages": 1}', 'a:\n  b', '\u0000'])('are none of %j', (text) => {
  expect(integritiesIn(Buffer.from(text))).toEqual([]);
});
