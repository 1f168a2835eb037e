/** A word of a command, quotes taken off. */
export interface Word {
  readonly text: string;
  /** Whether part of it is put in when the command runs; `text` then holds a `$`. */
  readonly variable: boolean;
  /** 1-based. */
  readonly line: number;
}

/** Signs of a word that names a package and a version of it; what is longer names none. */
export const longestSpec = 2000;

/** Takes each command of a text in turn. The words are its own to keep. */
export type CommandSink = (words: readonly Word[]) => void;

/** A word as a list in JSON or TOML has it: nothing splits it, but the program that reads it may put variables in. */
export function listedWord(text: string, line: number): Word {
  return { text, variable: /\$[\w{(]/.test(text), line };
}
