// `node test/oracle/run.ts --modules DIR [--versions N] [--json FILE] REPOSITORY...`: reads every lockfile of bare git
// repositories with our readers and with those of others, and prints where they differ. See README.md.
import { writeFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { readerFor } from '../../src/lockfile/index.ts';
import { inspectRows } from '../../src/lockfile/inspect.ts';
import type { Reading } from '../../src/lockfile/types.ts';
import { filesOf, type CorpusFile } from './corpus.ts';
import { toolsIn, type Oracle } from './oracle.ts';
import { arborist, arboristEdges } from './oracles/arborist.ts';
import { bunBinary, bunText } from './oracles/bun.ts';
import { composer, deno, pipfile } from './oracles/json.ts';
import { pip, tomllib } from './oracles/python.ts';
import { pnpm } from './oracles/pnpm.ts';
import { snyk } from './oracles/snyk.ts';
import { yarnBerry, yarnClassic } from './oracles/yarn.ts';

const oracles: readonly Oracle[] = [
  arborist,
  arboristEdges,
  bunBinary,
  bunText,
  composer,
  deno,
  pip,
  pipfile,
  pnpm,
  snyk,
  tomllib,
  yarnBerry,
  yarnClassic,
];

interface Judgement {
  readonly oracle: string;
  readonly format: string;
  readonly formatVersion: string;
  readonly file: string;
  readonly outcome: 'equal' | 'differs' | 'oracle-refuses' | 'we-say-a-problem';
  readonly missing: readonly string[];
  readonly extra: readonly string[];
  readonly problems: readonly string[];
  readonly refusal: string | null;
}

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    modules: { type: 'string' },
    versions: { type: 'string', default: '0' },
    json: { type: 'string' },
  },
});
const tools = toolsIn(values.modules ?? process.cwd());
const judgements: Judgement[] = [];
for (const repository of positionals) {
  const name = basename(dirname(repository)).replace('+', '/');
  for (const file of filesOf(repository, name, Number(values.versions))) {
    // One after the other: oracles work in directories and processes of their own.
    // oxlint-disable-next-line no-await-in-loop
    judgements.push(...(await judge(file)));
  }
}
report();

async function judge(file: CorpusFile): Promise<Judgement[]> {
  const reader = readerFor(file.path);
  if (reader === null) return [];
  const reading = reader.read(file.bytes, {
    path: file.path,
    neighbours: {
      paths: [...file.beside.keys()],
      bytes: (path) => file.beside.get(path) ?? null,
    },
  });
  const ours = { packages: packagesOf(reading), edges: edgesOf(reading) };
  const found: Judgement[] = [];
  for (const oracle of oracles.filter(({ formats }) => formats.includes(reader.id))) {
    const base = {
      oracle: oracle.id,
      format: reader.id,
      formatVersion: reading.formatVersion,
      file: `${file.repository}:${file.path} ${file.blob.slice(0, 10)}`,
      problems: reading.problems.map(({ code, message }) => `${code} ${message}`),
    };
    try {
      // oxlint-disable-next-line no-await-in-loop
      const theirs = await oracle.states(file, tools);
      if (theirs === null) continue;
      const mine = ours[oracle.compares];
      const missing = [...theirs].filter((one) => !mine.has(one));
      const extra = oracle.partial ? [] : [...mine].filter((one) => !theirs.has(one));
      const differs = missing.length + extra.length > 0;
      const outcome = !differs
        ? 'equal'
        : reading.problems.length > 0
          ? 'we-say-a-problem'
          : 'differs';
      found.push({ ...base, outcome, missing, extra, refusal: null });
    } catch (error) {
      const refusal = error instanceof Error ? error.message : String(error);
      found.push({ ...base, outcome: 'oracle-refuses', missing: [], extra: [], refusal });
    }
  }
  return found;
}

function packagesOf(reading: Reading): ReadonlySet<string> {
  return new Set(
    inspectRows(reading)
      .packages.filter(({ source, version }) => source !== 'workspace' && version !== '')
      .map(({ name, version }) => `${name}@${version}`),
  );
}

function edgesOf(reading: Reading): ReadonlySet<string> {
  const edges = new Set<string>();
  for (const document of reading.documents) {
    const named = document.packages.map(({ name, source, version }) =>
      source === 'workspace' || version === '' ? null : `${name}@${version}`,
    );
    for (const { from, to } of document.graph().edges)
      if (named[from] && named[to]) edges.add(`${named[from]} > ${named[to]}`);
  }
  return edges;
}

function report(): void {
  const groups = Map.groupBy(judgements, ({ format, oracle }) => `${format} by ${oracle}`);
  const files = new Set(judgements.map(({ file }) => file));
  process.stdout.write(`${files.size} files\n`);
  for (const [group, all] of [...groups].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const count = (outcome: Judgement['outcome']): number =>
      all.filter((one) => one.outcome === outcome).length;
    process.stdout.write(
      `${group}: ${all.length} files, ${count('equal')} equal, ${count('differs')} differ, ` +
        `${count('we-say-a-problem')} differ and we name a problem, ${count('oracle-refuses')} refused by the oracle\n`,
    );
    for (const one of all.filter(({ outcome }) => outcome !== 'equal')) {
      const some = (list: readonly string[]): string => list.slice(0, 4).join(', ');
      process.stdout.write(
        `  ${one.outcome} ${one.file} (${one.formatVersion}): ` +
          `missing ${one.missing.length} ${some(one.missing)}; extra ${one.extra.length} ${some(one.extra)}; ` +
          `${one.refusal ?? one.problems.slice(0, 2).join(' | ')}\n`.slice(0, 300),
      );
    }
  }
  if (values.json !== undefined)
    writeFileSync(values.json, `${JSON.stringify(judgements, null, 1)}\n`);
}
