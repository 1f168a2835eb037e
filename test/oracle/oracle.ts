import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { CorpusFile } from './corpus.ts';

/** Somebody else's reader of a format. */
export interface Oracle {
  readonly id: string;
  /** Ids of our readers whose files it can judge. */
  readonly formats: readonly string[];
  /**
   * What the file states, as `name@version`, or, of a graph, `name@version > name@version`; null where the file is
   * none for this oracle. Throws where the oracle refuses the file.
   */
  states(file: CorpusFile, tools: Tools): Promise<ReadonlySet<string> | null>;
  /** What of ours is compared. */
  readonly compares: 'packages' | 'edges';
  /** Whether the oracle leaves things out by design, so that only what it has and we lack counts. */
  readonly partial: boolean;
  /** Whether it names the members of a workspace as packages. */
  readonly workspaces: boolean;
}

/** What oracles need that this project does not install. */
export interface Tools {
  /** Loads a package from the directory given with `--modules`. */
  require(name: string): unknown;
  /** The same for packages that are modules of ECMAScript. */
  resolve(name: string): string;
}

/** Tools over a directory that has a `node_modules`. */
export function toolsIn(directory: string): Tools {
  const require = createRequire(join(directory, 'any.js'));
  return { require: (name) => require(name), resolve: (name) => require.resolve(name) };
}

/** Runs `work` in a directory that holds these files and nothing else. */
export async function inDirectory<Result>(
  files: Readonly<Record<string, Uint8Array | string>>,
  work: (directory: string) => Promise<Result>,
): Promise<Result> {
  const directory = mkdtempSync(join(tmpdir(), 'firebreak-oracle-'));
  try {
    for (const [path, bytes] of Object.entries(files)) {
      mkdirSync(dirname(join(directory, path)), { recursive: true });
      writeFileSync(join(directory, path), bytes);
    }
    return await work(directory);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
