/** Longer keys are none that bun could write: it builds paths from them. */
const longest = 4096;

/** npm's packages nest as deep as the longest chain of version clashes; hostile keys nest deeper. */
const deepest = 256;

/** Place of a package in the tree of `packages`; 0 is the project's own. */
export type Place = number;

/**
 * The tree that the keys of `packages` describe: a name, or names parted by slashes, of which the last is asked for by
 * the one in front of it. A name with a scope holds a slash of its own.
 */
export class Places {
  readonly #parents: Place[] = [-1];
  readonly #children: (Map<string, Place> | null)[] = [null];
  readonly #packages: number[] = [-1];

  /** Puts a package, by its index, where its key says; false where the key is none. */
  put(key: string, index: number): boolean {
    const names = namesIn(key);
    if (names === null) return false;
    let place = 0;
    for (const name of names) place = this.#child(place, name);
    this.#packages[place] = index;
    return true;
  }

  /** The place of a key; the project's own where there is none such. */
  at(key: string): Place {
    let place: Place | undefined = 0;
    for (const name of namesIn(key) ?? []) {
      place = this.#children[place]?.get(name);
      if (place === undefined) return 0;
    }
    return place;
  }

  /**
   * The package that answers a name asked for at a place: the nearest one under that place or those above it, as bun
   * finds it (bun.lock's `PkgMap`, `find_resolution`). Null where there is none.
   */
  find(from: Place, name: string): number | null {
    for (let place = from; place !== -1; place = this.#parents[place] ?? -1) {
      const found = this.#packages[this.#children[place]?.get(name) ?? 0] ?? -1;
      if (found !== -1) return found;
    }
    return null;
  }

  #child(place: Place, name: string): Place {
    const children = (this.#children[place] ??= new Map());
    const known = children.get(name);
    if (known !== undefined) return known;
    const child = this.#parents.push(place) - 1;
    this.#children.push(null);
    this.#packages.push(-1);
    children.set(name, child);
    return child;
  }
}

function namesIn(key: string): readonly string[] | null {
  if (key.length > longest) return null;
  const names: string[] = [];
  const parts = key.split('/');
  for (let at = 0; at < parts.length; at += 1) {
    const part = parts[at] ?? '';
    const isScope = part.startsWith('@');
    const name = isScope ? `${part}/${parts[at + 1] ?? ''}` : part;
    if (isScope) at += 1;
    if (name === '' || name.endsWith('/')) return null;
    names.push(name);
  }
  return names.length > deepest ? null : names;
}
