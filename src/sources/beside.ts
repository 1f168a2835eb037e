import type { DirectoryNode } from './listing.ts';

/** What a lockfile is to another one in the same directory. */
export type Relation = 'wins' | 'loses' | 'other-manager';

/** A lockfile that lies in the same directory as another, by its path within the target. */
export interface Beside {
  readonly path: string;
  /**
   * `wins`: its manager reads this one and passes the other over; `loses`: the other way round; `other-manager`: another
   * package manager wrote it, and which of the two a build uses nobody can tell from here.
   */
  readonly relation: Relation;
}

/** Readers of lockfiles that one manager writes for a project. A requirements file is often an export of another. */
const managers: ReadonlyMap<string, string> = new Map([
  ['bun-lock', 'bun'],
  ['bun-lockb', 'bun'],
  ['deno-lock', 'deno'],
  ['npm-lock', 'npm'],
  ['pdm-lock', 'pdm'],
  ['pipfile-lock', 'pipenv'],
  ['pnpm-lock', 'pnpm'],
  ['poetry-lock', 'poetry'],
  ['uv-lock', 'uv'],
  ['yarn-lock', 'yarn'],
]);

/**
 * Files that a manager reads, and the one that it then passes over (npm docs, "npm-shrinkwrap.json"; bun's lockfile
 * loader tries the text form first).
 */
const winners: ReadonlyMap<string, string> = new Map([
  ['npm-shrinkwrap.json', 'package-lock.json'],
  ['bun.lock', 'bun.lockb'],
]);

interface Sibling {
  readonly name: string;
  readonly relation: Relation;
}

/** Names of other lockfiles of a directory that speak for the same packages as one of its files does. */
export function besideOf({ files, mode }: DirectoryNode, name: string): readonly Sibling[] {
  const own = files.find((file) => file.name === name);
  if (mode !== 'ordinary' || own?.role.kind !== 'lockfile') return [];
  const { reader } = own.role;
  const manager = managers.get(reader.id);
  if (manager === undefined) return [];
  return files.flatMap((other): Sibling[] => {
    if (other === own || other.role.kind !== 'lockfile') return [];
    const { ecosystems, id } = other.role.reader;
    const theirs = managers.get(id);
    if (theirs === undefined || ecosystems[0] !== reader.ecosystems[0]) return [];
    if (theirs !== manager) return [{ name: other.name, relation: 'other-manager' }];
    const [mine, rival] = [name.toLowerCase(), other.name.toLowerCase()];
    if (winners.get(rival) === mine) return [{ name: other.name, relation: 'wins' }];
    if (winners.get(mine) === rival) return [{ name: other.name, relation: 'loses' }];
    return [];
  });
}
