import { readShell } from './shell.ts';
import type { CommandSink } from './words.ts';

/** Keys under which a shell's commands stand: `run`, `script`, `command`, and inputs of actions such as `install-command`. */
const shellKey = /(?:^|[-_])(?:cmd|commands?|exec|run|script|start)$/i;

const entry = /^([ \t]*(?:- +|\{ *)*)(["']?)([\w-]+)\2[ \t]*:(?:[ \t]+(.*))?$/;

/**
 * Reads the commands of a workflow, an action or a list of hooks, line by line and without a parser: what is broken
 * elsewhere hides none, and the lines are known (YAML 1.2, chapters 7 and 8, as far as texts go).
 */
export function readYaml(text: string, sink: CommandSink): void {
  const lines = text.split('\n').map((line) => line.replace(/\r$/, ''));
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] as string;
    // No key that matters is so far in; what is long is no key.
    const found = line.length > 100_000 ? null : entry.exec(line);
    const [, lead = '', , key = '', value = ''] = found ?? [];
    if (found === null || !shellKey.test(key)) continue;
    const block = /^[|>][-+\d]*[ \t]*(?:#.*)?$/.test(value.trim());
    const behind = blockEnd(lines, index + 1, lead.length);
    const body = lines.slice(index + 1, behind);
    if (block) readBlock(body, value.startsWith('>'), index + 2, sink);
    else if (value.trim() !== '') readFlow([value, ...body], index + 1, sink);
    else continue;
    index = behind - 1;
  }
}

/** The first line that is neither empty nor further in than a key. */
function blockEnd(lines: readonly string[], from: number, indent: number): number {
  let at = from;
  let last = from;
  for (; at < lines.length; at += 1) {
    const line = lines[at] as string;
    const text = line.search(/\S/);
    if (text === -1) continue;
    if (text <= indent) break;
    last = at + 1;
  }
  return last;
}

/** A folded text is one command where it goes on without an empty line or a deeper one: line ends become blanks. */
function readBlock(
  body: readonly string[],
  folded: boolean,
  line: number,
  sink: CommandSink,
): void {
  if (!folded) {
    readShell(body.join('\n'), line, 'shell', sink);
    return;
  }
  const indent = body.find((one) => one.trim() !== '')?.search(/\S/) ?? 0;
  const text = body.map((one, index) => {
    const next = body[index + 1] ?? '';
    const goesOn = one.trim() !== '' && next.search(/\S/) === indent && one.search(/\S/) === indent;
    return goesOn ? `${one} \\` : one;
  });
  readShell(text.join('\n'), line, 'shell', sink);
}

/** A text in quotes, or without, that may go on in the lines below. */
function readFlow(parts: readonly string[], line: number, sink: CommandSink): void {
  const whole = parts.join(' \\\n').trim();
  readShell(
    unquoted(whole.replace(/[ \t]*\}$/, (end) => (parts.length === 1 ? '' : end))),
    line,
    'shell',
    sink,
  );
}

/** What a quoted text means; one that is not closed, or is none, as it stands. Line ends stay, so that lines can be told. */
function unquoted(text: string): string {
  const body = text.replace(/(["'])[ \t]+#.*$/, '$1');
  if (body.length > 1 && body.startsWith("'") && body.endsWith("'"))
    return body.slice(1, -1).replaceAll("''", "'");
  if (body.length < 2 || !body.startsWith('"') || !body.endsWith('"')) return text;
  return body
    .slice(1, -1)
    .replace(/\\(\n|[^\n])/g, (_, sign: string) =>
      sign === 'n' ? '; ' : sign === '\n' ? '\\\n' : sign,
    );
}
