import type { Connection } from '../connection.ts';

/** What an inventory knows of at all, so that "not found" can be told from "not looked at". */
export interface Known {
  readonly targets: number;
  /** When the target last looked at longest ago was, and the one looked at last; null where there is none. */
  readonly looks: { readonly oldest: string | null; readonly newest: string | null };
  /** Parts by how far their last look went. */
  readonly reach: { readonly history: number; readonly tips: number; readonly unknown: number };
}

/** Sums an inventory up in one line. */
export function knownOf(connection: Connection): Known {
  const [targets, oldest, newest] =
    connection.first('select count(*), min(looked_at), max(looked_at) from target') ?? [];
  const rows = connection.all('select reach, count(*) from part group by reach');
  const parts = (reach: string | null): number =>
    Number(rows.find(([own]) => own === reach)?.[1] ?? 0);
  return {
    targets: Number(targets),
    looks: { oldest: textOf(oldest), newest: textOf(newest) },
    reach: { history: parts('history'), tips: parts('tips'), unknown: parts(null) },
  };
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
