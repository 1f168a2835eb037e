import { inspectRows } from '../lockfile/inspect.ts';
import { readLockfile } from '../sources/directory/one-file.ts';
import type { App } from './app.ts';
import type { InspectResult } from './results.ts';

/** Reads one lockfile and gives what it states. Throws for a file that cannot be read at all. */
export async function inspect(app: App, path: string): Promise<InspectResult> {
  const { digest, reader, reading } = await readLockfile(path, app.doors);
  const { edges, packages } = inspectRows(reading);
  const format = reader.slice(0, reader.indexOf('@'));
  return {
    artefact: { path, format, formatVersion: reading.formatVersion, digest, reader },
    packages: packages.map((row) => ({ ...row, marks: [...row.marks], lines: [...row.lines] })),
    edges,
    problems: [...reading.problems],
  };
}
