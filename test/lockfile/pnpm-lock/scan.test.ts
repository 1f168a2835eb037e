import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nameHash, pairHash } from '../../../src/lockfile/coordinate-hash.ts';
import { pnpmLock } from '../../../src/lockfile/pnpm-lock/index.ts';
import { createKeySet } from '../../../src/lockfile/pnpm-lock/scan-set.ts';
import type { LockDocument, Reading } from '../../../src/lockfile/types.ts';
import { checkVersion } from '../../../src/package/version.ts';
import { projectRoot } from '../../support/project.ts';
import { needsShared, sharedPath } from '../../support/shared.ts';
import { integrity, sha } from '../support.ts';
import {
  environment,
  five,
  fiveWorkspace,
  nine,
  nineShort,
  six,
  sixWorkspace,
  thirteen,
} from './fixtures.ts';

const missing = needsShared('data/lockfiles');
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

function read(bytes: Uint8Array): Reading {
  return pnpmLock.read(bytes, {
    path: 'pnpm-lock.yaml',
    neighbours: { paths: [], bytes: () => null },
  });
}

/** A byte order mark changes nothing of what a file says, and is never scanned. */
function readSlowly(bytes: Uint8Array): Reading {
  return read(Buffer.concat([byteOrderMark, bytes]));
}

/** Whether the scan took the file, after holding all it says against the slow way. */
function agrees(bytes: Uint8Array): boolean {
  const fast = read(bytes);
  if (fast.documents.some(({ hashes }) => hashes === undefined) || fast.documents.length === 0)
    return false;
  const slow = readSlowly(bytes);
  expect(slow.problems).toEqual([]);
  expect(fast.formatVersion).toBe(slow.formatVersion);
  expect(fast.documents).toHaveLength(slow.documents.length);
  for (const [index, document] of fast.documents.entries())
    holdAgainst(document, slow.documents[index] as LockDocument);
  return true;
}

function holdAgainst(fast: LockDocument, slow: LockDocument): void {
  const names = new Set(fast.hashes?.names);
  const pairs = new Set(fast.hashes?.pairs);
  const fetched = slow.packages.filter(({ source }) => source !== 'workspace');
  expect({ label: fast.label, covers: fast.covers }).toEqual({
    label: slow.label,
    covers: slow.covers,
  });
  expect(slow.packages.filter(({ name }) => !names.has(nameHash(name)))).toEqual([]);
  const unknown = fetched.filter(({ name, version }) => {
    const check = checkVersion('npm', version);
    return !check.ok || !pairs.has(pairHash(name, check.version));
  });
  expect(unknown).toEqual([]);
  expect(pairs.size).toBeLessThanOrEqual(fetched.length);
  expect(fast.packages).toEqual(slow.packages);
  expect(fast.graph()).toEqual(slow.graph());
  expect(fast.lines()).toEqual(slow.lines());
}

const files = [
  ['version 9.0', nine],
  ['two documents', environment + nineShort],
  ['version 6.0', six],
  ['version 6.1 of a workspace', sixWorkspace],
  ['version 5.4', five],
  ['version 5.3 of a workspace', fiveWorkspace],
] as const;

/** What is particular to a file, and the file. */
type Case = readonly [what: string, text: string];

function entry(key: string, resolution = `{integrity: ${integrity}}`): string {
  return nine
    .replace('\n  z@9.0.0:\n', `\n  ${key}:\n    resolution: ${resolution}\n\n  z@9.0.0:\n`)
    .replace('\n  z@9.0.0: {}', `\n  ${key}: {}\n\n  z@9.0.0: {}`);
}

