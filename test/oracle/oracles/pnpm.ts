import type { CorpusFile } from '../corpus.ts';
import { inDirectory, type Oracle } from '../oracle.ts';

interface Lockfile {
  readonly packages?: Record<string, { name?: string; version?: string }>;
}

interface Reader {
  readWantedLockfile(
    directory: string,
    options: { ignoreIncompatible: boolean },
  ): Promise<Lockfile | null>;
  /** The document in front of the project's, which only the newest generation knows. */
  readEnvLockfile?(directory: string): Promise<Lockfile | null>;
}

/** pnpm's own reader, of the generation that wrote the file. */
export const pnpm: Oracle = {
  id: 'pnpm lockfile packages',
  formats: ['pnpm-lock'],
  compares: 'packages',
  partial: false,
  workspaces: false,
  states: (file, tools) =>
    inDirectory({ 'pnpm-lock.yaml': file.bytes }, async (directory) => {
      const version = versionOf(file);
      const name = version < 6 ? 'pnpm-file-5' : version < 9 ? 'pnpm-file-9' : '@pnpm/lockfile.fs';
      const reader = (await import(tools.resolve(name))) as Reader;
      const project = await reader.readWantedLockfile(directory, { ignoreIncompatible: false });
      const environment = (await reader.readEnvLockfile?.(directory)) ?? null;
      const entries = [project, environment].flatMap((one) => Object.entries(one?.packages ?? {}));
      return new Set(entries.flatMap(([path, entry]) => pairOf(path, entry) ?? []));
    }),
};

function versionOf({ bytes }: CorpusFile): number {
  return Number(/^lockfileVersion: ['"]?(\d+(?:\.\d+)?)/m.exec(bytes.toString())?.[1] ?? '9');
}

/** `/@scope/name/1.0.0_peer`, `/name@1.0.0(peer)`, `name@1.0.0(peer)`, or what the entry says; null where no version is said. */
function pairOf(path: string, entry: { name?: string; version?: string }): string | null {
  const match = /^(?:[^/@]*\/)?((?:@[^/]+\/)?[^/@]+)[@/](\d+\.\d+\.\d+[^(_:/]*)/.exec(path);
  if (match !== null) return `${entry.name ?? match[1]}@${entry.version ?? match[2]}`;
  const name = entry.name ?? /^((?:@[^/]+\/)?[^/@]+)@/.exec(path)?.[1];
  return name === undefined || entry.version === undefined ? null : `${name}@${entry.version}`;
}
