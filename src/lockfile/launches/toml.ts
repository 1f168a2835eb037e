import { readShell } from './shell.ts';
import { type CommandSink, listedWord, type Word } from './words.ts';

/** A key with what stands behind it, at the beginning of a line or in an inline table. */
const entry = /(?:^|[{,])[ \t]*["']?(command|args|run)["']?[ \t]*=[ \t]*/g;

const texts = /"((?:[^"\\]|\\.)*)"|'([^']*)'/g;

/**
 * Reads `command` with its `args`, and `run`, of a configuration in TOML, line by line: a table ends where the next begins
 * (TOML 1.0, "Table", "Array", "String").
 */
export function readToml(text: string, sink: CommandSink): void {
  const lines = text.split('\n');
  let command: Word | null = null;
  let list: Word[] = [];
  function flush(): void {
    if (command !== null && list.length > 0) sink([command, ...list]);
    else if (command !== null) readShell(command.text, command.line, 'shell', sink);
    command = null;
    list = [];
  }
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] as string;
    if (/^[ \t]*\[/.test(line)) flush();
    if (line.length > 100_000 || /^[ \t]*#/.test(line)) continue;
    const first = index;
    const entries = [...line.matchAll(entry)];
    for (const [position, found] of entries.entries()) {
      const from = found.index + found[0].length;
      const to = entries[position + 1]?.index ?? line.length;
      let value = line.slice(from, to);
      if (value.startsWith('[') && position === entries.length - 1)
        while (!closesList(value) && index + 1 < lines.length && index - first < 200) {
          index += 1;
          value += `\n${lines[index]}`;
        }
      const words = textsOf(value, first + 1);
      const [word] = words;
      if (found[1] === 'args') list = words;
      else if (word === undefined) continue;
      else if (found[1] === 'run') readShell(word.text, word.line, 'shell', sink);
      else {
        if (command !== null) flush();
        command = word;
      }
    }
    if (line.includes('{') && line.includes('}')) flush();
  }
  flush();
}

function closesList(value: string): boolean {
  return value.replace(texts, '').includes(']');
}

function textsOf(value: string, line: number): Word[] {
  return [...value.matchAll(texts)].map((found) => {
    const above = value.slice(0, found.index).split('\n').length - 1;
    return listedWord(found[2] ?? escaped(found[1] ?? ''), line + above);
  });
}

function escaped(text: string): string {
  return text.replace(/\\(.)/g, (_, sign: string) =>
    sign === 'n' ? '\n' : sign === 't' ? '\t' : sign,
  );
}
