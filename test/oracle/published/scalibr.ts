import { baseName } from '../../../src/lockfile/reading/path.ts';
import type { Expectation, Objects } from '../published.ts';

/** Folders of extractors, each with the reader of ours for the same files and a name under which it reads them. */
const folders: readonly (readonly [folder: string, reader: string, name: string])[] = [
  ['language/javascript/bunlock', 'bun-lock', 'bun.lock'],
  ['language/javascript/packagelockjson', 'npm-lock', 'package-lock.json'],
  ['language/javascript/pnpmlock', 'pnpm-lock', 'pnpm-lock.yaml'],
  ['language/javascript/yarnlock', 'yarn-lock', 'yarn.lock'],
  ['language/php/composerlock', 'composer-lock', 'composer.lock'],
  ['language/python/pdmlock', 'pdm-lock', 'pdm.lock'],
  ['language/python/pipfilelock', 'pipfile-lock', 'Pipfile.lock'],
  ['language/python/poetrylock', 'poetry-lock', 'poetry.lock'],
  ['language/python/pylock', 'pylock', 'pylock.toml'],
  ['language/python/requirements', 'requirements', 'requirements.txt'],
  ['language/python/uvlock', 'uv-lock', 'uv.lock'],
  ['sbom/cdx', 'cyclonedx', 'bom.json'],
  ['sbom/spdx', 'spdx', 'spdx.json'],
];

const root = 'extractor/filesystem';

/** What the Go tests of osv-scalibr say of each file below `testdata`: their literals, read as text. */
export function scalibrExpectations(objects: Objects): Expectation[] {
  const found = new Map<string, Expectation>();
  for (const [folder, reader, name] of folders) {
    const tests = objects
      .list()
      .filter((path) => path.startsWith(`${root}/${folder}/`) && path.endsWith('_test.go'));
    for (const test of tests) {
      for (const { file, pairs, refuses } of casesOf(objects.bytes(test).toString(), reader)) {
        const path = `${root}/${folder}/${file}`;
        const isRead = !folder.startsWith('sbom/') || path.endsWith('json');
        if (isRead && objects.list().includes(path) && !found.has(path))
          found.set(path, { path, folder, reader, name, pairs, refuses, partial: false });
      }
    }
  }
  return [...found.values()];
}

interface Case {
  readonly file: string;
  readonly pairs: ReadonlySet<string>;
  readonly refuses: boolean;
}

/** Test cases of a table: each begins where it names its input. */
function casesOf(source: string, reader: string): Case[] {
  const parts = source.split(/\b[Pp]ath:\s*"(?=testdata\/)/).slice(1);
  return parts.flatMap((part) => {
    const file = part.slice(0, part.indexOf('"'));
    if (!/want(?:Packages|Err)/i.test(part)) return [];
    const pairs = new Set<string>();
    const literals = [
      ...part.matchAll(
        /\bName:\s*"([^"]+)",\s*(?:Version:\s*"([^"]*)",\s*)?(?:Location|Metadata|PURLType|SourceCode)/g,
      ),
      ...part.matchAll(/\bpkg\(t, "([^"]+)", "([^"]*)"/g),
    ];
    for (const [, named, version] of literals)
      pairs.add(`${nameIn(reader, named as string)}@${version ?? ''}`);
    return [{ file, pairs, refuses: /wantErr:\s*(?!nil)/i.test(part) }];
  });
}

function nameIn(reader: string, name: string): string {
  if (reader === 'cyclonedx' || reader === 'spdx') return baseName(name);
  return python.has(reader) ? name.replace(/[-_.]+/g, '-').toLowerCase() : name;
}

const python: ReadonlySet<string> = new Set([
  'pdm-lock',
  'pipfile-lock',
  'poetry-lock',
  'pylock',
  'requirements',
  'uv-lock',
]);
