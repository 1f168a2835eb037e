import { pnpmDocument } from '../pnpm-lock/document.ts';
import { Problems } from '../reading/problems.ts';
import { isExpected, noNeighbours, served } from './alone.ts';
import type { Alone } from './format.ts';

/**
 * What the reader finds in a file of this version with one section of entries, by what that section holds, and a project
 * that asks for nothing. Null where it has a problem that is not about what entries refer to.
 */
export function entriesAlone(
  section: Readonly<Record<string, unknown>>,
  formatVersion: string,
): Alone | null {
  const problems = new Problems();
  const document = pnpmDocument(
    { lockfileVersion: formatVersion, importers: { '.': {} }, ...section },
    {
      lineOf: () => () => 0,
      environment: false,
      formatVersion,
      context: { path: 'pnpm-lock.yaml', neighbours: noNeighbours, installed: false, problems },
    },
  );
  if (!problems.all().every(isExpected)) return null;
  return { formatVersion, packages: served(document.packages), covers: [] };
}
