import stringWidth from 'string-width';

export type Colour =
  | 'black'
  | 'red'
  | 'green'
  | 'yellow'
  | 'blue'
  | 'magenta'
  | 'cyan'
  | 'white'
  | 'gray'
  | 'redBright'
  | 'greenBright'
  | 'yellowBright'
  | 'blueBright'
  | 'magentaBright'
  | 'cyanBright'
  | 'whiteBright';

/** How a stretch of text looks. */
export interface Look {
  readonly bold: boolean;
  readonly dim: boolean;
  readonly italic: boolean;
  readonly underline: boolean;
  readonly strikethrough: boolean;
  readonly inverse: boolean;
  readonly colour: Colour | null;
  readonly background: Colour | null;
}

/** Text of one look in a line; `column` and `width` in terminal cells, from 0. */
export interface Stretch {
  readonly text: string;
  readonly column: number;
  readonly width: number;
  readonly look: Look;
}

const plain: Look = {
  bold: false,
  dim: false,
  italic: false,
  underline: false,
  strikethrough: false,
  inverse: false,
  colour: null,
  background: null,
};

const normal: readonly Colour[] = [
  'black',
  'red',
  'green',
  'yellow',
  'blue',
  'magenta',
  'cyan',
  'white',
];
const bright: readonly Colour[] = [
  'gray',
  'redBright',
  'greenBright',
  'yellowBright',
  'blueBright',
  'magentaBright',
  'cyanBright',
  'whiteBright',
];

/** What each parameter of SGR (ECMA-48, 8.3.117, and the bright colours of aixterm) changes. */
const changes: ReadonlyMap<number, Partial<Look>> = new Map([
  [0, plain],
  [1, { bold: true }],
  [2, { dim: true }],
  [3, { italic: true }],
  [4, { underline: true }],
  [7, { inverse: true }],
  [9, { strikethrough: true }],
  [22, { bold: false, dim: false }],
  [23, { italic: false }],
  [24, { underline: false }],
  [27, { inverse: false }],
  [29, { strikethrough: false }],
  [39, { colour: null }],
  [49, { background: null }],
  ...normal.flatMap((colour, index): [number, Partial<Look>][] => [
    [30 + index, { colour }],
    [40 + index, { background: colour }],
  ]),
  ...bright.flatMap((colour, index): [number, Partial<Look>][] => [
    [90 + index, { colour }],
    [100 + index, { background: colour }],
  ]),
]);

const escape = '\u001b';
const sequence = new RegExp(`(${escape}\\[[\\d;]*m)`);

/**
 * Reads what a program writes to a terminal: text, line ends and SGR sequences. Throws at any other control, since a
 * picture that left one out would not show what the terminal shows.
 */
export function readTerminal(output: string): readonly (readonly Stretch[])[] {
  let look = plain;
  return output.split('\n').map((line) => {
    let column = 0;
    const stretches: Stretch[] = [];
    for (const part of line.split(sequence)) {
      const codes =
        part.startsWith(`${escape}[`) && sequence.test(part) ? part.slice(2, -1) : undefined;
      if (codes !== undefined) {
        for (const code of codes.split(';')) look = changed(look, Number(code));
        continue;
      }
      const control = /\p{Cc}/u.exec(part)?.[0];
      if (control !== undefined)
        throw new Error(
          `a control no picture shows, ${JSON.stringify(control)}, in ${JSON.stringify(line)}`,
        );
      if (part === '') continue;
      const width = stringWidth(part);
      stretches.push({ text: part, column, width, look });
      column += width;
    }
    return stretches;
  });
}

function changed(look: Look, code: number): Look {
  const change = changes.get(code);
  if (change === undefined) throw new Error(`a look no picture shows: SGR ${code}`);
  return { ...look, ...change };
}
