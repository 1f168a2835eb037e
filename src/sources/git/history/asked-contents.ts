import type { Mode } from '../../listing.ts';

/** How a content is read: by what reader, how far it was looked into where it lies, and as what path. */
export interface Asker {
  /** The reader's id. */
  readonly reader: string;
  readonly mode: Mode;
  /** Some formats are told by it. */
  readonly path: string;
}

/** Contents of a repository that are to be read, by number, in the order in which git reads them cheaply. Plain data. */
export interface AskedContents {
  readonly gitDir: string;
  readonly count: number;
  /** Digits of an object id. */
  readonly idLength: number;
  /** The ids, one behind the other. */
  readonly oids: string;
  readonly askers: readonly Asker[];
  /** The askers of content `n` are `own[starts[n]]` to before `own[starts[n + 1]]`. */
  readonly starts: Uint32Array;
  readonly own: Uint32Array;
}

/** Takes down contents and who asks for each. */
export function askedContents(
  gitDir: string,
  contents: readonly { readonly oid: string; readonly askers: readonly Asker[] }[],
): AskedContents {
  const askers: Asker[] = [];
  const numbers = new Map<string, number>();
  const numberOf = (asker: Asker): number => {
    const key = `${asker.reader} ${asker.mode} ${asker.path}`;
    const number = numbers.get(key) ?? askers.length;
    if (number === askers.length) askers.push(asker);
    numbers.set(key, number);
    return number;
  };
  const starts = new Uint32Array(contents.length + 1);
  const own: number[] = [];
  for (const [content, one] of contents.entries()) {
    own.push(...one.askers.map(numberOf));
    starts[content + 1] = own.length;
  }
  return {
    gitDir,
    count: contents.length,
    idLength: contents[0]?.oid.length ?? 0,
    oids: contents.map(({ oid }) => oid).join(''),
    askers,
    starts,
    own: Uint32Array.from(own),
  };
}

/** The object id of a content. */
export function oidOf({ idLength, oids }: AskedContents, content: number): string {
  return oids.slice(content * idLength, (content + 1) * idLength);
}

/** Numbers of the askers of a content. */
export function askersOf({ own, starts }: AskedContents, content: number): Uint32Array {
  return own.subarray(starts[content], starts[content + 1]);
}
