import { evidencePath } from '../evidence.ts';
import { digestOf } from '../line.ts';
import { isLeftover } from '../place.ts';
import type { JournalRecord } from '../record.ts';
import type { RunFiles } from '../run-files.ts';
import { collector, type Findings } from '../verification.ts';

/** Every piece that a record refers to must be there, and every file must have the digest that its name says. */
export async function checkEvidence(
  files: RunFiles,
  records: readonly JournalRecord[],
): Promise<Findings> {
  const found = collector('evidence');
  const referred = new Map<string, { readonly seq: number; readonly size: number }>();
  for (const { evidence, seq } of records)
    for (const { sha256, size } of evidence) {
      const known = referred.get(sha256);
      if (known === undefined) referred.set(sha256, { seq, size });
      else if (known.size !== size)
        found.fail(seq, `record ${seq}: evidence ${sha256} has ${known.size} bytes elsewhere`);
    }
  const present = new Set<string>();
  for (const path of await files.list('evidence')) {
    const sha256 = path.slice(path.lastIndexOf('/') + 1);
    if (isLeftover(sha256)) {
      found.skip(`${path} was left behind by a process that was killed while it wrote it`);
      continue;
    }
    const use = referred.get(sha256);
    const seq = use?.seq ?? null;
    const about = seq === null ? '' : `record ${seq}: `;
    if (!/^[0-9a-f]{64}$/.test(sha256) || path !== evidencePath(sha256)) {
      found.fail(null, `${path} is no evidence`);
      continue;
    }
    present.add(sha256);
    const bytes = await files.read(path);
    if (bytes === null) found.fail(seq, `${about}${path} cannot be read`);
    else if (digestOf(bytes) !== sha256) found.fail(seq, `${about}${path} was changed`);
    else if (use === undefined) found.skip(`${path} belongs to no record`);
    else if (use.size !== bytes.length)
      found.fail(seq, `${about}${path} has ${bytes.length} bytes, not ${use.size}`);
  }
  for (const [sha256, { seq }] of referred)
    if (!present.has(sha256)) found.fail(seq, `record ${seq}: ${evidencePath(sha256)} is missing`);
  return found;
}
