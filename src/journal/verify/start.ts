import { digestOf } from '../line.ts';
import { dataOf, type JournalRecord } from '../record.ts';
import type { RunFiles } from '../run-files.ts';
import { collector, type Findings } from '../verification.ts';

/** The copies that the run works with must be those that record 0 names by digest. */
export async function checkStart(files: RunFiles, first: JournalRecord): Promise<Findings> {
  const found = collector('definition');
  const { runbook, site } = dataOf(first, 'run.started');
  for (const [path, digest] of [
    ['definition.yaml', runbook.digest],
    ['site.yaml', site?.digest ?? null],
  ] as const) {
    const bytes = await files.read(path);
    if (digest === null) {
      if (bytes !== null) found.fail(0, `record 0: ${path} is there, and the run has none`);
    } else if (bytes === null) found.fail(0, `record 0: ${path} is missing`);
    else if (`sha256:${digestOf(bytes)}` !== digest)
      found.fail(0, `record 0: ${path} is not the one that the run started with`);
  }
  return found;
}
