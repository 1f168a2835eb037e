import type { Mode, Role } from './listing.ts';
import { launcherAt, roleOf } from './shape.ts';
import { mayTell } from './telling-names.ts';

/**
 * The ends of directories' paths by which some format is told, apart from its file's name. A test holds every reader's
 * controls against them.
 */
export const tellingContexts: readonly string[] = [
  '',
  'vendor/composer',
  'node_modules',
  'node_modules/.pnpm',
  '.yarn/cache',
  '.claude',
  '.codex',
  '.cursor',
  '.gemini',
  '.github/workflows',
  '.husky',
  '.vscode',
  'dependency-locks',
  'gradle',
  'requirements',
];

/** Besides ordinary directories. */
const otherModes: readonly Mode[] = ['modules', 'pnpm-store'];

/** Whether a file of this name is of interest in some directory. What counts in an installed tree counts in any other too. */
export function mayMatter(name: string): boolean {
  if (!mayTell(name)) return false;
  return tellingContexts.some(
    (context) =>
      roleOf(name, context, 'ordinary') !== null || launcherAt(name, context, 'ordinary') !== null,
  );
}

/** Whether a file of this name may state packages in some directory, by itself. */
export function mayState(name: string): boolean {
  if (!mayTell(name)) return false;
  return tellingContexts.some((context) => {
    const role = roleOf(name, context, 'ordinary');
    if (role === null) return false;
    return states(role) || otherModes.some((mode) => states(roleOf(name, context, mode)));
  });
}

function states(role: Role | null): boolean {
  const kind = role?.kind;
  return kind === 'lockfile' || kind === 'archive' || kind === 'unsupported';
}
