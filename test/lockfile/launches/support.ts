import { launches } from '../../../src/lockfile/launches/index.ts';
import type { Reading } from '../../../src/lockfile/types.ts';

/** Reads a file that starts installs. */
export function launchesIn(path: string, text: string | Uint8Array): Reading {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  return launches.read(bytes, { path, neighbours: { paths: [], bytes: () => null } });
}

/** What is asked for, as `line command: name@range`, and `line at: place` for what is asked for by its place. */
export function askedIn(path: string, text: string | Uint8Array): string[] {
  return launchesIn(path, text).documents.flatMap((document) => [
    ...(document.requests ?? []).map(
      ({ launch, line, name, range }) => `${line} ${launch?.command}: ${name}@${range ?? '*'}`,
    ),
    ...document.packages.map(({ resolved }, index) => `${document.lines()[index]} at: ${resolved}`),
  ]);
}
