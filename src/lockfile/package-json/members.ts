import { scanJson, stringAt } from '../reading/json-scan.ts';
import { createLineCounter } from '../reading/lines.ts';

/** A member of a section, in the order of the text. */
export interface Member {
  readonly section: Section;
  /** Key of the object it stands in, where that stands in another of its section (nested overrides); else `''`. */
  readonly parent: string;
  readonly key: string;
  /** Null where it is no string. */
  readonly value: string | null;
  /** 1-based. */
  readonly line: number;
}

/** What decides what a project gets. `pnpm.overrides` was read by pnpm up to version 10. */
export type Section =
  | 'dependencies'
  | 'optionalDependencies'
  | 'peerDependencies'
  | 'devDependencies'
  | 'overrides'
  | 'resolutions'
  | 'pnpm.overrides';

export interface Members {
  readonly members: readonly Member[];
  /** Sections that are no object. `null` counts as absent. */
  readonly unreadable: readonly Place[];
  /** Keys that stand twice in one object. */
  readonly repeated: readonly Place[];
}

export interface Place {
  readonly key: string;
  readonly line: number;
}

interface Frame {
  /** Null for what is passed over. */
  readonly role: 'manifest' | 'pnpm' | Section | null;
  readonly parent: string;
  readonly seen: Set<string>;
  key: string;
  line: number;
}

const sections: ReadonlySet<string> = new Set([
  'dependencies',
  'optionalDependencies',
  'peerDependencies',
  'devDependencies',
  'overrides',
  'resolutions',
]);

/**
 * The members of a package.json's sections, up to the first place that is not JSON. One that stands twice is there
 * twice: tools differ in which they keep.
 */
export function membersOf(text: string): Members {
  const lineAt = createLineCounter(text);
  const members: Member[] = [];
  const unreadable: Place[] = [];
  const repeated: Place[] = [];
  const frames: Frame[] = [];
  function put(value: string | null, start: number): void {
    const frame = frames.at(-1);
    if (frame === undefined || frame.role === null) return;
    const { key, line, parent, role } = frame;
    const inner = innerRole(role, key);
    if (role !== 'manifest' && role !== 'pnpm')
      members.push({ section: role, parent, key, value, line });
    else if (inner !== null && !text.startsWith('null', start)) unreadable.push({ key, line });
  }
  scanJson(text, {
    open(kind, at) {
      const frame = frames.at(-1);
      const isRoot = frame === undefined;
      const inner = isRoot ? 'manifest' : innerRole(frame.role, frame.key);
      if (!isRoot && (kind === '[' || inner === null)) put(null, at);
      const role = kind === '{' ? inner : null;
      const parent = role !== null && role === frame?.role ? frame.key : '';
      frames.push({ role, parent, seen: new Set(), key: '', line: 0 });
    },
    close() {
      frames.pop();
    },
    key(start, end) {
      const frame = frames.at(-1);
      if (frame === undefined || frame.role === null) return;
      frame.key = stringAt(text, start, end);
      frame.line = lineAt(start);
      const matters = frame.role !== 'manifest' || sections.has(frame.key);
      if (matters && frame.seen.has(frame.key)) repeated.push({ key: frame.key, line: frame.line });
      frame.seen.add(frame.key);
    },
    scalar(start, end) {
      put(text[start] === '"' ? stringAt(text, start, end) : null, start);
    },
  });
  return { members, unreadable, repeated };
}

/** What an object is that stands under a key. Overrides alone lie within each other. */
function innerRole(role: Frame['role'], key: string): Frame['role'] {
  if (role === 'overrides') return 'overrides';
  if (role === 'pnpm') return key === 'overrides' ? 'pnpm.overrides' : null;
  if (role !== 'manifest') return null;
  if (key === 'pnpm') return 'pnpm';
  return sections.has(key) ? (key as Section) : null;
}
