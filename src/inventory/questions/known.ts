import type { Connection } from '../connection.ts';

/** What an inventory knows of at all, so that "not found" can be told from "not looked at". */
export interface Known {
  readonly targets: number;
  /** When the part was last looked at that was so longest ago, and the one looked at last; null where there is none. */
  readonly looks: Span;
  /** The same of parts of which all history was looked at: a look at tips may be newer. */
  readonly historyLooks: Span;
  /** Parts by how far their last look went. */
  readonly reach: { readonly history: number; readonly tips: number; readonly unknown: number };
}

/** Times in ISO 8601 in UTC. */
interface Span {
  readonly oldest: string | null;
  readonly newest: string | null;
}

/** Sums an inventory up in one line. */
export function knownOf(connection: Connection): Known {
  const [targets] = connection.first('select count(*) from target') ?? [];
  const rows = connection.all('select reach, count(*) from part group by reach');
  const parts = (reach: string | null): number =>
    Number(rows.find(([own]) => own === reach)?.[1] ?? 0);
  return {
    targets: Number(targets),
    looks: spanOf(connection, 'look l'),
    historyLooks: spanOf(
      connection,
      `part p join look l on l.part = p.id where p.reach = 'history'`,
    ),
    reach: { history: parts('history'), tips: parts('tips'), unknown: parts(null) },
  };
}

function spanOf(connection: Connection, of: string): Span {
  const [oldest, newest] =
    connection.first(`select min(l.looked_at), max(l.looked_at) from ${of}`) ?? [];
  return { oldest: textOf(oldest), newest: textOf(newest) };
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
