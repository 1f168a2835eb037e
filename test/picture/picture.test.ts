import { styleText } from 'node:util';
import { expect, it } from 'vitest';
import { readTerminal } from './ansi.ts';
import { svg } from './svg.ts';

function styled(style: Parameters<typeof styleText>[0], text: string): string {
  return styleText(style, text, { validateStream: false });
}

it('reads text, looks and cells', () => {
  const bold = styled(['bold', 'red'], 'exposed');

  const [first, second] = readTerminal(`a 日本 ${bold} b\n${styled('bgYellow', '!')}`);

  expect(first?.map(({ text, column, width }) => [text, column, width])).toEqual([
    ['a 日本 ', 0, 7],
    ['exposed', 7, 7],
    [' b', 14, 2],
  ]);
  expect(first?.[1]?.look).toMatchObject({ bold: true, colour: 'red', background: null });
  expect(first?.[2]?.look).toMatchObject({ bold: false, colour: null });
  expect(second?.[0]).toMatchObject({ text: '!', column: 0, look: { background: 'yellow' } });
});

it.each([['\u001b[2J'], ['\u001b]0;title\u0007'], ['a\rb'], ['\u001b[38;5;200m']])(
  'refuses %j',
  (output) => {
    expect(() => readTerminal(output)).toThrow('no picture shows');
  },
);

it('draws text that is safe in SVG, at its cell', () => {
  const picture = svg(`ab${styled(['green', 'dim'], '<script>&')}${styled('inverse', ' x ')}\n`, {
    title: 'A & B',
    columns: 20,
  });

  expect(() => svg('x'.repeat(21), { title: '', columns: 20 })).toThrow('21 cells');
  expect(picture).toContain('<title>A &amp; B</title>');
  expect(picture).toContain('x="32.8" y="30" textLength="75.6"');
  expect(picture).toMatch(/style="fill:#3fb950;opacity:.65">&lt;script&gt;&amp;<\/text>/);
  expect(picture).toMatch(
    /<rect x="108.4" y="16" width="25.2" height="19" fill="#e6edf3"\/>\n<text [^>]*fill:#0d1117/,
  );
});
