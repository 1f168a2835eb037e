import type { FileBytes } from './bytes.ts';
import { arrayAt, type Layout } from './layout.ts';
import { versionAt } from './resolution.ts';
import type { ReadString } from './strings.ts';

/**
 * Versions that members of the project state, by the hash of their name. They stand in the first of the sections behind
 * the arrays, which buns since 1.0.4 write where there are any (src/install/lockfile/bun.lockb).
 */
export function memberVersions(
  file: FileBytes,
  layout: Layout,
  read: ReadString,
  format: number,
): ReadonlyMap<string, string> {
  const versions = new Map<string, string>();
  const { end, sections } = layout;
  if (sections + 8 >= end || file.text(sections, sections + 8) !== 'wOrKsPaC') return versions;
  const names = arrayAt(file, sections + 8);
  const values = names === null ? null : arrayAt(file, names.end);
  if (names === null || values === null) return versions;
  const size = format < 3 ? 48 : 56;
  const count = Math.min((names.end - names.start) / 8, (values.end - values.start) / size);
  for (let index = 0; index < count; index += 1) {
    const version = versionAt(file, read, values.start + size * index, format < 3 ? 4 : 8);
    if (version !== null) versions.set(file.decimal(names.start + 8 * index, 8), version);
  }
  return versions;
}
