/** What an entry asks for. */
export interface Need {
  readonly alias: string;
  /** As the file has it: `^1.0.0`, or with its protocol, `npm:^1.0.0`. */
  readonly range: string;
  readonly optional: boolean;
}

/** One entry of a lockfile of yarn 2 or above, in YAML or in JSON. */
export interface Entry {
  /** As the file has it: descriptors parted by commas. */
  readonly key: string;
  readonly resolution: string;
  /** `''` where the entry states none. */
  readonly version: string;
  readonly needs: readonly Need[];
}

/** What yarn writes for a directory that states no version (structUtils and Workspace of yarn 2). */
const noVersion = '0.0.0-use.local';

/** The version an entry states, `''` for what stands in its place where there is none. */
export function statedVersion(version: string | null): string {
  return version === null || version === noVersion ? '' : version;
}

/** The descriptors of a key (Project.ts, `MULTIPLE_KEYS_REGEXP`). */
export function descriptorsOf(key: string): readonly string[] {
  return key.includes(',') ? key.split(',').map((part) => part.trim()) : [key];
}
