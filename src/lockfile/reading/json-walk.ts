import { type JsonFault, scanJson, stringAt } from './json-scan.ts';
import { createLineCounter } from './lines.ts';
import { quoted, type Problems } from './problems.ts';

/**
 * What a walk over the objects of a JSON file meets, in the order of the text. Lines are 1-based; an ordinal stands for
 * one object.
 */
export interface ObjectVisitor<Role> {
  /** An object begins that has a role. */
  enter(role: Role, line: number, ordinal: number): void;
  /** The role of the object under a key, or of those in the array under it; null to pass over what is inside. */
  key(role: Role, key: string, line: number, ordinal: number): Role | null;
  /** A key stands twice in one object, of which JSON.parse keeps the last. */
  repeated(key: string, line: number): void;
}

interface Frame<Role> {
  /** Of the object, or of the objects in the array. */
  readonly role: Role | null;
  /** Of an object with a role, those that were met. */
  readonly keys: Set<string> | null;
  readonly isArray: boolean;
  readonly ordinal: number;
}

/**
 * Walks the objects that have a role, up to the first fault. `root` is the role of the file's own object, or of those in
 * its array. Without recursion, and in linear time. Gives the fault, null where there is none.
 */
export function walkObjects<Role>(
  text: string,
  root: Role,
  visitor: ObjectVisitor<Role>,
): JsonFault | null {
  const lineAt = createLineCounter(text);
  const frames: Frame<Role>[] = [];
  let underKey: Role | null = root;
  let entered = 0;
  return scanJson(text, {
    open(kind, at) {
      const above = frames.at(-1);
      const role = above?.isArray === true ? above.role : underKey;
      const isArray = kind === '[';
      const keys = isArray || role === null ? null : new Set<string>();
      frames.push({ role, keys, isArray, ordinal: entered });
      if (keys !== null && role !== null) {
        visitor.enter(role, lineAt(at), entered);
        entered += 1;
      }
      underKey = null;
    },
    close() {
      frames.pop();
      underKey = null;
    },
    key(start, end) {
      const frame = frames.at(-1);
      underKey = null;
      if (frame === undefined || frame.role === null || frame.keys === null) return;
      const key = stringAt(text, start, end);
      const line = lineAt(start);
      if (frame.keys.has(key)) visitor.repeated(key, line);
      frame.keys.add(key);
      underKey = visitor.key(frame.role, key, line, frame.ordinal);
    },
    scalar() {
      underKey = null;
    },
  });
}

/**
 * Notes the keys that stand twice in an object with a role, because readers of JSON differ in which of the two they
 * keep. `roleOf` is the visitor's `key`.
 */
export function reportRepeated<Role>(
  text: string,
  root: Role,
  roleOf: (role: Role, key: string) => Role | null,
  problems: Problems,
): void {
  const fault = walkObjects(text, root, {
    enter: () => {},
    key: roleOf,
    repeated: (key, line) =>
      problems.add(
        'ENTRY_UNREADABLE',
        `${quoted(key)} stands twice in one object: the last was read`,
        line,
      ),
  });
  if (fault?.reason.startsWith('nested') === true)
    problems.add('SYNTAX', `${fault.reason}: there it was not looked for keys that stand twice`);
}

/**
 * Lines on which objects of a role name themselves, in the order in which they begin: that of the key `name`, or of
 * the brace where they have none. Empty where a key stands twice in one object: which objects are meant is open then.
 */
export function objectLines<Role>(
  text: string,
  root: Role,
  roleOf: (role: Role, key: string) => Role | null,
  wanted: Role,
): readonly number[] {
  const lines: number[] = [];
  const indexes = new Map<number, number>();
  let isClear = true;
  walkObjects(text, root, {
    enter: (role, line, ordinal) => {
      if (role === wanted) indexes.set(ordinal, lines.push(line) - 1);
    },
    key: (role, key, line, ordinal) => {
      const index = key === 'name' ? indexes.get(ordinal) : undefined;
      if (index !== undefined) lines[index] = line;
      return roleOf(role, key);
    },
    repeated: () => {
      isClear = false;
    },
  });
  return isClear ? lines : [];
}
