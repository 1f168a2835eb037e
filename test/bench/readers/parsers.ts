import { parse as parseYarn } from '@yarnpkg/lockfile';
import { loadAll } from 'js-yaml';
import { parse as parseToml } from 'smol-toml';
import type { BenchFile, Notation } from './files.ts';

/** What each notation is held against, for people. */
export const parserNames: Readonly<Record<Notation, string>> = {
  json: 'JSON.parse',
  jsonc: 'JSON.parse of the same without its trailing commas',
  yaml: "js-yaml's loadAll",
  toml: "smol-toml's parse",
  yarn: "@yarnpkg/lockfile's parse",
  lines: 'matching its lines with an expression',
};

/** The least that any reader of this file in JavaScript would do: decode it and parse it with what others use. */
export function plainParse({ bytes, notation }: BenchFile): () => unknown {
  if (notation === 'json') return () => JSON.parse(bytes.toString());
  if (notation === 'jsonc') {
    const strict = Buffer.from(bytes.toString().replace(/,(\s*[}\]])/g, '$1'));
    return () => JSON.parse(strict.toString());
  }
  if (notation === 'yaml') return () => loadAll(bytes.toString());
  if (notation === 'toml') return () => parseToml(bytes.toString());
  if (notation === 'yarn') return () => parseYarn(bytes.toString());
  const pinned = /^([\w.-]+)==([^\s;]+)/;
  return () =>
    bytes
      .toString()
      .split('\n')
      .map((line) => pinned.exec(line));
}
