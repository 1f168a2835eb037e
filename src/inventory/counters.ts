import type { Connection } from './connection.ts';

/** What is counted. `forgotten` rises whenever rows were taken away. */
export type Counted =
  | 'artefact'
  | 'forgotten'
  | 'origin'
  | 'pack'
  | 'package'
  | 'part'
  | 'reading'
  | 'statement'
  | 'target';

/** Ids that are given once and never again, within a write transaction. */
export interface Counters {
  /** To be called when the transaction has begun. */
  begin(): void;
  /** The highest number given so far. */
  last(counted: Counted): number;
  next(counted: Counted): number;
  /** To be called before the transaction ends. */
  end(): void;
}

/** The counters of an inventory. They are kept in a table, so that any database can do it. */
export function countersOf(connection: Connection): Counters {
  let values = new Map<string, number>();
  let before = new Map<string, number>();
  return {
    begin() {
      before = new Map(
        connection
          .all('select name, value from counter')
          .map(([name, value]) => [String(name), Number(value)]),
      );
      values = new Map(before);
    },
    last: (counted) => values.get(counted) ?? 0,
    next(counted) {
      const value = (values.get(counted) ?? 0) + 1;
      values.set(counted, value);
      return value;
    },
    end() {
      for (const [name, value] of values) {
        if (before.get(name) === value) continue;
        if (before.has(name))
          connection.run('update counter set value = ? where name = ?', value, name);
        else connection.run('insert into counter (name, value) values (?, ?)', name, value);
      }
      before = new Map(values);
    },
  };
}

/** How often rows were taken away from an inventory. */
export function timesForgotten(connection: Connection): number {
  return Number(connection.first(`select value from counter where name = 'forgotten'`)?.[0] ?? 0);
}
