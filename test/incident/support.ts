import { readFileSync } from 'node:fs';
import { importList } from '../../src/incident/import.ts';
import type { ListReading } from '../../src/incident/reading.ts';
import { sharedPath } from '../support/shared.ts';

/** Imports a list given as text. */
export function read(name: string, text: string): ListReading {
  return importList({ name, bytes: new TextEncoder().encode(text) });
}

/** Imports a published list from the shared data. */
export function readShared(path: string): ListReading {
  const bytes = readFileSync(sharedPath(`data/incidents/${path}`));
  return importList({ name: path.split('/').at(-1) ?? path, bytes });
}

/** The pairs of a reading as `ecosystem name version`. */
export function pairs(reading: ListReading): string[] {
  return reading.pairs.map(({ ecosystem, name, version }) => `${ecosystem} ${name} ${version}`);
}

/** The ranges of a reading as `ecosystem name range`. */
export function ranges(reading: ListReading): string[] {
  return reading.ranges.map(({ ecosystem, name, range }) => `${ecosystem} ${name} ${range}`);
}

/** The indicators of a reading as `kind value`. */
export function indicators(reading: ListReading): string[] {
  return reading.indicators.map(({ kind, value }) => `${kind} ${value}`);
}

/** What a call throws, as `CODE: message`. */
export function refusal(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    return error instanceof Error && 'code' in error
      ? `${String(error.code)}: ${error.message}`
      : String(error);
  }
  return 'nothing was thrown';
}
