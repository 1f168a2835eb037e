import { readShell } from './shell.ts';
import { type CommandSink, listedWord } from './words.ts';

const instruction = /^[ \t]*(?:ONBUILD[ \t]+)?(RUN|CMD|ENTRYPOINT|HEALTHCHECK)[ \t]+(.*)$/is;

/** Reads the commands of a Dockerfile (Docker docs, "Dockerfile reference"): `RUN`, and what the image starts later. */
export function readDocker(text: string, sink: CommandSink): void {
  const lines = text.split('\n').map((line) => line.replace(/\r$/, ''));
  const escape = /^#[ \t]*escape[ \t]*=[ \t]*`/im.test(text.slice(0, 500)) ? '`' : '\\';
  const ends = hereEndings(lines);
  for (let index = 0; index < lines.length; index += 1) {
    const first = index;
    const parts: string[] = [];
    for (; index < lines.length; index += 1) {
      const line = (lines[index] as string).replace(/[ \t]+$/, '');
      // A comment, or an empty line, does not end an instruction that goes on.
      const skipped = parts.length > 0 && /^[ \t]*(?:#|$)/.test(line);
      const goesOn = skipped || line.endsWith(escape);
      const own = goesOn && !skipped ? line.slice(0, -1) : line;
      parts.push(skipped ? ' \\' : `${own}${goesOn ? '\\' : ''}`);
      if (!goesOn) break;
    }
    const whole = parts.join('\n');
    const [, kind = '', rest = ''] = instruction.exec(whole) ?? [];
    if (kind === '') continue;
    const body = bodyBehind(lines, index, rest, ends);
    index += body.length;
    readCommand([commandOf(kind, rest), ...body].join('\n'), first + 1, sink);
  }
}

/** Without the instruction's own options (`--mount=…`), and for a check what comes behind `CMD`. */
function commandOf(kind: string, rest: string): string {
  const options = /^(?:\s|\\\n|--[\w-]+(?:=\S*)?(?=\s))*/;
  const bare = rest.replace(options, (skipped) => '\\\n'.repeat(skipped.split('\n').length - 1));
  return kind.toUpperCase() === 'HEALTHCHECK' ? bare.replace(/^((?:\\\n)*)CMD\s/i, '$1') : bare;
}

/** A list of words where it is one, else a shell's line. */
function readCommand(text: string, line: number, sink: CommandSink): void {
  const flat = text.replaceAll('\\\n', ' ').trim();
  if (flat.startsWith('[') && flat.endsWith(']') && flat.length < 100_000) {
    const words = listOf(flat);
    if (words !== null) {
      sink(words.map((word) => listedWord(word, line)));
      return;
    }
  }
  readShell(text, line, 'shell', sink);
}

function listOf(text: string): string[] | null {
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) ? list.filter((one) => typeof one === 'string') : null;
  } catch {
    return null;
  }
}

/** Lines of here-documents that an instruction begins. */
function bodyBehind(
  lines: readonly string[],
  index: number,
  rest: string,
  ends: ReadonlyMap<string, readonly number[]>,
): readonly string[] {
  let end = index;
  for (const [, word = ''] of rest.slice(0, 10_000).matchAll(/<<-?["']?(\w+)/g))
    end = firstBehind(ends.get(word) ?? [], end) ?? end;
  return lines.slice(index + 1, end + 1);
}

/** The first of ascending numbers that is greater. */
function firstBehind(numbers: readonly number[], limit: number): number | undefined {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((numbers[middle] ?? 0) <= limit) low = middle + 1;
    else high = middle;
  }
  return numbers[low];
}

/** Lines that hold one word alone. */
function hereEndings(lines: readonly string[]): ReadonlyMap<string, readonly number[]> {
  return Map.groupBy(
    [...lines.keys()].filter((index) => /^\t*\w{1,64}$/.test(lines[index] as string)),
    (index) => (lines[index] as string).trim(),
  );
}