describe('the one-pass scan of pnpm-lock.yaml', () => {
  it.each(files)('takes %s', (_, text) => {
    expect(agrees(Buffer.from(text))).toBe(true);
  });

  it.each<Case>([
    ['a version with build metadata', entry('k@1.0.0+r2')],
    ['a pre-release', entry('k@1.0.0-rc.1')],
    [
      'nested peers and the hash of a patch',
      entry('k@1.0.0').replace('  k@1.0.0: {}', '  k@1.0.0(patch_hash=0a)(b@2.0.0(c@3.0.0)): {}'),
    ],
    [
      'two sets of peers',
      nine.replace('\n  z@9.0.0: {}', '\n  a@1.0.0(y@1.0.0): {}\n\n  z@9.0.0: {}'),
    ],
    ['text beyond ASCII', nine.replace('Folded', 'Grün — “gone” 😀')],
    [
      'links alone',
      "lockfileVersion: '9.0'\n\nimporters:\n\n  .:\n    dependencies:\n      y:\n        specifier: link:y\n        version: link:y\n",
    ],
    ['no dependencies', "lockfileVersion: '9.0'\n\nimporters:\n\n  .: {}\n"],
    ['__proto__ as a name', entry('__proto__@1.0.0')],
    [
      'peers without parentheses',
      six.replace(
        '  /z@9.0.0:',
        '  /k@1.0.0:\n    resolution: {integrity: x}\n    optional: true\n\n  /z@9.0.0:',
      ),
    ],
  ])('takes a file with %s', (_, text) => {
    expect(agrees(Buffer.from(text))).toBe(true);
  });

  it.each<Case>([
    ['another version', nine.replace("'9.0'", "'9.1'")],
    ['a version without quotes at its end', nine.replace("'9.0'", "'9.0")],
    ['version 13', thirteen],
    ['version 7', six.replace("'6.0'", "'7.0'")],
    ['an environment alone', environment],
    ['a separator in front of one document', `---\n${nine}`],
    ['a section nobody knows', `${nine}\nmore:\n  a: b\n`],
    ['snapshots in version 6', `${six}\nsnapshots:\n\n  a@1.0.0: {}\n`],
    ['importers and a project', `${six}\nimporters:\n\n  .: {}\n`],
    ['no importers', nine.replace(/importers:[^]*?packages:\n\n/, 'packages:\n\n')],
    ['a package without a snapshot', nine.replace('\n  z@9.0.0: {}\n', '')],
    [
      'a package without a snapshot that nothing asks for',
      entry('k@1.0.0').replace('\n  k@1.0.0: {}\n', ''),
    ],
    ['a snapshot without a package', nine.replace(/\n {2}z@9.0.0:\n.*\n/, '')],
    ['a snapshot of another spelling', entry('k@1.0.0').replace('  k@1.0.0: {}', '  k@v1.0.0: {}')],
    ['a package with peers in its key', entry('k@1.0.0(z@9.0.0)')],
    [
      'an importer’s dependency that has no entry',
      nine.replace('        version: 9.0.0', '        version: 9.0.1'),
    ],
    ['a snapshot’s dependency that has no entry', nine.replace("'@s/b': 2.0.0", "'@s/b': 2.0.1")],
    ['a dependency without a version', nine.replace('        version: 1.0.0(z@9.0.0)\n', '')],
    ['a dependency with an empty version', nine.replace('version: 1.0.0(z@9.0.0)', "version: ''")],
    [
      'a range that nothing answers',
      five.replace('  odd: npm:is-odd@^0.1.0\n', "  odd: npm:is-odd@^0.1.0\n  p: '1'\n"),
    ],
    [
      'a section without lines',
      nine.replace('\n  packages/y: {}', '\n  packages/y:\n    dependencies:'),
    ],
    ['a key twice', nine.replace('    hasBin: true', '    hasBin: true\n    hasBin: true')],
    ['a key twice in a flow', nine.replace("npm: '>=6'", "node: '>=6'")],
    ['a package twice', entry('a@1.0.0')],
    [
      'a tarball',
      entry(
        'k@1.0.0',
        `{integrity: ${integrity}, tarball: https://registry.example/evil/-/evil-1.2.3.tgz}`,
      ),
    ],
    [
      'a resolution on lines of its own',
      entry('k@1.0.0', '').replace(
        'resolution: \n',
        'resolution:\n      tarball: https://registry.example/evil/-/evil-1.2.3.tgz\n',
      ),
    ],
    ['a git source', entry('k@1.0.0', `{type: git, commit: ${sha}, repo: https://git.example/r}`)],
    ['a package from a file', entry('k@file:k', '{directory: k, type: directory}')],
    ['a package of a named registry', entry('k@work:1.0.0')],
    ['a version that is none', entry('k@1.0')],
    ['a name with an escape', entry('k%2f@1.0.0')],
    ['a comment', nine.replace('packages:\n', '# packages\npackages:\n')],
    ['a comment behind a value', nine.replace('hasBin: true', 'hasBin: true #')],
    ['an anchor', nine.replace('hasBin: true', 'hasBin: &x true')],
    ['an alias', nine.replace('hasBin: true', 'hasBin: *x')],
    ['a tag', nine.replace('hasBin: true', 'hasBin: !!str true')],
    ['a tab', nine.replace('hasBin: true', 'hasBin:\ttrue')],
    ['CRLF', nine.replaceAll('\n', '\r\n')],
    ['no line break at its end', nine.trimEnd()],
    ['a control', nine.replace('Folded', 'Fol\u009bded')],
    [
      'a key from another registry',
      five.replace(
        '  /z/9.0.0:',
        '  registry.example/k/1.0.0:\n    resolution: {integrity: x}\n\n  /z/9.0.0:',
      ),
    ],
    ['peers behind a slash', five.replaceAll('_z@9.0.0', '/z@9.0.0')],
  ])('leaves a file with %s to the slow way', (_, text) => {
    expect(files.map(([, known]) => known)).not.toContain(text);
    expect(read(Buffer.from(text)).documents.every(({ hashes }) => hashes === undefined)).toBe(
      true,
    );
  });

  it.each(files)('says nothing else than the slow way for any cut of %s', (_, text) => {
    const bytes = Buffer.from(text);
    let taken = 0;
    for (let end = 0; end < bytes.length; end += 1) if (agrees(bytes.subarray(0, end))) taken += 1;

    expect(taken).toBeLessThan(bytes.length / 10);
  });

  it.each(files)('says nothing else than the slow way for any changed byte of %s', (_, text) => {
    const original = Buffer.from(text);
    const signs = [...Buffer.from('\'"{}[]:,#-&*!|>%@`/\\()_0xv. \n\t'), 0x01, 0xc2, 0xff];
    let taken = 0;
    for (let at = 0; at < original.length; at += 1) {
      const changed = Buffer.from(original);
      changed[at] = signs[(at * 7) % signs.length] ?? 0;
      if (agrees(changed)) taken += 1;
    }
    expect(taken).toBeGreaterThan(50);
  });

  it.each(files)('says nothing else than the slow way for any moved line of %s', (_, text) => {
    const lines = text.split('\n');
    let taken = 0;
    for (const [at, line] of lines.entries())
      for (const moved of [
        lines.toSpliced(at, 1),
        lines.toSpliced(at, 0, line),
        lines.with(at, `  ${line}`),
        lines.with(at, line.replace('  ', '')),
        lines.toSpliced(at, 2, lines[at + 1] ?? '', line),
      ])
        if (agrees(Buffer.from(moved.join('\n')))) taken += 1;

    expect(taken).toBeGreaterThan(10);
  });

  it('takes the lockfiles of the sample organisation that are whole', () => {
    const sample = join(projectRoot, 'fixtures/sample');
    const found = readdirSync(sample, { recursive: true, encoding: 'utf8' }).filter((path) =>
      path.endsWith('pnpm-lock.yaml'),
    );
    const taken = found.filter((path) => agrees(readFileSync(join(sample, path))));
    expect(taken.length).toBeGreaterThan(0);
  });

  for (const folder of ['pnpm54-snyk-deeply', 'pnpm60-snyk-deeply', 'pnpm9-lolocard-exposed']) {
    it(`takes ${folder}`, ({ skip }) => {
      if (missing !== null) skip(missing);
      const path = sharedPath(`data/lockfiles/${folder}/pnpm-lock.yaml`);

      expect(agrees(readFileSync(path))).toBe(true);
    });
  }
});

describe('the set of keys of a scan', () => {
  it('knows a key within its container', () => {
    const set = createKeySet(10);

    expect([set.add(1, 7), set.add(2, 7), set.add(1, 0), set.add(1, 7)]).toEqual([
      true,
      true,
      true,
      false,
    ]);
    expect([set.find(1, 7), set.find(2, 7), set.find(1, 0)]).not.toContain(-1);
    expect([set.find(3, 7), set.find(2, 0)]).toEqual([-1, -1]);
  });

  it('takes no more keys than it was made for', () => {
    const set = createKeySet(2);

    expect([set.add(1, 1), set.add(1, 2), set.add(1, 3)]).toEqual([true, true, false]);
  });
});
