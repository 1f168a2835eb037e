import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { inTurn, lineIn, megabytes, milliseconds, spread, timingOf } from '../harness.ts';
import { makeHistory, small } from '../histories/made.ts';
import { answerIn, firstScan, type HistoryScan } from '../histories/scans.ts';
import { writeNamesList } from '../lists.ts';

const rounds = 5;
const fewer = 100;
const more = 300;

/** What memory three times as many repositories take: as much, where it does not depend on their number. */
export async function* manyRows(directory: string): AsyncGenerator<string> {
  const list = writeNamesList(directory);
  const [all, some] = [join(directory, 'all'), join(directory, 'some')];
  await makeRepositories(all);
  mkdirSync(some);
  for (let number = 0; number < fewer; number += 1)
    cpSync(join(all, nameOf(number)), join(some, nameOf(number)), { recursive: true });
  for (const history of [false, true]) {
    const scan = (target: string): HistoryScan => ({
      targets: [target],
      history,
      list,
      home: join(directory, 'home'),
      output: `${target}.json`,
    });
    const ended = await inTurn(
      { ours: firstScan(scan(all)), measure: firstScan(scan(some)) },
      rounds,
    );
    const timing = timingOf(
      `peak memory of scanning ${more} repositories${history ? ' with their history' : ''}, to ${fewer} of them`,
      ended.map(({ measure, ours }) => ({ ours: ours.peak ?? 0, measure: measure.peak ?? 0 })),
    );
    const [took, tookFewer] = [
      spread(ended.map(({ ours }) => ours.milliseconds)).median,
      spread(ended.map(({ measure }) => measure.milliseconds)).median,
    ];
    yield [
      lineIn(timing, megabytes),
      `in ${milliseconds(took)} and ${milliseconds(tookFewer)}`,
      answerIn(`${all}.json`),
    ].join('; ');
  }
}

async function makeRepositories(parent: string): Promise<void> {
  mkdirSync(parent);
  for (let number = 0; number < more; number += 1) {
    // One after the other: each starts two processes.
    await makeHistory(join(parent, nameOf(number)), small, number);
  }
}

function nameOf(number: number): string {
  return `service-${number}.git`;
}
