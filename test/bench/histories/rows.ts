import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Ended, inTurn, line, megabytes, milliseconds, spread, timingOf } from '../harness.ts';
import { writeNamesList } from '../lists.ts';
import { type BenchRepository, benchRepositories, type Facts, floorOf } from './repository.ts';
import { answerIn, answersAlike, firstScan, laterScan, scansOf } from './scans.ts';

const rounds = 3;

/** What the first scan of each history costs, to git listing its objects and writing out its lockfiles. */
export async function* historyRows(
  directory: string,
  named: readonly string[],
): AsyncGenerator<string> {
  const list = writeNamesList(directory);
  for (const repository of await benchRepositories(directory, named)) {
    const room = roomFor(repository, directory);
    const { first } = scansOf(repository.path, list, room);
    // One repository after the other, as with everything that is timed.
    const { facts, ...floor } = await floorOf(repository, room);
    const ended = await inTurn({ ours: firstScan(first), ...floor }, rounds);
    const timing = timingOf(
      `first scan of the history of ${repository.name}, to git listing and streaming it`,
      ended.map(({ list: listed, ours, stream }) => ({
        ours: ours.milliseconds,
        measure: listed.milliseconds + stream.milliseconds,
      })),
    );
    const [listed, streamed] = [
      median(ended.map((each) => each.list)),
      median(ended.map((each) => each.stream)),
    ];
    yield [
      line(timing),
      `of which git lists in ${listed} and streams in ${streamed}`,
      factsText(facts),
      endText(ended.map(({ ours }) => ours)),
      answerIn(first.output),
    ].join('; ');
  }
}

/** What a second scan costs when nothing has changed, as a share of the first. */
export async function* rescanRows(
  directory: string,
  named: readonly string[],
): AsyncGenerator<string> {
  const list = writeNamesList(directory);
  for (const repository of await benchRepositories(directory, named)) {
    const { first, second } = scansOf(repository.path, list, roomFor(repository, directory));
    const ended = await inTurn({ first: firstScan(first), second: laterScan(second) }, rounds);
    const timing = timingOf(
      `second scan of the history of ${repository.name}, to the first`,
      ended.map((each) => ({
        ours: each.second.milliseconds,
        measure: each.first.milliseconds,
      })),
    );
    yield [
      line(timing),
      endText(ended.map((each) => each.second)),
      answersAlike(first.output, second.output) ? 'the same answer' : 'ANOTHER ANSWER',
    ].join('; ');
  }
}

function roomFor({ name }: BenchRepository, directory: string): string {
  const room = join(directory, name.replaceAll(/[^\w.+-]/g, '-'));
  mkdirSync(room, { recursive: true });
  return room;
}

function factsText({ blobs, bytes, commits, refs }: Facts): string {
  return `${commits} commits, ${refs} refs, ${blobs} lockfiles of ${megabytes(bytes)}`;
}

function endText(ended: readonly Ended[]): string {
  const peaks = ended.flatMap(({ peak }) => (peak === null ? [] : [peak]));
  const codes = [...new Set(ended.map(({ exitCode }) => exitCode))].join(' and ');
  return `peak memory ${megabytes(spread(peaks).median)}, exit code ${codes}`;
}

function median(ended: readonly Ended[]): string {
  return milliseconds(spread(ended.map((each) => each.milliseconds)).median);
}
