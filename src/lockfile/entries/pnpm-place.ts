import type { LockedPackage } from '../types.ts';
import type { Alone, Standing } from './format.ts';

/** Where a block of a pnpm-lock.yaml stands. */
export interface Place extends Standing, PlaceParts {
  /** Whether a document may end here. */
  readonly isWhole: boolean;
}

interface PlaceParts {
  /** The document, where the file has two: the package manager's own comes first. */
  readonly part: '' | 'environment' | 'project';
  /** As the file writes it. */
  readonly version: string;
  /** The key at the margin under which the next block stands. */
  readonly section: string;
  /** Whether something stood under what was opened last. */
  readonly isFilled: boolean;
  /** Where the file says what its projects ask for: at its top, or in `importers`. */
  readonly asks: '' | 'top' | 'importers';
  /** The line of the project in `importers`, and the one of its section. */
  readonly importer: string;
  readonly group: string;
}

/** The place with these parts. */
export function placeOf(parts: PlaceParts): Place {
  const { asks, group, importer, isFilled, part, section, version } = parts;
  const isWhole = version !== '' && asks !== '' && isFilled;
  return {
    ...parts,
    key: JSON.stringify([part, version, asks, isFilled, section, importer, group]),
    formatVersion: version === '' ? null : version,
    isWhole,
    isEnd: isWhole && part !== 'environment',
  };
}

/** What stands above a block that is read alone: the version, and a project that asks for nothing. */
export function front(version: string, withProject: boolean): string {
  return `lockfileVersion: '${version}'\n\n${withProject ? 'importers:\n\n  .: {}\n\n' : ''}`;
}

/** Directories that the block links to. */
export function linksOf({ packages }: Alone): readonly LockedPackage[] {
  return packages.filter(
    ({ resolved, source, version }) =>
      source === 'workspace' && version === '' && resolved?.startsWith('link:') === true,
  );
}

/** Whether all lines of a block but its first stand deeper than so many spaces. */
export function isBelow(block: string, depth: number): boolean {
  const indent = ' '.repeat(depth + 1);
  return block
    .split('\n')
    .slice(1)
    .every((line) => line === '' || line.startsWith(indent));
}
