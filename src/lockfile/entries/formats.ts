import type { LockfileReader } from '../types.ts';
import { bun } from './bun.ts';
import { composerBy } from './composer.ts';
import { deno } from './deno.ts';
import type { EntryFormat } from './format.ts';
import { npmBy } from './npm.ts';
import { pdm } from './pdm.ts';
import { pipfile } from './pipfile.ts';
import { pnpm } from './pnpm.ts';
import { poetry } from './poetry.ts';
import { pylock } from './pylock.ts';
import { uv } from './uv.ts';
import { yarnBerry } from './yarn-berry.ts';
import { yarnClassic } from './yarn-classic.ts';

type Front = readonly [begin: RegExp, format: EntryFormat];

function byUnit(formatBy: (unit: string) => EntryFormat): readonly Front[] {
  return ['  ', '\t', '    '].map((unit) => [new RegExp(`^\\{\n${unit}"`), formatBy(unit)]);
}

/** Formats by the reader they are for and by how a file of theirs begins. */
const formats: ReadonlyMap<string, readonly Front[]> = new Map<string, readonly Front[]>([
  ['bun-lock', [[/^\{\n {2}"lockfileVersion": [012],\n/, bun]]],
  ['composer-lock', byUnit(composerBy)],
  ['deno-lock', [[/^\{\n {2}"version": "[45]",\n/, deno]]],
  ['npm-lock', byUnit(npmBy)],
  ['pdm-lock', [[/^\[(?:metadata|\[package\])\]$/m, pdm]]],
  ['pipfile-lock', [[/^\{\n {4}"_meta": \{\n/, pipfile]]],
  ['pnpm-lock', [[/^(?:---\n)?lockfileVersion: /, pnpm]]],
  ['poetry-lock', [[/^\[\[package\]\]$/m, poetry]]],
  ['pylock', [[/^lock-version = /m, pylock]]],
  ['uv-lock', [[/^version = 1$/m, uv]]],
  [
    'yarn-lock',
    [
      [/^# yarn lockfile v1$/m, yarnClassic],
      [/^__metadata:$/m, yarnBerry],
    ],
  ],
]);

/** How a file is cut, told by its reader and its first bytes; null where it is read whole. */
export function entryFormatOf({ id }: LockfileReader, bytes: Uint8Array): EntryFormat | null {
  const front = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 1024)).toString(
    'latin1',
  );
  return formats.get(id)?.find(([begin]) => begin.test(front))?.[1] ?? null;
}
