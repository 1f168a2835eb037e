import type { JournalRecord } from '../journal/record.ts';
import type { EvidenceRow } from './schema.ts';

/** Every piece of evidence under every name it was kept by, with the first record that names it. */
export function evidenceOf(records: readonly JournalRecord[]): EvidenceRow[] {
  const rows = new Map<string, EvidenceRow>();
  for (const { evidence, seq } of records)
    for (const { media, name, sha256, size } of evidence) {
      const id = `${sha256} ${name}`;
      if (!rows.has(id)) rows.set(id, { sha256, name, size, media, seq });
    }
  return [...rows.values()];
}
