import type { LockedPackage } from '../types.ts';
import { quoted, type Problems } from '../reading/problems.ts';
import type { FileBytes } from './bytes.ts';
import { metaSize, type Layout } from './layout.ts';
import { resolutionAt } from './resolution.ts';
import type { ReadString } from './strings.ts';

export interface Entries {
  readonly packages: readonly LockedPackage[];
  /** By the number of a package in the file, its index among `packages`; -1 for the project and what cannot be read. */
  readonly indexes: readonly number[];
}

/** Reads the packages behind the first, which is the project itself. `versions`: of members of the project, by place. */
export function entriesOf(
  file: FileBytes,
  layout: Layout,
  read: ReadString,
  versions: ReadonlyMap<string, string>,
  problems: Problems,
): Entries {
  const packages: LockedPackage[] = [];
  const indexes = [-1];
  const { columns, count } = layout;
  for (let id = 1; id < count; id += 1) {
    const name = read(columns.name + 8 * id);
    const at = columns.resolution + columns.resolutionSize * id;
    const resolution =
      name === null ? null : resolutionAt(file, read, at, columns.resolutionSize, name);
    if (
      name === null ||
      resolution === null ||
      (name === '' && resolution.source !== 'workspace')
    ) {
      const what = name === null || name === '' ? 'name' : 'resolution';
      problems.add(
        'ENTRY_UNREADABLE',
        `package ${id}${name === null ? '' : ` ${quoted(name)}`}: its ${what} cannot be read`,
      );
      indexes.push(-1);
      continue;
    }
    const version = resolution.version || (versions.get(nameHash(file, layout, id)) ?? '');
    indexes.push(packages.length);
    packages.push({
      key: `${name}@${resolution.source === 'registry' ? version : resolution.resolved}`,
      ecosystem: 'npm',
      name,
      ...resolution,
      version: resolution.source === 'workspace' ? version : resolution.version,
      integrity: integrityAt(file, columns.meta + metaSize * id + 20),
      marks: [],
      scope: null,
    });
  }
  return { packages, indexes };
}

/** Identifies a name in the sections behind the packages. */
export function nameHash(file: FileBytes, { columns }: Layout, id: number): string {
  return file.decimal(columns.nameHash + 8 * id, 8);
}

/** Algorithms and lengths of their digests in bytes by tag (src/install/integrity). */
const algorithms: readonly (readonly [name: string, length: number])[] = [
  ['', 0],
  ['sha1', 20],
  ['sha256', 32],
  ['sha384', 48],
  ['sha512', 64],
];

/** A tag and 64 bytes, of which the algorithm fills as many as it has; null where there is none. */
function integrityAt(file: FileBytes, at: number): string | null {
  const [name, length] = algorithms[file.u8(at)] ?? ['', 0];
  return name === '' ? null : `${name}-${file.base64(at + 1, at + 1 + length)}`;
}
