import type { LockedPackage } from '../types.ts';
import { joinPath } from '../reading/path.ts';
import type { Table, UvSource } from './entry.ts';

/** An entry with the package it states. */
export interface UvEntry {
  readonly table: Table;
  readonly source: UvSource | null;
  /** As the file writes it. */
  readonly name: string;
}

/** All that a file states, in the order of the file: entries and packages have the same indexes. */
export interface UvLock {
  readonly entries: readonly UvEntry[];
  readonly packages: readonly LockedPackage[];
  readonly manifest: Table;
}

/** Whether an entry is a member of the workspace, or the project itself. */
export function isMember(source: UvSource | null): boolean {
  return source?.source === 'workspace';
}

/** A member's directory, relative to the lockfile's own. */
export function pathOf(source: UvSource | null): string {
  return joinPath('.', source?.at ?? '');
}
