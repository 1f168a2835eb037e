import { basename } from 'node:path';
import type { DemoResult } from '../app/demo/result.ts';
import { labelled, plural, wrapped } from './layout.ts';
import { mapText } from './map-view.ts';
import { printable } from './printable.ts';
import { paint } from './style.ts';

/** The demo's map, and whether it is what the sample is known to hold. */
export function demoText({ dataDir, differences, expected, found, map }: DemoResult): string {
  const right = differences.length === 0;
  const check = right
    ? paint(
        ['bold', 'green'],
        `All ${expected} known facts of the sample were found, and nothing else.`,
      )
    : paint(
        ['bold', 'red'],
        `The map is wrong: ${found} of ${expected} known facts, ${plural(differences.length, 'difference')}:`,
      );
  const kept =
    dataDir === null
      ? 'Cleared away again. Keep it with: npm run demo -- --data-dir DIRECTORY'
      : `Kept in ${printable(dataDir)}. Ask it: firebreak exposure why size-sensor --data-dir ${printable(dataDir)}`;
  // Where the sample was built is chance; it is always called the same.
  const looked = map.scan.arguments.map((argument) => basename(argument));
  const shown = { ...map, scan: { ...map.scan, arguments: looked } };
  return `${[mapText(shown, false), ...wrapped(0, check), ...differences.flatMap((difference) => labelled(2, '-', 2, printable(difference))), ...wrapped(0, kept)].join('\n')}\n`;
}
