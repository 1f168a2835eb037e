import type { Seed } from './corpus.ts';
import type { Known } from './examine.ts';

/** A file that somebody would write to stop a reader. */
export interface Hostile {
  readonly name: string;
  /** The file, of about so many bytes where it is one that grows. Null where the format has no such file. */
  make(known: Known, size: number): Uint8Array | null;
  /** Whether it must show a problem, because nobody could read it whole. */
  readonly mustShow: boolean;
}

/** Every such file, for any format: made of a control, so that what it does happens where the reader looks. */
export const hostiles: readonly Hostile[] = [
  {
    name: 'a large file of equal entries',
    mustShow: false,
    make: (known, size) => repeated(known, size, (text) => text),
  },
  {
    name: 'a large file of entries, each with a name of its own',
    mustShow: false,
    make: (known, size) =>
      repeated(known, size, (text, index) => renamed(known, text, index, index)),
  },
  {
    name: 'a chain: each entry asks for the next',
    mustShow: false,
    make: (known, size) =>
      repeated(known, size, (text, index) => renamed(known, text, index, index + 1)),
  },
  {
    name: 'the control many times over',
    mustShow: false,
    make: ({ seed }, size) => times(seed.bytes, size),
  },
  ...[
    '{',
    '[',
    '(',
    '{"a":',
    '[{',
    '- ',
    '? ',
    'a: ',
    '\n a:\n',
    '"',
    '\\',
    '#',
    '&a ',
    '!!a ',
  ].map((sign): Hostile => ({
    name: `a hundred thousand ${JSON.stringify(sign)} in the middle`,
    mustShow: false,
    make: ({ seed }) => inMiddle(seed, Buffer.from(sign.repeat(100_000))),
  })),
  {
    name: 'indentation a hundred thousand levels deep',
    mustShow: false,
    make: ({ seed }, size) => {
      const levels = Math.trunc(Math.sqrt(size / 2));
      const lines = Array.from({ length: levels }, (_, level) => `${' '.repeat(level)}a:`);
      return Buffer.concat([seed.bytes, Buffer.from(`\n${lines.join('\n')}\n`)]);
    },
  },
  {
    name: 'aliases of aliases',
    mustShow: false,
    make: ({ seed }) => {
      if (!/\.ya?ml$|yarn\.lock$/.test(seed.path)) return null;
      const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x]'];
      for (let level = 1; level < 30; level += 1) {
        const uses = Array.from({ length: 9 }, () => `*a${level - 1}`).join(', ');
        lines.push(`a${level}: &a${level} [${uses}]`);
      }
      return Buffer.concat([Buffer.from(`${lines.join('\n')}\n`), seed.bytes]);
    },
  },
  {
    name: 'merges of merges',
    mustShow: false,
    make: ({ seed }) => {
      if (!/\.ya?ml$|yarn\.lock$/.test(seed.path)) return null;
      const lines = ['a0: &a0 {k0: v}'];
      for (let level = 1; level < 20_000; level += 1)
        lines.push(`a${level}: &a${level} {<<: *a${level - 1}, k${level}: v}`);
      return Buffer.concat([Buffer.from(`${lines.join('\n')}\n`), seed.bytes]);
    },
  },
  {
    name: 'one line of 10 MB',
    mustShow: false,
    make: ({ seed }) => inMiddle(seed, Buffer.alloc(10_000_000, 'a')),
  },
  {
    name: 'ten million spaces',
    mustShow: false,
    make: ({ seed }) => inMiddle(seed, Buffer.alloc(10_000_000, ' ')),
  },
  {
    name: 'ten million line ends',
    mustShow: false,
    make: ({ seed }) => inMiddle(seed, Buffer.alloc(10_000_000, '\n')),
  },
  {
    name: 'ten million carriage returns',
    mustShow: false,
    make: ({ seed }) => inMiddle(seed, Buffer.alloc(10_000_000, '\r')),
  },
  {
    name: 'a word of 10 MB that a pattern could go back over',
    mustShow: false,
    make: ({ seed }) => inMiddle(seed, Buffer.from('a-.@/~=1 '.repeat(1_100_000))),
  },
  {
    name: 'a version of 10 MB',
    mustShow: false,
    make: ({ seed }) => putInPlace(seed, '6.6.6', '6.'.repeat(5_000_000)),
  },
  {
    name: 'a name of 10 MB',
    mustShow: false,
    make: ({ seed }) => putInPlace(seed, 'firebreak-control', 'a-'.repeat(5_000_000)),
  },
  {
    name: 'a large file without a word',
    mustShow: true,
    make: (_, size) => Buffer.alloc(size, 0x80),
  },
  {
    name: 'a hundred thousand conflict markers',
    mustShow: true,
    make: ({ seed }) =>
      Buffer.concat([
        seed.bytes,
        Buffer.from('\n<<<<<<< a\nx\n=======\ny\n>>>>>>> b\n'.repeat(100_000)),
      ]),
  },
];

/**
 * The first entry again and again in its own place, up to a size: from the line that names it to the line that names the
 * next, which in a list of objects is the end of one and the beginning of another. Null where entries have no lines.
 */
function repeated(
  { lined, places, seed }: Known,
  size: number,
  change: (text: string, index: number) => string,
): Uint8Array | null {
  const [first, second] = places;
  if (first === undefined || second === undefined) return null;
  const { bytes } = seed;
  const [start, end] = [lined.starts[first.line - 1] ?? 0, lined.starts[second.line - 1] ?? 0];
  const text = Buffer.from(bytes.subarray(start, end)).toString('utf8');
  const count = Math.max(1, Math.trunc(size / text.length));
  const all = Array.from({ length: count }, (_, index) => change(text, index));
  return Buffer.concat([
    bytes.subarray(0, start),
    Buffer.from(all.join('')),
    bytes.subarray(start),
  ]);
}

/** An entry whose own name ends in a number, and the names of others it asks for in another. */
function renamed(known: Known, text: string, own: number, asked: number): string {
  const identity = known.byLine.get(known.places[0]?.line ?? 0)?.[0] ?? '';
  const name = identity.slice(identity.indexOf(' ') + 1, identity.lastIndexOf('@'));
  const others = ['carrier', 'plant'].filter((word) => !name.endsWith(word));
  let changed = text.replaceAll(name, `${name}${own}`);
  for (const other of others) changed = changed.replaceAll(other, `${name}${asked}`);
  return changed;
}

function times(bytes: Uint8Array, size: number): Uint8Array {
  const count = Math.max(1, Math.trunc(size / Math.max(1, bytes.length)));
  return Buffer.concat(Array.from({ length: count }, () => bytes));
}

function inMiddle({ bytes }: Seed, what: Uint8Array): Uint8Array {
  const middle = Math.trunc(bytes.length / 2);
  return Buffer.concat([bytes.subarray(0, middle), what, bytes.subarray(middle)]);
}

function putInPlace({ bytes }: Seed, what: string, by: string): Uint8Array | null {
  const text = Buffer.from(bytes).toString('utf8');
  const at = text.indexOf(what);
  return at === -1 ? null : Buffer.from(text.slice(0, at) + by + text.slice(at + what.length));
}
