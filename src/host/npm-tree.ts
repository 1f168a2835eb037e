import { Arborist } from '@npmcli/arborist';
import { registryKey } from './registry-key.ts';

/** A directory with manifests and a lockfile, and where missing packages are asked for. */
export interface NpmTreeRequest {
  readonly directory: string;
  readonly registry: string;
  /** base64 of `user:password` for the registry; left out for none. */
  readonly auth?: string;
  /** npm's cache, a directory of the caller's own. */
  readonly cache: string;
  /** The format that is written. */
  readonly lockfileVersion: 1 | 2 | 3;
  readonly signal: AbortSignal;
}

/** What npm would lock. */
export interface NpmTree {
  /** The lockfile's text. */
  readonly lockfile: string;
  /** Dependencies that nothing in the tree answers as asked, as `who asks for what`, sorted. */
  readonly unmet: readonly string[];
}

/**
 * Works out what npm would lock in a directory, and writes nothing but the cache. Runs nothing of a package, reads no
 * configuration, fetches neither from git nor from addresses outside the registry. Throws arborist's errors with their
 * codes (`E404`, `ETARGET`, `EOVERRIDE`, `ERESOLVE`) and the system's where the registry does not answer.
 */
export async function npmTree(request: NpmTreeRequest): Promise<NpmTree> {
  const { auth, cache, directory, lockfileVersion, registry, signal } = request;
  const options = {
    path: directory,
    registry,
    cache,
    lockfileVersion,
    ignoreScripts: true,
    ignoreExtension: true,
    audit: false,
    allowGit: 'none',
    allowRemote: 'none',
    fetchRetries: 0,
    fetchTimeout: 60_000,
    progress: false,
    ...(auth === undefined ? {} : { [`${registryKey(registry)}:_auth`]: auth }),
  };
  const tree = await new Arborist(options).buildIdealTree();
  signal.throwIfAborted();
  const unmet = new Set<string>();
  for (const node of tree.inventory.values()) {
    for (const edge of node.edgesOut.values()) {
      const optional = edge.type === 'optional' || edge.type === 'peerOptional';
      if (edge.error === null || (edge.error === 'MISSING' && optional)) continue;
      unmet.add(`${node.location || '.'} asks for ${edge.name}@${edge.spec}`);
    }
  }
  return { lockfile: String(tree.meta), unmet: [...unmet].toSorted() };
}
