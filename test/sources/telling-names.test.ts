import { expect, it } from 'vitest';
import { readers } from '../../src/lockfile/index.ts';
import { unsupportedFormats } from '../../src/lockfile/unsupported-table.ts';
import { unsupportedFormat } from '../../src/lockfile/unsupported.ts';
import { isCompanionName } from '../../src/sources/companion-names.ts';
import { tellingContexts } from '../../src/sources/matter.ts';
import { mayTell } from '../../src/sources/telling-names.ts';
import { seeded } from './git/history/support.ts';

/** Every reader, and what else gives a file a meaning, asked at every directory that tells one. */
function tells(name: string): boolean {
  return (
    tellingContexts
      .map((context) => (context === '' ? name : `${context}/${name}`))
      .some((path) =>
        [path, path.toLowerCase()].some(
          (one) => readers.some((reader) => reader.matches(one)) || unsupportedFormat(one) !== null,
        ),
      ) || isCompanionName(name)
  );
}

const known = [
  ...readers.flatMap((reader) => [
    ...reader.controls().map(({ path }) => path.slice(path.lastIndexOf('/') + 1)),
    ...reader.companions.map((name) => name.replace('*', 'some')),
  ]),
  ...unsupportedFormats.flatMap(({ names = [], paths = [] }) => [
    ...names,
    ...paths.map((path) => path.slice(path.lastIndexOf('/') + 1)),
  ]),
  '.devcontainer.json',
  '.npmrc',
  'GNUmakefile',
  'a.bash',
  'a.cdx.xml',
  'a.mk',
  'a.spdx',
  'a.spdx.rdf',
  'a.spdx.xml',
  'a.spdx.yaml',
  'a.zsh',
  'compile.lockfile',
  'containerfile-base',
  'dockerfile.prod',
  'lefthook.yaml',
  'packages.web.lock.json',
  'pnpm-lock.main.yaml',
  'applypatch-msg',
  'commit-msg',
  'post-applypatch',
  'post-checkout',
  'post-commit',
  'post-merge',
  'post-rewrite',
  'pre-applypatch',
  'pre-auto-gc',
  'pre-commit',
  'pre-merge-commit',
  'pre-push',
  'pre-rebase',
  'prepare-commit-msg',
  'prod.dockerfile',
];

const pieces = [...new Set(known.flatMap((name) => [name, ...name.split(/(?=[.-])|(?<=[.-])/)]))];

it.each([...new Set(known)])('%s', (name) => {
  expect(tells(name) && !mayTell(name)).toBe(false);
});

it('no name made of pieces of those that tell something is passed over, whatever its case', () => {
  const next = seeded(7);
  const some = (): string => pieces[next(pieces.length)] ?? '';
  const odd = ['', '.', '-', 'x', 'K', 'ſ', ' ', '\n', '.js', '.ts'];
  const names = Array.from({ length: 2000 }, () => {
    const plain = `${next(3) === 0 ? (odd[next(odd.length)] ?? '') : ''}${some()}${next(2) === 0 ? some() : ''}${next(4) === 0 ? (odd[next(odd.length)] ?? '') : ''}`;
    const at = next(plain.length + 1);
    return next(3) === 0
      ? plain.slice(0, at) + plain.slice(at, at + 3).toUpperCase() + plain.slice(at + 3)
      : plain;
  });

  const telling = names.filter(tells);

  expect(telling.filter((name) => !mayTell(name))).toEqual([]);
  expect(telling.length).toBeGreaterThan(300);
});

it('most names of a source tree are', () => {
  const names = [
    'index.ts',
    'a.spec.js',
    'README.md',
    'b.snap',
    'x.py',
    'main.c',
    'a.png',
    'B.MD',
    'LICENSE',
  ];

  expect(names.filter(mayTell)).toEqual([]);
});
