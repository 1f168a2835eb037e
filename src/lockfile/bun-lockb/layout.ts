import type { Problems } from '../reading/problems.ts';
import type { FileBytes } from './bytes.ts';

/** A part of the file; `end` is exclusive. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** Where the file has what. Arrays that it does not reach are empty. */
export interface Layout {
  readonly count: number;
  /** Where the columns of the packages begin. */
  readonly columns: Columns;
  /** 26 bytes each. */
  readonly dependencies: Range;
  /** 4 bytes each: the package that answers the dependency of the same index. */
  readonly resolutions: Range;
  /** Texts of more than eight bytes. */
  readonly strings: Range;
  /** Behind the arrays, where sections begin with a tag of eight bytes each. */
  readonly sections: number;
  /** Where they end, as the header states it. */
  readonly end: number;
}

export interface Columns {
  readonly name: number;
  readonly nameHash: number;
  readonly resolution: number;
  readonly resolutionSize: number;
  readonly dependencies: number;
  readonly meta: number;
}

export const header = '#!/usr/bin/env bun\nbun-lockfile-format-v0\n';

/** Where the length stands: behind the header, the version of the format, and a digest of 32 bytes. */
const lengthAt = header.length + 4 + 32;

export const metaSize = 88;
export const dependencySize = 26;

/** Of the last two columns, of which versions before 0.6.8 have the first alone: executables, scripts. */
const restSizes = [20 + 49, 20 + 48, 20];

/** Behind the stated end come as many NULs (`alignment_bytes_to_repeat_buffer`). */
const padding = 144;

/**
 * Finds the parts of the file. The packages are stored column by column, in the order of the fields of bun's
 * src/install/lockfile/Package; arrays follow, each led by its start and end (lockfile/Buffers). Numbers of versions
 * took 4 bytes up to format 2 and take 8 since. Null where the packages cannot be found.
 */
export function layoutOf(file: FileBytes, format: number, problems: Problems): Layout | null {
  const end = file.u64(lengthAt);
  if (end === -1 || end + padding !== file.length) {
    problems.add(
      'SYNTAX',
      `not as long as it says: ${file.length} bytes for ${end === -1 ? 'more than a file can have' : end + padding}`,
    );
  }
  const count = file.u64(lengthAt + 8);
  const start = file.u64(lengthAt + 32);
  const behind = file.u64(lengthAt + 40);
  const resolutionSize = format < 3 ? 64 : 72;
  const size = 8 + 8 + resolutionSize + 8 + 8 + metaSize;
  const fits =
    start >= lengthAt + 48 &&
    behind >= start &&
    behind <= file.length &&
    restSizes.some((rest) => count * (size + rest) === behind - start);
  if (!fits || count < 1) {
    problems.add(
      'SYNTAX',
      'the packages are not where the file says, or not of the size they have',
    );
    return null;
  }
  const nameHash = start + 8 * count;
  const resolution = nameHash + 8 * count;
  const dependencies = resolution + resolutionSize * count;
  const meta = dependencies + 16 * count;
  const columns = { name: start, nameHash, resolution, resolutionSize, dependencies, meta };
  return { count, columns, end, ...arraysOf(file, behind, problems) };
}

type Arrays = Pick<Layout, 'dependencies' | 'resolutions' | 'strings' | 'sections'>;

/** In the file's order. */
const arrayNames = [
  'trees',
  'hoisted dependencies',
  'resolutions',
  'dependencies',
  'extern strings',
  'strings',
] as const;

function arraysOf(file: FileBytes, from: number, problems: Problems): Arrays {
  const found = new Map<string, Range>();
  let at = from;
  for (const name of arrayNames) {
    const range = arrayAt(file, at);
    if (range === null) {
      problems.add('SYNTAX', `the array of ${name} is not where the file says`);
      break;
    }
    found.set(name, range);
    at = range.end;
  }
  if (found.size === arrayNames.length && file.u64(at) !== 0)
    problems.add('SYNTAX', 'the arrays do not end where the file says');
  const none = { start: file.length, end: file.length };
  return {
    dependencies: found.get('dependencies') ?? none,
    resolutions: found.get('resolutions') ?? none,
    strings: found.get('strings') ?? none,
    sections: at + 8,
  };
}

/** The array whose start and end stand there; null where these lead back, or out of the file. */
export function arrayAt(file: FileBytes, at: number): Range | null {
  const start = file.u64(at);
  const end = file.u64(at + 8);
  return start < at + 16 || end < start || end > file.length ? null : { start, end };
}
