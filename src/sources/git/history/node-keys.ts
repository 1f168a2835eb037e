import type { ListingProblem } from '../../listing.ts';
import type { RawEntry, Shape } from '../../shape.ts';
import { sequenceTable } from './sequence-table.ts';

/** A tree below that could not be read. */
export interface Unread {
  readonly name: string;
  readonly id: string;
}

/** What makes a directory what it is. */
export interface NodeContent {
  readonly files: Shape['files'];
  readonly problems: readonly ListingProblem[];
  readonly installed: boolean;
  readonly packages: readonly string[];
  readonly children: readonly Child[];
  readonly unread: readonly Unread[];
  /** Why directories below were not looked into; null where they were. */
  readonly cut: string | null;
  /** Links in the place of an installed tree. */
  readonly links: readonly RawEntry[];
}

export interface Child {
  readonly name: string;
  readonly node: number;
}

/** Numbers what directories hold: equal ones, looked into at places of one number, have one number. Numbers start at 0. */
export function nodeKeys(): (place: number, content: NodeContent) => number {
  const sequences = sequenceTable();
  const strings = new Map<string, number>();

  function text(value: string | null): void {
    if (value === null) return sequences.push(-1);
    const number = strings.get(value) ?? strings.size;
    strings.set(value, number);
    sequences.push(number);
  }

  /** With how many there are, so that no list runs into the next. */
  function list<Item>(items: readonly Item[], write: (item: Item) => void): void {
    sequences.push(items.length);
    items.forEach((item) => write(item));
  }

  return (place, { children, cut, files, installed, links, packages, problems, unread }) => {
    sequences.push(place);
    text(cut);
    sequences.push(installed ? 1 : 0);
    list(packages, text);
    list(files, ({ id, name, role }) => {
      text(name);
      text(id);
      text(role.kind);
    });
    list(children, ({ name, node }) => {
      text(name);
      sequences.push(node);
    });
    list(unread, ({ id, name }) => {
      text(name);
      text(id);
    });
    list(problems, ({ message, name }) => {
      text(name);
      text(message);
    });
    list(links, ({ id }) => text(id));
    return sequences.end();
  };
}
