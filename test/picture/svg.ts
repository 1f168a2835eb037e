import { type Colour, type Look, readTerminal, type Stretch } from './ansi.ts';

const palette: Readonly<Record<Colour, string>> = {
  black: '#484f58',
  red: '#ff7b72',
  green: '#3fb950',
  yellow: '#d29922',
  blue: '#58a6ff',
  magenta: '#bc8cff',
  cyan: '#39c5cf',
  white: '#b1bac4',
  gray: '#8b949e',
  redBright: '#ffa198',
  greenBright: '#56d364',
  yellowBright: '#e3b341',
  blueBright: '#79c0ff',
  magentaBright: '#d2a8ff',
  cyanBright: '#56d4dd',
  whiteBright: '#f0f6fc',
};
const ground = '#0d1117';
const ink = '#e6edf3';

// A monospaced face at 14 px; each stretch is stretched to its cells, so the face need not be the same everywhere.
const cell = 8.4;
const leading = 19;
const margin = 16;

/** Terminal output as an SVG picture `columns` cells wide; throws where a line is wider. The same output gives the same bytes. */
export function svg(
  output: string,
  { title, columns }: { title: string; columns: number },
): string {
  const lines = readTerminal(output.replace(/\n+$/, ''));
  for (const line of lines) {
    const end = line.at(-1);
    const cells = end === undefined ? 0 : end.column + end.width;
    if (cells > columns) throw new Error(`a line of ${cells} cells, beginning ${line[0]?.text}`);
  }
  const width = 2 * margin + columns * cell;
  const height = 2 * margin + lines.length * leading;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">
<title>${escaped(title)}</title>
<style>text{font:14px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;fill:${ink};white-space:pre}</style>
<rect width="100%" height="100%" rx="8" fill="${ground}"/>
${lines.flatMap((line, index) => line.map((stretch) => drawn(stretch, index))).join('')}</svg>
`;
}

function drawn({ text, column, width, look }: Stretch, line: number): string {
  const { fill, behind } = colours(look);
  const x = round(margin + column * cell);
  const top = margin + line * leading;
  const box =
    behind === null
      ? ''
      : `<rect x="${x}" y="${top}" width="${round(width * cell)}" height="${leading}" fill="${behind}"/>\n`;
  if (text.trim() === '' && !look.underline && !look.strikethrough) return box;
  // The style sheet's font would win over attributes of the same names.
  const style = [
    ...(fill === ink ? [] : [`fill:${fill}`]),
    ...(look.bold ? ['font-weight:bold'] : []),
    ...(look.italic ? ['font-style:italic'] : []),
    ...(look.dim ? ['opacity:.65'] : []),
    ...(look.underline ? ['text-decoration:underline'] : []),
    ...(look.strikethrough ? ['text-decoration:line-through'] : []),
  ].join(';');
  const place = `x="${x}" y="${top + 14}" textLength="${round(width * cell)}" xml:space="preserve"`;
  return `${box}<text ${place}${style === '' ? '' : ` style="${style}"`}>${escaped(text)}</text>\n`;
}

function colours(look: Look): { fill: string; behind: string | null } {
  const fill = look.colour === null ? ink : palette[look.colour];
  const behind = look.background === null ? null : palette[look.background];
  return look.inverse ? { fill: behind ?? ground, behind: fill } : { fill, behind };
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** To a tenth of a pixel, so that the same sum is written the same way. */
function round(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}
