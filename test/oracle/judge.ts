import { readerFor } from '../../src/lockfile/index.ts';
import type { Reading } from '../../src/lockfile/types.ts';
import type { CorpusFile } from './corpus.ts';
import type { Oracle, Tools } from './oracle.ts';
import { edgesOf, odditiesOf, type Oddity, packagesOf } from './stated.ts';

/** How one oracle's word on one file compares with ours. */
export interface Judgement {
  readonly oracle: string;
  readonly format: string;
  /** As the file states it, and whether it holds more than one document. */
  readonly formatVersion: string;
  readonly file: string;
  readonly outcome: 'equal' | 'differs' | 'refused';
  /** What the oracle has and we have not. */
  readonly missing: readonly string[];
  readonly extra: readonly string[];
  /** What is particular to packages among what is extra. */
  readonly oddities: ReadonlyMap<string, readonly Oddity[]>;
  /** What our reader complains about. */
  readonly problems: readonly string[];
  readonly refusal: string | null;
}

/** Reads a file with our reader and holds it against every oracle of its format. */
export async function judge(
  file: CorpusFile,
  oracles: readonly Oracle[],
  tools: Tools,
): Promise<Judgement[]> {
  const { bytes, neighbours, path, readAs } = file;
  const reader = readerFor(readAs);
  if (reader === null) return [];
  const reading = reader.read(bytes, { path: readAs, neighbours });
  const oddities = odditiesOf(reading);
  const found: Judgement[] = [];
  for (const oracle of oracles.filter(({ formats }) => formats.includes(reader.id))) {
    const base = {
      oracle: oracle.id,
      format: reader.id,
      formatVersion: versionOf(reading),
      file: `${file.repository}:${path} ${file.blob.slice(0, 10)}`,
      problems: reading.problems.map(({ code, message }) => `${code} ${message}`),
    };
    try {
      // One after the other: oracles work in directories and processes of their own.
      // oxlint-disable-next-line no-await-in-loop
      const theirs = await oracle.states(file, tools);
      if (theirs === null) continue;
      const { compares, partial, workspaces } = oracle;
      const ours =
        compares === 'edges' ? edgesOf(reading, workspaces) : packagesOf(reading, workspaces);
      const missing = [...theirs].filter((one) => !ours.has(one));
      const extra = partial ? [] : [...ours].filter((one) => !theirs.has(one));
      const outcome = missing.length + extra.length > 0 ? 'differs' : 'equal';
      const odd = extra.map((pair) => pair.split(' > ')[0] as string);
      found.push({
        ...base,
        outcome,
        missing,
        extra,
        oddities: pick(oddities, odd),
        refusal: null,
      });
    } catch (error) {
      const refusal = (error instanceof Error ? error.message : String(error)).replace(/\s+/g, ' ');
      found.push({
        ...base,
        outcome: 'refused',
        missing: [],
        extra: [],
        oddities: new Map(),
        refusal,
      });
    }
  }
  return found;
}

function pick<Value>(all: ReadonlyMap<string, Value>, keys: readonly string[]): Map<string, Value> {
  return new Map([...all].filter(([key]) => keys.includes(key)));
}

function versionOf({ documents, formatVersion }: Reading): string {
  return documents.length > 1 ? `${formatVersion} in ${documents.length} documents` : formatVersion;
}
