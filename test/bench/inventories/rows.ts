import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { IndexStatsResult } from '../../../src/app/index-results.ts';
import { projectRoot } from '../../support/project.ts';
import {
  inTurn,
  line,
  megabytes,
  milliseconds,
  type Program,
  spread,
  timingOf,
} from '../harness.ts';
import { benchRepositories } from '../histories/repository.ts';
import { anyVerdict } from '../histories/scans.ts';
import { writeNamesList } from '../lists.ts';
import type { Asked } from '../measures/ask-inventory.ts';
import { firebreak, outputOf, program } from '../programs.ts';
import { type NightList, writeEarlierList, writeNightLists } from './lists.ts';

const rounds = 7;
const repositories = 10_000;
const incident = 'night';

/** What it costs to answer a new list from an inventory: of generated repositories, and of whole histories. */
export async function* updateRows(
  directory: string,
  named: readonly string[],
): AsyncGenerator<string> {
  const made = homeIn(directory, 'made');
  process.stderr.write(`generating an inventory of ${repositories} repositories\n`);
  outputOf(measured('generate-inventory', [made, String(repositories)]));
  yield* rowsOf(`${repositories} repositories`, made, directory, writeNightLists(directory));

  const histories = await benchRepositories(directory, named);
  const scanned = homeIn(directory, 'scanned');
  const paths = histories.map(({ path }) => path);
  process.stderr.write(`scanning ${paths.length} histories\n`);
  outputOf(firebreak(['scan', ...paths, '--history', '--data-dir', scanned, '--json'], anyVerdict));
  const list = { title: 'the list of `history`', path: writeNamesList(directory) };
  const title = named.length === 0 ? 'a generated history' : `${paths.length} histories`;
  yield* rowsOf(title, scanned, directory, [list]);
}

async function* rowsOf(
  title: string,
  home: string,
  directory: string,
  lists: readonly NightList[],
): AsyncGenerator<string> {
  const earlier = writeEarlierList(directory);
  outputOf(firebreak(['incident', 'open', incident, '--from', earlier, '--data-dir', home], [0]));
  cpSync(join(home, 'incidents'), join(home, 'opened'), { recursive: true });
  for (const list of lists) {
    const ended = await inTurn({ ours: update(home, list), measure: nothing }, rounds);
    const timing = timingOf(
      `incident update with 600 names, ${list.title}, over ${title}, to node -e 0`,
      ended.map(({ measure, ours }) => ({
        ours: ours.milliseconds,
        measure: measure.milliseconds,
      })),
    );
    yield [line(timing), questionText(home, earlier, list), statsText(home)].join('; ');
  }
}

const nothing = program('node -e 0', ['-e', '0'], [0]);

/** Every run merges the list into the incident as it was opened. */
function update(home: string, list: NightList): Program {
  const kept = join(home, 'incidents');
  return {
    ...firebreak(
      ['incident', 'update', incident, '--from', list.path, '--data-dir', home, '--json'],
      [0],
    ),
    before() {
      rmSync(kept, { recursive: true, force: true });
      cpSync(join(home, 'opened'), kept, { recursive: true });
    },
  };
}

/** The question itself, in as many processes of its own as there are rounds. */
function questionText(home: string, earlier: string, list: NightList): string {
  const asked = Array.from(
    { length: rounds },
    (): Asked =>
      JSON.parse(outputOf(measured('ask-inventory', [home, earlier, list.path]))) as Asked,
  );
  const opening = milliseconds(spread(asked.map((each) => each.opening)).median);
  const { max, median, min } = spread(asked.map((each) => each.answering));
  const { exposures = 0, targets = 0 } = asked[0] ?? {};
  return `the question alone ${milliseconds(median)} (${milliseconds(min)} to ${milliseconds(max)}), after ${opening} to open; ${exposures} exposures of ${targets} targets`;
}

function statsText(home: string): string {
  const output = outputOf(firebreak(['index', 'stats', '--data-dir', home, '--json'], [0]));
  const { artefacts, bytes, bytesPerPair, pairs } = JSON.parse(output) as IndexStatsResult;
  return `${artefacts.held} artefacts, ${(pairs / 1e6).toFixed(1)} million pairs, ${megabytes(bytes)}, ${bytesPerPair} bytes a pair`;
}

function measured(name: string, args: readonly string[]): Program {
  return program(name, [join(projectRoot, `test/bench/measures/${name}.ts`), ...args], [0]);
}

function homeIn(directory: string, name: string): string {
  const home = join(directory, name);
  mkdirSync(home, { recursive: true });
  return home;
}
