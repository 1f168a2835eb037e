import type { ListedFile, Role } from './listing.ts';
import type { RawEntry } from './shape.ts';
import { canAct } from './sign-behaviour.ts';
import { liesAt, pathsNamed } from './sign-path.ts';
import type { SoughtPath, SoughtSign, SoughtSigns } from './signs.ts';

/** What a walk looks for besides files that state packages. */
export interface SignSearch {
  readonly sought: SoughtSigns;
  /** Contents whose digests are sought, by what they are asked for by: worked out before (`sign-hashes.ts`). */
  readonly hashed: ReadonlyMap<string, readonly HashedSign[]>;
  /** Takes what every listed file's content is asked for by, where digests are sought and not known yet. */
  readonly contents?: Set<string> | null;
  /** Whether to look into installed packages: git trees are cheap to list, work trees are not. */
  readonly inside: boolean;
}

/** A digest that is sought and that a content has. */
export interface HashedSign {
  readonly sign: SoughtSign;
  /** `sha256:` and the digest in hexadecimal. */
  readonly digest: string;
}

/** Components of a directory's path that a listing knows while it is made (`shape.ts`, `childContext`). */
const knownComponents = 2;

/** Whether files of a name could be a sign anywhere, by their name alone. What is sought by its digest bears any name. */
export function mayBeSign(sought: SoughtSigns, name: string): boolean {
  return pathsNamed(sought, name).length > 0 || (sought.workflowNames.size > 0 && isWorkflow(name));
}

/**
 * Why a file may be a sign: by the end of its path, its digest, or as a workflow, of which only the content says what it
 * calls itself; null where it is none. `context` is the tail of its directory's path, as `shapeOf` has it.
 */
export function signRoleOf(
  { id, name }: Pick<RawEntry, 'id' | 'name'>,
  context: string,
  { hashed, sought }: SignSearch,
): SignRole | null {
  const named = pathsNamed(sought, name);
  const directory = named.length === 0 || context === '' ? [] : context.split('/');
  const paths = named.filter((one) => liesAt(one, directory, knownComponents));
  const digests = hashed.get(id) ?? [];
  const workflow =
    sought.workflowNames.size > 0 && context === '.github/workflows' && isWorkflow(name);
  if (paths.length + digests.length === 0 && !workflow) return null;
  return { kind: 'sign', paths, digests, workflow };
}

/** Those of a directory's entries that may be signs. */
export function signFiles(
  entries: readonly RawEntry[],
  context: string,
  search: SignSearch,
): ListedFile[] {
  const { contents } = search;
  return entries.flatMap(({ id, kind, name }): ListedFile[] => {
    if (kind === 'file') contents?.add(id);
    const role = kind === 'file' ? signRoleOf({ id, name }, context, search) : null;
    return role === null ? [] : [{ name, id, role }];
  });
}

/** Why a file is listed as a sign. */
export interface SignRole {
  readonly kind: 'sign';
  /** Of which the last components fit. */
  readonly paths: readonly SoughtPath[];
  readonly digests: readonly HashedSign[];
  /** Whether it is a workflow, which may bear a sought name. */
  readonly workflow: boolean;
}

/** Whether only its content tells whether a file of this role, at a path, is a sign. */
export function needsContent({ workflow }: SignRole, path: string): boolean {
  return workflow || canAct(path);
}

/** Whether a role is that of a sign. */
export function isSignRole(role: Role): role is SignRole {
  return role.kind === 'sign';
}

function isWorkflow(name: string): boolean {
  return name.endsWith('.yml') || name.endsWith('.yaml');
}
