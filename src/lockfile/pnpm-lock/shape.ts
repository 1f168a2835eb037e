import { isRecord, own } from '../reading/value.ts';
import type { KeyStyle } from './dep-path.ts';

/** How a document of version 3 to 9 is written. */
export interface Shape {
  readonly keys: KeyStyle;
  /** Whether what a package is and how it was resolved stand apart. */
  readonly joined: boolean;
}

/** Versions that are read as they are: 7 was that of pnpm 9 before its release, 8 was never written. */
const known = /^(?:[345](?:\.\d+)?(?:-inlineSpecifiers)?|[679](?:\.\d+)?|13(?:\.\d+)?)$/;

/** How this version is read: as one that is known, as one that it is like, or not at all. */
export function standingOf(
  document: Record<string, unknown>,
  formatVersion: string,
): 'known' | 'like 9' | 'like 13' | 'not read' {
  if (known.test(formatVersion)) return 'known';
  const major = Number.parseInt(formatVersion, 10);
  if (!(major > 9)) return 'not read';
  if (hasProjects(document)) return 'like 13';
  return isRecord(own(document, 'snapshots')) ? 'like 9' : 'not read';
}

/** Whether a document has the shape of version 13, in which `projects` stands for `importers`. */
export function hasProjects(document: Record<string, unknown>): boolean {
  return own(document, 'projects') !== undefined && own(document, 'importers') === undefined;
}

/** The shape of a document that has none of version 13. */
export function shapeOf(document: Record<string, unknown>, formatVersion: string): Shape {
  const major = Number.parseInt(formatVersion, 10);
  if (major < 6) return { keys: 'path', joined: false };
  if (major < 9) return { keys: 'path-at', joined: own(document, 'snapshots') !== undefined };
  return { keys: 'at', joined: true };
}
