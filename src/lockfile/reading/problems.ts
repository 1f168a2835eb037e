import type { LockProblem, LockProblemCode } from '../types.ts';

/** A hostile file can break one rule a million times; what goes beyond this many is counted, not listed. */
const listed = 1000;

/** Characters of a message: a file can put what it likes into one. */
const longest = 500;

/** Collects what could not be read in one file. */
export class Problems {
  readonly #list: LockProblem[] = [];
  readonly #seen = new Set<string>();
  readonly #unlisted = new Map<LockProblemCode, number>();

  /** Notes a problem; the same code, message and line twice is one problem. */
  add(code: LockProblemCode, whole: string, line: number | null = null): void {
    const message = whole.length > longest ? `${whole.slice(0, longest - 1)}…` : whole;
    if (this.#list.length >= listed) {
      this.#unlisted.set(code, (this.#unlisted.get(code) ?? 0) + 1);
      return;
    }
    const identity = `${code} ${line} ${message}`;
    if (this.#seen.has(identity)) return;
    this.#seen.add(identity);
    this.#list.push({ code, message, line });
  }

  /** The problems in the order they were found, and one line per code for those beyond the limit. */
  all(): readonly LockProblem[] {
    const rest = [...this.#unlisted].map(([code, count]): LockProblem => ({
      code,
      message: `${count} more like this, not listed`,
      line: null,
    }));
    return [...this.#list, ...rest];
  }
}

/** A name from the file as it is shown in a message: quoted, control characters escaped, never longer than a line. */
export function quoted(name: string): string {
  return JSON.stringify(name.length > 120 ? `${name.slice(0, 119)}…` : name);
}
