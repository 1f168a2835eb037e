import type { Artefact } from '../../sources/types.ts';
import type { Row } from '../connection.ts';
import { digestBytes } from '../statement/digest-bytes.ts';
import type { Store } from '../store.ts';
import { problemsText } from './prepare.ts';

/** The row of an artefact that states the same, by what it states; null where there is none. */
export function findBuilt(store: Store, artefact: Artefact, checksum: Uint8Array): number | null {
  const row = rowsOf(store, artefact).find(
    ([, sum]) => Buffer.compare(sum as Uint8Array, checksum) === 0,
  );
  return row === undefined ? null : Number(row[0]);
}

/**
 * The same for an artefact that is not built for it: the same bytes under the same reader, in whose files names do not
 * tell what is stated. Null also where there are several.
 */
export function findUnbuilt(store: Store, { reading, ...rest }: Artefact): number | null {
  const problems = problemsText(reading);
  const rows = rowsOf(store, { ...rest, reading }).filter(
    ([, , describes, documents, own, installs]) =>
      describes === reading.describes &&
      documents === reading.documents.length &&
      own === problems &&
      installs === null,
  );
  return rows.length === 1 ? Number(rows[0]?.[0]) : null;
}

function rowsOf({ connection }: Store, { digest, reader, reading }: Artefact): Row[] {
  return connection.all(
    `select a.id, a.checksum, r.describes, a.documents, a.problems, a.installs
     from artefact a join reading r on r.id = a.reading
     where a.digest = ? and r.reader = ? and r.format_version = ?`,
    digestBytes(digest),
    reader,
    JSON.stringify(reading.formatVersion),
  );
}
