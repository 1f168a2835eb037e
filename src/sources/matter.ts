import type { Mode } from './listing.ts';
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
];

const modes: readonly Mode[] = ['ordinary', 'modules', 'pnpm-store'];

/** Whether a file of this name is of interest in some directory. What counts in an installed tree counts beside it too. */
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
  return tellingContexts.some((context) =>
    modes.some((mode) => {
      const kind = roleOf(name, context, mode)?.kind;
      return kind === 'lockfile' || kind === 'archive' || kind === 'unsupported';
    }),
  );
}
