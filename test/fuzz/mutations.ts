import type { Random } from './random.ts';
import { bytesOf, replaced, type Rope } from './rope.ts';

/** A change of a file, named for the report. */
export interface Mutation {
  readonly name: string;
  /** `other` is another file of the corpus. */
  apply(rope: Rope, random: Random, other: Uint8Array): Rope;
}

/** Words that mean something to one of the parsers. None of them is whole by itself in a way that swallows others. */
const tokens: readonly string[] = [
  '"',
  "'",
  '`',
  '"""',
  "'''",
  '{',
  '}',
  '[',
  ']',
  '[[',
  ']]',
  '(',
  ')',
  ',',
  ':',
  ': ',
  '- ',
  '? ',
  '=',
  '==',
  '@',
  '#',
  ' #',
  '//',
  '\\',
  '\\u0000',
  '\\ud800',
  '\n',
  '\r',
  '\r\n',
  '\t',
  ' ',
  '  ',
  '\n\n',
  '\u2028',
  '\u00a0',
  '\0',
  '\ufeff',
  '---\n',
  '...\n',
  '\n---\n',
  '<<<<<<< HEAD\n',
  '=======\n',
  '>>>>>>> topic\n',
  '&a ',
  '*a',
  '<<: *a\n',
  '!!js/function ',
  '!!binary ',
  '!<tag:x> ',
  '| \n',
  '>-\n',
  '%YAML 1.2\n',
  '__proto__',
  'constructor',
  'toString',
  '"__proto__": {},',
  '__proto__: {}\n',
  'null',
  'true',
  '~',
  '-1',
  '1e999',
  '99999999999999999999999999999999',
  '0x7fffffff',
  '.inf',
  'NaN',
  '2026-01-01',
  '1.0.0',
  '../../../etc/passwd',
  'file:',
  'link:',
  'npm:x@1.0.0',
  'workspace:*',
  'git+ssh://git@git.example/a/b.git#0123456789abcdef0123456789abcdef01234567',
  'https://registry.example/a/-/a-1.0.0.tgz',
  '%2f',
  '\u202e',
  '\ud83d\ude00',
  '{'.repeat(300),
  '['.repeat(300),
  '('.repeat(300),
  ' '.repeat(300),
  'a'.repeat(70_000),
];

const odd: readonly number[] = [0, 1, 0x0a, 0x0d, 0x20, 0x22, 0x27, 0x2c, 0x5c, 0x7f, 0x80, 0xff];

const nothing = new Uint8Array(0);

