import { areDistinct } from '../reading/json-distinct.ts';
import { type JsonTape, valueOf, withJsonTape } from '../reading/json-tape.ts';
import { valueAt } from '../reading/json-value.ts';

/** A member in front of another with the same key: JSON.parse keeps the last, as npm does. */
export interface Repeated {
  /** Keys that lead to the object it stands in. */
  readonly trail: readonly string[];
  readonly key: string;
  readonly value: unknown;
  /** 1-based. */
  readonly line: number;
}

/** What an object of a lockfile holds. */
type Role = 'root' | 'packages' | 'entry' | 'dependencies' | 'nested entry';

/** Members that decide which packages are stated; null where all do. */
const decisive: Readonly<Record<Role, readonly string[] | null>> = {
  root: ['dependencies', 'lockfileVersion', 'packages'],
  packages: null,
  entry: ['integrity', 'link', 'name', 'resolved', 'version'],
  dependencies: null,
  'nested entry': ['dependencies', 'integrity', 'resolved', 'version'],
};

interface Open {
  readonly object: number;
  readonly role: Role;
  /** The object it lies in, and under which key. */
  readonly around: Open | null;
  readonly key: string;
  readonly depth: number;
}

/** Deeper ones are not read. */
const deepest = 402;

/** A hostile file can repeat a million members: so many are enough to know it by. */
const most = 10_000;

/** The repeated members of a lockfile that is JSON, in the order of the text, as far as packages depend on them. */
export function repeatedMembers(text: string): readonly Repeated[] {
  return (
    withJsonTape(Buffer.from(text), { trailingCommas: false }, (tape) => {
      const found: Found[] = [];
      const pending: Open[] = [{ object: 0, role: 'root', around: null, key: '', depth: 0 }];
      for (let open = pending.pop(); open !== undefined; open = pending.pop()) {
        if (tape.isObject(open.object)) look(tape, open, pending, found);
      }
      return withLines(tape, found);
    }) ?? []
  );
}

interface Found extends Omit<Repeated, 'line'> {
  readonly at: number;
}

function look(tape: JsonTape, open: Open, pending: Open[], found: Found[]): void {
  const { object, role, depth } = open;
  const keys: number[] = [];
  for (let key = tape.first(object); key < tape.last(object); key = tape.behind(valueOf(key)))
    keys.push(key);
  if (!areDistinct(tape, keys)) {
    const earlier = new Map<string, number>();
    for (const node of keys) {
      const key = tape.text(node);
      const before = earlier.get(key);
      earlier.set(key, node);
      if (before === undefined || decisive[role]?.includes(key) === false) continue;
      if (found.length === most) return;
      found.push({
        trail: trailOf(open),
        key,
        value: valueAt(tape, valueOf(before)),
        at: tape.start(before),
      });
    }
  }
  if (role === 'entry' || depth > deepest) return;
  for (const node of keys) {
    if (!tape.isObject(valueOf(node))) continue;
    const key = tape.text(node);
    const inner = roleOf(role, key);
    if (inner !== null)
      pending.push({ object: valueOf(node), role: inner, around: open, key, depth: depth + 1 });
  }
}

function trailOf(open: Open): readonly string[] {
  const trail: string[] = [];
  for (let at = open; at.around !== null; at = at.around) trail.push(at.key);
  return trail.toReversed();
}

function roleOf(role: Role, key: string): Role | null {
  if (role === 'packages') return 'entry';
  if (role === 'dependencies') return 'nested entry';
  if (key === 'dependencies') return 'dependencies';
  return role === 'root' && key === 'packages' ? 'packages' : null;
}

function withLines(tape: JsonTape, found: readonly Found[]): readonly Repeated[] {
  let line = 1;
  let from = 0;
  return found
    .toSorted((a, b) => a.at - b.at)
    .map(({ trail, key, value, at }) => {
      for (; from < at; from += 1) if (tape.bytes[from] === 0x0a) line += 1;
      return { trail, key, value, line };
    });
}
