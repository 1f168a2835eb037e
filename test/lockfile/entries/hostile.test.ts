import { expect, it } from 'vitest';
import { createEntryReader } from '../../../src/lockfile/entries/reader.ts';
import { npmLock } from '../../../src/lockfile/npm-lock/index.ts';
import { pnpmLock } from '../../../src/lockfile/pnpm-lock/index.ts';
import type { LockfileReader } from '../../../src/lockfile/types.ts';
import { yarnLock } from '../../../src/lockfile/yarn-lock/index.ts';
import { writings } from './fixtures.ts';

const parts = [
  { name: 'a', version: '1.0.0', needs: ['b'] },
  { name: 'b', version: '2.0.0', needs: [] },
];

/** Files in which each block can be read alone, and the whole says something else. */
it.each<[string, LockfileReader, keyof typeof writings, string | RegExp, string]>([
  [
    'a key at the margin inside of what a project asks for',
    pnpmLock,
    'pnpm 9.0',
    "        version: 1.0.0\n      'b':",
    "        version: 1.0.0\nsettings:\n  a: true\n      'b':",
  ],
  [
    'entries less deep than the first',
    pnpmLock,
    'pnpm 9.0',
    '  autoInstall',
    '      c: d\n\n  autoInstall',
  ],
  ['an entry under a value', pnpmLock, 'pnpm 9.0', /settings:\n.*\n/, 'settings: true\n\n  c: d\n'],
  [
    'an entry that comes twice',
    pnpmLock,
    'pnpm 6.0',
    /(?=\n {2}'\/b@)/,
    "\n  '/b@2.0.0':\n    resolution: {integrity: sha512-x}\n",
  ],
  ['a section that comes twice', pnpmLock, 'pnpm 9.0', /$/, "\npackages:\n\n  'c@1.0.0': {}\n"],
  [
    'an entry in another section',
    pnpmLock,
    'pnpm 9.0',
    /(?=\nsnapshots)/,
    "\n  'c@3.0.0':\n    resolution: {integrity: sha512-x}\n",
  ],
  [
    'a third document',
    pnpmLock,
    'pnpm 9.0, two documents',
    /$/,
    "\n---\nlockfileVersion: '9.0'\n\nimporters:\n\n  .: {}\n",
  ],
  [
    'two members in one entry',
    npmLock,
    'npm 3, tabs',
    /(?<=\t\t"node_modules\/a": \{)/,
    '"version": "3.0.0"}, "node_modules/b": {',
  ],
  [
    'an entry that closes its section',
    npmLock,
    'npm 3, tabs',
    /(?<=\t\t"node_modules\/a": \{)/,
    '}}, "dependencies": {"c": {',
  ],
  ['a text over two lines', npmLock, 'npm 3, tabs', '"1.0.0",\n\t\t\t"res', '"1.0.0\n\t\t\t"res'],
  [
    'dependencies that say more',
    npmLock,
    'npm 2',
    /(?<="dependencies": \{\n)(?= {4}"a")/,
    '    "c": {\n      "version": "3.0.0"\n    },\n',
  ],
  [
    'packages behind dependencies',
    npmLock,
    'npm 1',
    /\n\}\n$/,
    ',\n  "packages": {\n    "": {\n    }\n  }\n}\n',
  ],
  [
    'a missing comma',
    npmLock,
    'npm 3, tabs',
    '\t\t},\n\t\t"node_modules/b"',
    '\t\t}\n\t\t"node_modules/b"',
  ],
  ['an entry of another generation', yarnLock, 'yarn 1', /$/, '\n__metadata:\n  version: 8\n'],
  ['another version further down', yarnLock, 'yarn 4', /$/, '\n__metadata:\n  version: 4\n'],
  [
    'one descriptor twice',
    yarnLock,
    'yarn 4',
    /(?=\n"project)/,
    '\n"b@npm:*":\n  version: 3.0.0\n  resolution: "b@npm:3.0.0"\n  languageName: node\n  linkType: hard\n',
  ],
])('%s', (_, reader, format, place, put) => {
  const writing = writings[format];
  const text = writing?.write(parts) ?? '';
  const path = writing?.path ?? '';
  const entries = createEntryReader();
  const hostile = text.replace(place, put);

  expect(hostile).not.toBe(text);
  for (let version = 0; version < 3; version += 1) {
    expect(entries.read(reader, path, Buffer.from(text))?.statements.length).toBeGreaterThan(1);
    expect(entries.read(reader, path, Buffer.from(hostile))).toBeNull();
  }
});
