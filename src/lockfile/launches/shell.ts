import { hereEnds } from './here.ts';
import { expansionAt } from './expansion.ts';
import { mentionsClient } from './mention.ts';
import type { CommandSink, Word } from './words.ts';

/** In `make`, `$(X)` is a variable; in a shell, a command whose output is put in. */
export type ShellDialect = 'make' | 'shell';

/** Commands within commands that are followed; more are words. */
const deepest = 64;

/** What is put in for the output of a command. */
const output = '$output';

/** A command that waits for one inside it to end. */
interface Frame {
  readonly end: ')' | '`';
  readonly words: Word[];
  readonly text: string | null;
  readonly double: boolean;
  readonly brackets: number;
}

/**
 * Takes a script apart into simple commands, as a shell does (POSIX, "Shell Command Language", 2.3): quotes, escapes,
 * continued lines, comments, redirections, substitutions. Nothing is put in for variables. Here-documents are read as
 * scripts too, line by line: many are handed to a shell. What is no script gives commands that nobody knows. Linear.
 */
export function readShell(
  script: string,
  firstLine: number,
  dialect: ShellDialect,
  sink: CommandSink,
): void {
  if (!mentionsClient(script)) return;
  const ends = hereEnds(script);
  const frames: Frame[] = [];
  const lastSingle = script.lastIndexOf("'");
  const lastDouble = script.lastIndexOf('"');
  let words: Word[] = [];
  /** The word that is being read; null between words. */
  let text: string | null = null;
  let variable = false;
  let double = false;
  /** Plain brackets that are open inside a substitution. */
  let brackets = 0;
  let line = firstLine;
  let wordLine = firstLine;
  /** Whether the next word is where output goes. */
  let target = false;
  let here: string[] = [];
  /** Up to here, quotes end with their line. */
  let loose = 0;

  function put(piece: string): void {
    if (text === null) wordLine = line;
    text = (text ?? '') + piece;
  }
  function endWord(): void {
    if (text !== null && !target) words.push({ text, variable, line: wordLine });
    if (text !== null) target = false;
    text = null;
    variable = false;
  }
  function endCommand(): void {
    endWord();
    target = false;
    if (words.length > 0) sink(words);
    words = [];
  }
  function open(end: Frame['end']): void {
    frames.push({ end, words, text, double, brackets });
    [words, text, variable, double, brackets] = [[], null, false, false, 0];
  }
  function close(): void {
    endCommand();
    const frame = frames.pop();
    if (frame === undefined) return;
    ({ brackets, double, text, words } = frame);
    put(output);
    variable = true;
  }
  function newLine(at: number): void {
    line += 1;
    if (double && at >= loose) {
      put('\n');
      return;
    }
    double = false;
    endCommand();
    for (const word of here) loose = Math.max(loose, ends.after(word, at + 1));
    here = [];
  }

  let at = 0;
  while (at < script.length) {
    const sign = script[at] as string;
    if (sign === '\n') {
      newLine(at);
      at += 1;
    } else if (sign === '\\') {
      const next = script.startsWith('\r\n', at + 1) ? '\r\n' : (script[at + 1] ?? '');
      if (next.endsWith('\n')) line += 1;
      else put(double && !/["\\$`]/.test(next) ? `\\${next}` : next);
      at += 1 + next.length;
    } else if (sign === '$') {
      const found = expansionAt(script, at, dialect);
      if (found === 'command' && frames.length < deepest) {
        open(')');
        at += 2;
      } else if (found !== null && found !== 'command') {
        put(found.text);
        variable = true;
        at = found.end;
      } else {
        put(sign);
        at += 1;
      }
    } else if (sign === '`' && dialect === 'shell') {
      if (frames.at(-1)?.end === '`') close();
      else if (frames.length < deepest) open('`');
      at += 1;
    } else if (sign === '"' && (double || at < lastDouble)) {
      double = !double;
      put('');
      at += 1;
    } else if (double) {
      const end = endOf(quotedRun, script, at + 1);
      put(script.slice(at, end));
      at = end;
    } else if (sign === "'" && at < lastSingle) {
      const end = script.indexOf("'", at + 1);
      const inner = script.slice(at + 1, end);
      if (at < loose && inner.includes('\n')) {
        put(sign);
        at += 1;
        continue;
      }
      put(inner);
      for (let index = inner.indexOf('\n'); index !== -1; index = inner.indexOf('\n', index + 1))
        line += 1;
      at = end + 1;
    } else if (sign === ' ' || sign === '\t' || sign === '\r') {
      endWord();
      at += 1;
    } else if (sign === '#' && text === null) {
      const end = script.indexOf('\n', at);
      at = end === -1 ? script.length : end;
    } else if (sign === '<' || sign === '>') {
      // A number in front says which stream.
      if (text !== null && /^\d+$/.test(text)) text = null;
      endWord();
      const operator = /^(?:<<-?(?!<)|<<<|<>|<&|>>|>\||>&|[<>])/.exec(script.slice(at, at + 4));
      at += operator?.[0].length ?? 1;
      const document = operator?.[0].startsWith('<<') && !operator[0].startsWith('<<<');
      const word = document ? /^[ \t]*["'\\]?(\w+)/.exec(script.slice(at, at + 80)) : null;
      if (word?.[1] !== undefined) here.push(word[1]);
      target = true;
    } else if (sign === ';' || sign === '&' || sign === '|') {
      // `&>` sends output somewhere and ends nothing.
      if (sign === '&' && script[at + 1] === '>') endWord();
      else endCommand();
      at += 1;
    } else if (sign === '(') {
      if (frames.length > 0) brackets += 1;
      endCommand();
      at += 1;
    } else if (sign === ')') {
      if (frames.at(-1)?.end === ')' && brackets === 0) close();
      else {
        brackets = Math.max(0, brackets - 1);
        endCommand();
      }
      at += 1;
    } else {
      const end = endOf(plainRun, script, at + 1);
      put(script.slice(at, end));
      at = end;
    }
  }
  endCommand();
  while (frames.length > 0) close();
  endCommand();
}

/** Signs that mean nothing by themselves, outside double quotes and within. */
const plainRun = /[\w./:@=,+%^~*?[\]{}!-]*/y;
const quotedRun = /[^"\\$`\n]*/y;

function endOf(run: RegExp, script: string, from: number): number {
  run.lastIndex = from;
  run.test(script);
  return run.lastIndex;
}
