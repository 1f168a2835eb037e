import type { Mode } from '../../listing.ts';
import { childContext, type FileRoles, rolesAt } from '../../shape.ts';

/** A way of looking into trees: the same tree is another directory where it is looked into in another way. */
export interface Place {
  readonly number: number;
  readonly context: string;
  readonly mode: Mode;
  /** What has become of trees there: nodes by the tree. */
  readonly nodes: Map<number, number>;
  /** What files count for there, asked once for each name. */
  readonly rolesOf: (name: string) => FileRoles;
  /** The place of a directory's child, looked into in a way. */
  readonly below: (name: string, mode: Mode) => Place;
}

/** The place of a repository's root, by which all others are found. */
export function rootPlace(): Place {
  const places = new Map<string, Place>();
  return placeOf(places, 'ordinary', '');
}

/** Places by mode and context, each made once. */
function placeOf(places: Map<string, Place>, mode: Mode, context: string): Place {
  const key = `${mode} ${context}`;
  const known = places.get(key);
  if (known !== undefined) return known;
  const roles = new Map<string, FileRoles>();
  const below = new Map<Mode, Map<string, Place>>();
  const place: Place = {
    number: places.size,
    context,
    mode,
    nodes: new Map(),
    rolesOf: (name) => made(roles, name, () => rolesAt(name, context, mode)),
    below: (name, next) =>
      made(made(below, next, emptyMap), name, () =>
        placeOf(places, next, childContext(context, name)),
      ),
  };
  places.set(key, place);
  return place;
}

function emptyMap(): Map<string, Place> {
  return new Map();
}

/** What a map has, made where it has nothing. */
function made<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const value = make();
  map.set(key, value);
  return value;
}
