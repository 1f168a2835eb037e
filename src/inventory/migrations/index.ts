import type { Migration } from 'kysely/migration';
import { first } from './2026-11-20-first.ts';
import { looks } from './2026-11-20-looks.ts';

/** Every step by its name; `names.ts` has the names in order. Steps that were ever released do not change. */
export const migrations: Readonly<Record<string, Migration>> = {
  '2026-11-20-first': first,
  '2026-11-20-looks': looks,
};
