import { basename } from 'node:path';
import type { DemoResult } from '../app/demo/result.ts';
import { labelled, plural, table, wrapped } from './layout.ts';
import { mapText } from './map-view.ts';
import { printable } from './printable.ts';
import { countsText } from './run-view.ts';
import { paint } from './style.ts';

const hang = 11;

/** The demo from the map to the end of the run. The same on every machine: where it lies is told on standard error. */
export function demoText(result: DemoResult): string {
  const { differences, map, response } = result;
  // Where the sample was built is chance; it is always called the same.
  const looked = map.scan.arguments.map((argument) => basename(argument));
  const shown = { ...map, scan: { ...map.scan, arguments: looked } };
  return `${[
    mapText(shown, false),
    ...wrapped(0, factsText(result)),
    ...differences.flatMap((difference) => labelled(2, '-', 2, printable(difference))),
    '',
    ...responseLines(response),
    '',
    ...afterLines(response),
  ].join('\n')}\n`;
}

function factsText({ differences, expected, found }: DemoResult): string {
  if (differences.length === 0)
    return paint(
      ['bold', 'green'],
      `All ${expected} known facts of the sample were found, and nothing else.`,
    );
  return paint(
    ['bold', 'red'],
    `The map is wrong: ${found} of ${expected} known facts, ${plural(differences.length, 'difference')}:`,
  );
}

function responseLines({ decisions, status }: DemoResult['response']): string[] {
  const { id, version } = status.runbook;
  const refused = decisions.flatMap((one) => (one.refused === null ? [] : [one.refused]));
  const state = paint(
    ['bold', status.state === 'completed' ? 'green' : 'red'],
    status.state.toUpperCase(),
  );
  return [
    `${paint('bold', 'Response')} ${state}`,
    ...wrapped(
      2,
      `${id} ${version}, on the real repositories, registry and cache of the sample; ${plural(decisions.length, 'decision')} of people, made by a script, in between`,
    ),
    '',
    ...table(
      2,
      status.steps.map(({ counts, id: step, state: at, title }) => [
        step,
        at,
        [title, countsText(counts)].filter((text) => text !== '').join(': '),
      ]),
    ),
    '',
    ...refused.flatMap((message) => labelled(2, paint('red', 'refused'), hang, printable(message))),
  ];
}

function afterLines({ after, status, verification }: DemoResult['response']): string[] {
  const clear = after.clear
    ? paint(['bold', 'green'], 'CLEAR')
    : paint(['bold', 'red'], 'NOT CLEAR');
  const verified = verification.verified
    ? paint(['bold', 'green'], 'VERIFIED')
    : paint(['bold', 'red'], 'DOES NOT VERIFY');
  return [
    `${paint('bold', 'Afterwards')} ${clear}`,
    ...labelled(
      2,
      'live',
      hang,
      after.live.length === 0
        ? 'nothing on a default branch, a branch or a work tree'
        : printable(after.live.join('; ')),
    ),
    ...Object.entries(after.excluded).flatMap(([name, reason]) =>
      labelled(2, 'excluded', hang, printable(`${name}: ${reason}`)),
    ),
    ...labelled(2, 'journal', hang, `${verified}, ${plural(status.records, 'record')}`),
  ];
}
