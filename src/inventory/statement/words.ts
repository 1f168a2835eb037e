import type { DependencyKind, PackageSource } from '../../lockfile/types.ts';

/** Numbers that stand for words in the database are their places here: add at the end. */
export const sources: readonly PackageSource[] = [
  'registry',
  'git',
  'tarball',
  'file',
  'workspace',
];

/** As `sources`. */
export const dependencyKinds: readonly DependencyKind[] = ['prod', 'peer', 'optional', 'dev'];

/** What a statement is. */
export const statementKinds = { package: 0, request: 1 } as const;
