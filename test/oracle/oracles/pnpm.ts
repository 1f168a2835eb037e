import type { CorpusFile } from '../corpus.ts';
import { inDirectory, type Oracle } from '../oracle.ts';

interface Lockfile {
  readonly lockfileVersion: string | number;
  readonly packages?: Record<string, { name?: string; version?: string }>;
}

interface Reader {
  readWantedLockfile(
    directory: string,
    options: { ignoreIncompatible: boolean },
  ): Promise<Lockfile | null>;
}

/** pnpm's own reader, of the generation that wrote the file. */
export const pnpm: Oracle = {
  id: 'pnpm lockfile packages',
  formats: ['pnpm-lock'],
  compares: 'packages',
  // It reads the project's document alone.
  partial: true,
  workspaces: false,
  states: (file, tools) =>
    inDirectory({ 'pnpm-lock.yaml': file.bytes }, async (directory) => {
      const version = versionOf(file);
      const name = version < 6 ? 'pnpm-file-5' : version < 9 ? 'pnpm-file-9' : '@pnpm/lockfile.fs';
      const reader = (await import(tools.resolve(name))) as Reader;
      const lockfile = await reader.readWantedLockfile(directory, { ignoreIncompatible: false });
      const found = new Set<string>();
      for (const [path, entry] of Object.entries(lockfile?.packages ?? {})) {
        const pair = entry.name && entry.version ? `${entry.name}@${entry.version}` : pairOf(path);
        if (pair !== null) found.add(pair);
      }
      return found;
    }),
};

function versionOf({ bytes }: CorpusFile): number {
  return Number(/^lockfileVersion: '?(\d+(?:\.\d+)?)/m.exec(bytes.toString())?.[1] ?? '9');
}

/** `/@scope/name/1.0.0_peer`, `/name@1.0.0(peer)`, `name@1.0.0(peer)`; null for what has no version in its path. */
function pairOf(path: string): string | null {
  const match = /^(?:[^/@]*\/)?((?:@[^/]+\/)?[^/@]+)[@/](\d+\.\d+\.\d+[^(_:/]*)/.exec(path);
  return match === null ? null : `${match[1]}@${match[2]}`;
}
