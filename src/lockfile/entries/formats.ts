import type { LockfileReader } from '../types.ts';
import type { EntryFormat } from './format.ts';
import { npmBy } from './npm.ts';
import { pnpm } from './pnpm.ts';
import { yarnBerry } from './yarn-berry.ts';
import { yarnClassic } from './yarn-classic.ts';

const npms: readonly (readonly [front: string, format: EntryFormat])[] = ['  ', '\t', '    '].map(
  (unit) => [`{\n${unit}"`, npmBy(unit)],
);

/** How a file is cut, told by its reader and its first bytes; null where it is read whole. */
export function entryFormatOf({ id }: LockfileReader, bytes: Uint8Array): EntryFormat | null {
  const front = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 1024)).toString(
    'latin1',
  );
  if (id === 'pnpm-lock') return /^(?:---\n)?lockfileVersion: /.test(front) ? pnpm : null;
  if (id === 'npm-lock') return npms.find(([begin]) => front.startsWith(begin))?.[1] ?? null;
  if (id !== 'yarn-lock') return null;
  if (/^# yarn lockfile v1$/m.test(front)) return yarnClassic;
  return /^__metadata:$/m.test(front) ? yarnBerry : null;
}
