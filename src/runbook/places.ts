import { type Document, isMap, isScalar, type LineCounter, type Node } from 'yaml';

/** Keys and indexes that lead to a value, `['steps', 3, 'title']`. */
export type KeyPath = readonly PropertyKey[];

/** Where the values of a file stand. */
export interface Places {
  /** The file as it was named. */
  readonly file: string;
  /** 1-based line of a value's key, or of the nearest one around it that is there; null in an empty file. */
  lineOf(path: KeyPath): number | null;
}

/** Something of a file that a person has to mend. */
export interface Problem {
  /** The file. */
  readonly path: string;
  readonly code: string;
  readonly message: string;
  readonly line: number | null;
}

/** Places of a parsed document. */
export function placesOf(file: string, document: Document, lines: LineCounter): Places {
  return {
    file,
    lineOf(path) {
      let node: unknown = document.contents;
      let offset = startOf(node);
      for (const key of path) {
        const next = childAt(node, key);
        if (next === null) break;
        offset = next.offset ?? offset;
        node = next.value;
      }
      return offset === null ? null : lines.linePos(offset).line;
    },
  };
}

/** A path as a person reads it: `steps[3].title`. */
export function pathText(path: KeyPath): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    return text === '' ? String(key) : `${text}.${String(key)}`;
  }, '');
}

function childAt(
  node: unknown,
  key: PropertyKey,
): { readonly value: unknown; readonly offset: number | null } | null {
  if (isMap(node)) {
    const pair = node.items.find(
      (item) => isScalar(item.key) && String(item.key.value) === String(key),
    );
    return pair === undefined ? null : { value: pair.value, offset: startOf(pair.key) };
  }
  const items: unknown =
    typeof node === 'object' && node !== null && 'items' in node ? node.items : null;
  if (typeof key !== 'number' || !Array.isArray(items) || !(key in items)) return null;
  return { value: items[key], offset: startOf(items[key]) };
}

function startOf(node: unknown): number | null {
  return (node as Node | null | undefined)?.range?.[0] ?? null;
}
