import { baseName } from '../reading/path.ts';
import type { Launch, ProjectInstall } from '../types.ts';
import type { Found } from './found.ts';
import type { Word } from './words.ts';

/** Lockfiles, by whose they are. */
const lockfiles: ReadonlyMap<string, Launch['client']> = new Map<string, Launch['client']>([
  ['bun.lock', 'bun'],
  ['bun.lockb', 'bun'],
  ['npm-shrinkwrap.json', 'npm'],
  ['package-lock.json', 'npm'],
  ['pnpm-lock.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
]);

/** `rm` with what stands behind it: an install after it has no lockfile to go by. */
export function readRemoval(found: Found, words: readonly Word[]): void {
  for (const { text } of words) {
    const name = baseName(text);
    const client = lockfiles.get(name);
    if (client !== undefined) found.removed.set(client, name);
    if (name === '*.lock') found.removed.set('yarn', 'yarn.lock').set('bun', 'bun.lock');
  }
}

/** Adds an install of a whole project; one whose lockfile was taken away before has none. */
export function addInstall(
  found: Found,
  { line }: Word,
  { client, command }: Pick<ProjectInstall, 'client' | 'command'>,
  lockfile: ProjectInstall['lockfile'] | 'obeys',
): void {
  const removed = found.removed.get(client);
  const own = removed === undefined ? lockfile : 'ignores';
  if (own === 'obeys') return;
  const text = removed === undefined ? command : `${command}, ${removed} removed`;
  found.installs.push({ client, command: text, lockfile: own, names: [], latest: false, line });
}

/**
 * Adds an update: what it names, or all that the project asks for, is taken anew. Of a pattern, or a variable, nobody can
 * say what it names.
 */
export function addUpdate(
  found: Found,
  { line }: Word,
  names: readonly Word[],
  { client, command, latest }: Pick<ProjectInstall, 'client' | 'command' | 'latest'>,
): void {
  const isPlain = names.every(({ text, variable }) => !variable && !/[*!?{}[\]]/.test(text));
  found.installs.push({
    client,
    command,
    lockfile: 'ignores',
    names: isPlain ? names.map(({ text }) => text) : [],
    latest,
    line,
  });
}