/** Every way of changing a file. */
export const mutations: readonly Mutation[] = [
  {
    name: 'flip a bit',
    apply: (rope, random) =>
      change(rope, random, (byte) => Buffer.from([byte ^ (1 << random.below(8))])),
  },
  {
    name: 'odd byte',
    apply: (rope, random) => change(rope, random, () => Buffer.from([random.of(odd)])),
  },
  {
    name: 'another digit or letter',
    apply: (rope, random) => change(rope, random, (byte) => Buffer.from([byte + 1])),
  },
  {
    name: 'delete bytes',
    apply: (rope, random) => {
      const [start, end] = range(bytesOf(rope).length, random);
      return replaced(rope, start, end, nothing);
    },
  },
  {
    name: 'double bytes',
    apply: (rope, random) => {
      const bytes = bytesOf(rope);
      const [start, end] = range(bytes.length, random);
      return replaced(rope, end, end, bytes.subarray(start, end));
    },
  },
  {
    name: 'move bytes',
    apply: (rope, random) => {
      const bytes = bytesOf(rope);
      const [start, end] = range(bytes.length, random);
      return moved(rope, start, end, random.below(bytes.length - (end - start) + 1));
    },
  },
  {
    name: 'delete lines',
    apply: (rope, random) => {
      const [start, end] = lines(bytesOf(rope), random);
      return replaced(rope, start, end, nothing);
    },
  },
  {
    name: 'double lines',
    apply: (rope, random) => {
      const bytes = bytesOf(rope);
      const [start, end] = lines(bytes, random);
      const [, at] = lines(bytes, random);
      return replaced(rope, at, at, bytes.subarray(start, end));
    },
  },
  {
    name: 'move lines',
    apply: (rope, random) => {
      const bytes = bytesOf(rope);
      const [start, end] = lines(bytes, random);
      const [, at] = lines(bytes, random);
      return moved(rope, start, end, at > end ? at - (end - start) : Math.min(at, start));
    },
  },
  {
    name: 'cut',
    apply: (rope, random) => {
      const { length } = bytesOf(rope);
      return replaced(rope, random.below(length), length, nothing);
    },
  },
  {
    name: 'insert a word',
    apply: (rope, random) => {
      const at = random.below(bytesOf(rope).length + 1);
      return replaced(rope, at, at, Buffer.from(random.of(tokens)));
    },
  },
  {
    name: 'insert a word at a line',
    apply: (rope, random) => {
      const [at] = lines(bytesOf(rope), random);
      return replaced(rope, at, at, Buffer.from(random.of(tokens)));
    },
  },
  {
    name: 'put a word in the place of another',
    apply: (rope, random) => {
      const [start, end] = word(bytesOf(rope), random);
      return replaced(rope, start, end, Buffer.from(random.of(tokens)));
    },
  },
  {
    name: 'copy a word over another',
    apply: (rope, random) => {
      const bytes = bytesOf(rope);
      const [from, to] = word(bytes, random);
      const [start, end] = word(bytes, random);
      return replaced(rope, start, end, bytes.subarray(from, to));
    },
  },
  {
    name: 'copy a quoted text over another',
    apply: (rope, random) => {
      const bytes = bytesOf(rope);
      const [from, to] = quoted(bytes, random);
      const [start, end] = quoted(bytes, random);
      return replaced(rope, start, end, bytes.subarray(from, to));
    },
  },
  {
    name: 'copy from another file',
    apply: (rope, random, other) => {
      const at = random.below(bytesOf(rope).length + 1);
      const [start, end] = random.once(2) ? lines(other, random) : range(other.length, random);
      return replaced(rope, at, at, other.subarray(start, end));
    },
  },
  {
    name: 'go on as another file',
    apply: (rope, random, other) => {
      const { length } = bytesOf(rope);
      return replaced(
        rope,
        random.below(length),
        length,
        other.subarray(random.below(other.length)),
      );
    },
  },
];

function change(rope: Rope, random: Random, make: (byte: number) => Uint8Array): Rope {
  const bytes = bytesOf(rope);
  if (bytes.length === 0) return rope;
  const at = random.below(bytes.length);
  return replaced(rope, at, at + 1, make(bytes[at] ?? 0));
}

/** What is moved counts as new where it arrives: its surroundings are others. */
function moved(rope: Rope, start: number, end: number, to: number): Rope {
  const taken = Buffer.from(bytesOf(rope).subarray(start, end));
  return replaced(replaced(rope, start, end, nothing), to, to, taken);
}

/** Mostly a few bytes, sometimes many. */
function range(length: number, random: Random): [start: number, end: number] {
  const start = random.below(length);
  const most = random.once(8) ? length : 12;
  return [start, Math.min(length, start + 1 + random.below(most))];
}

/** One to four whole lines, or a run of up to twenty, line end included. */
function lines(bytes: Uint8Array, random: Random): [start: number, end: number] {
  const somewhere = random.below(bytes.length);
  const start = somewhere === 0 ? 0 : bytes.lastIndexOf(0x0a, somewhere - 1) + 1;
  let end = start;
  for (let left = 1 + random.below(random.once(8) ? 20 : 4); left > 0; left -= 1) {
    const next = bytes.indexOf(0x0a, end);
    if (next === -1) return [start, bytes.length];
    end = next + 1;
  }
  return [start, end];
}

/** A run of letters, digits and what names hold, at or behind some place. */
function word(bytes: Uint8Array, random: Random): [start: number, end: number] {
  return found(bytes, random, /[\w.@/+-]+/g);
}

/** A text in quotes, or what stands in front of a colon at the end of a line. */
function quoted(bytes: Uint8Array, random: Random): [start: number, end: number] {
  return found(bytes, random, /"[^"\n]{1,200}"|'[^'\n]{1,200}'|[^\s"']{1,200}(?=:\r?\n)/g);
}

function found(bytes: Uint8Array, random: Random, pattern: RegExp): [start: number, end: number] {
  const text = Buffer.from(bytes).toString('latin1');
  pattern.lastIndex = random.below(text.length);
  const match = pattern.exec(text);
  return match === null ? [0, 0] : [match.index, match.index + match[0].length];
}
