/**
 * `npm run fuzz -- [--count N] [--seed N] [--only INDEX] [--reader ID] [--files DIRECTORY] [--write DIRECTORY]`: changes
 * files at random and holds what their readers say against the rules of README.md. Prints how fast, and what was found;
 * exits 1 where anything was.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readers } from '../../src/lockfile/index.ts';
import { controlSeeds, fileSeeds, fixtureSeeds } from './corpus.ts';
import { examine, type Input, inputOf, type Known, knownOf } from './examine.ts';
import { minimised } from './minimise.ts';
import type { Finding } from './oracles.ts';
import { randomOf } from './random.ts';
import { bytesOf } from './rope.ts';

/**
 * Milliseconds of the processor: an input that takes longer, for its size, is a finding. It is read twice and asked for
 * everything.
 */
const patience = (bytes: number): number => 1000 + bytes / 250;

/** Of each reader and oracle this many are kept. */
const kept = 5;

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '20000' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
    reader: { type: 'string', multiple: true },
    files: { type: 'string', multiple: true, default: [] },
    write: { type: 'string' },
  },
});

const chosen = readers.filter(({ id }) => values.reader?.includes(id) ?? true);
const seed = Number(values.seed);
const small = [...controlSeeds(chosen), ...(await fixtureSeeds(chosen))].map(knownOf);
const large = values.files
  .flatMap((directory) => fileSeeds(directory, chosen, 1_000_000))
  .map(knownOf);

/** Large files cost a hundred times as much: one input in a hundred is made of one. */
function corpusOf(index: number): readonly Known[] {
  return large.length > 0 && index % 100 === 0 ? large : small;
}

const found = new Map<string, number>();
const slowest = { index: 0, took: 0 };

function look(index: number): void {
  const random = randomOf(seed, index);
  const input = inputOf(corpusOf(index), random);
  const begun = process.cpuUsage();
  const findings = examine(input, random);
  const { system, user } = process.cpuUsage(begun);
  const took = (system + user) / 1000;
  if (took > slowest.took) Object.assign(slowest, { index, took });
  if (took > patience(input.known.seed.bytes.length))
    findings.push({ oracle: 'slow', message: `${Math.round(took)} ms` });
  for (const finding of findings) report(index, input, finding);
}

function report(index: number, input: Input, finding: Finding): void {
  const { applied, known } = input;
  const key = `${known.seed.reader.id} ${finding.oracle}`;
  found.set(key, (found.get(key) ?? 0) + 1);
  if ((found.get(key) ?? 0) > kept) return;
  const bytes = minimised(input, finding);
  const lines = [
    `${key}: seed ${seed}, input ${index}, ${known.seed.title}`,
    `  ${applied.map(({ name }) => name).join(', ')}`,
    `  ${finding.message.replaceAll('\n', '\n  ')}`,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  if (values.write === undefined) return;
  mkdirSync(values.write, { recursive: true });
  const name = join(values.write, `${key.replace(' ', '-')}-${seed}-${index}`);
  writeFileSync(
    `${name}.txt`,
    `${lines.join('\n')}\npath ${known.seed.path}\n${bytes.length} bytes: ${bytes.toString('base64')}\n`,
  );
  writeFileSync(`${name}.bin`, bytesOf(input.rope));
}

const begun = performance.now();
const [first, count] =
  values.only === undefined ? [0, Number(values.count)] : [Number(values.only), 1];
for (let index = first; index < first + count; index += 1) look(index);
const seconds = (performance.now() - begun) / 1000;
process.stdout.write(
  `${count} inputs of ${small.length + large.length} files, seed ${seed}: ${Math.round(count / seconds)} a second, the slowest ${Math.round(slowest.took)} ms (input ${slowest.index})\n`,
);
for (const key of [...found.keys()].toSorted())
  process.stdout.write(`  ${key}: ${found.get(key)}\n`);
process.exit(found.size === 0 ? 0 : 1);
