import type { Dependency, DependencyKind, Importer } from '../../types.ts';
import { requestsOf } from '../../reading/manifest.ts';
import type { Finding } from './edges.ts';
import type { Need } from './entry.ts';
import type { Answer, Lookup } from './lookup.ts';

/** A workspace as one that asks for packages. */
export interface Workspace {
  readonly path: string;
  readonly name: string | null;
  /** What its own dependencies are looked up for. */
  readonly resolution: string;
  /** As the lockfile has it: what is for development stands among all else. */
  readonly needs: readonly Need[];
  /** Null where it is not known. */
  readonly manifest: Record<string, unknown> | null;
  /** Index of its package; null for the project itself. */
  readonly index: number | null;
}

/** What a workspace asks for: as its manifest says, or without one as the lockfile does. */
export function importerOf(
  workspace: Workspace,
  { lookup, noteMissing }: Pick<Finding, 'lookup' | 'noteMissing'>,
): Importer {
  const { manifest, name, needs, path, resolution } = workspace;
  const asked =
    manifest === null
      ? needs.map((need) => ({ ...need, kind: kindOf(need) }))
      : requestsOf(manifest);
  const dependencies = asked.map(({ alias, kind, range }): Dependency => {
    // A workspace is not given its peers.
    const answer = kind === 'peer' ? 'outside' : lookup(resolution, alias, range ?? '');
    if (answer === null && manifest !== null) {
      noteMissing(`${alias}@${range ?? ''}`, `${path}/package.json`, null);
    }
    return { alias, range, kind, to: indexOf(answer) };
  });
  return { path, name, dependencies };
}

/** Whether everything that a manifest asks for has an answer. */
export function answersAll(
  manifest: Record<string, unknown>,
  resolution: string,
  lookup: Lookup,
): boolean {
  return requestsOf(manifest).every(
    ({ alias, kind, range }) => kind === 'peer' || lookup(resolution, alias, range ?? '') !== null,
  );
}

/** How an entry asks for something, where no manifest says more. */
export function kindOf({ optional }: Need): DependencyKind {
  return optional ? 'optional' : 'prod';
}

/** Index of the package that answers; null where that is none. */
export function indexOf(answer: Answer): number | null {
  return typeof answer === 'number' && answer >= 0 ? answer : null;
}
