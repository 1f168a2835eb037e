import type { Kysely } from 'kysely';
import { bytesOf } from '../forget.ts';
import type { Store } from '../store.ts';
import type { Tables } from '../tables.ts';
import { statementKinds } from '../statement/words.ts';
import { stored } from '../text.ts';
import { knownOf, type Known } from './known.ts';

/** How much an inventory holds. */
export interface InventoryStats extends Known {
  readonly parts: number;
  /** Parts whose last look met problems: what they hold is not all known. */
  readonly partsWithProblems: number;
  readonly artefacts: { readonly held: number; readonly unheld: number };
  readonly statements: { readonly packages: number; readonly requests: number };
  /** How many artefact-package pairs that makes. */
  readonly pairs: number;
  readonly bytes: number;
  /** Null where there is no pair. */
  readonly bytesPerPair: number | null;
  readonly ecosystems: readonly EcosystemStats[];
}

/** One ecosystem's share. */
export interface EcosystemStats {
  readonly ecosystem: string;
  /** Distinct names. */
  readonly names: number;
  readonly statements: number;
}

/** Counts what an inventory holds. */
export async function inventoryStats(store: Store, db: Kysely<Tables>): Promise<InventoryStats> {
  const count = async (table: keyof Tables): Promise<number> => {
    const row = await db
      .selectFrom(table)
      .select((all) => all.fn.countAll().as('count'))
      .executeTakeFirstOrThrow();
    return Number(row.count);
  };
  const problems = await db
    .selectFrom('part')
    .select((all) => all.fn.countAll().as('count'))
    .where('problems', 'is not', null)
    .executeTakeFirstOrThrow();
  const artefacts = await db
    .selectFrom('artefact')
    .select((all) => [all.fn.countAll().as('count'), all.fn.sum('pairs').as('pairs')])
    .executeTakeFirstOrThrow();
  const held = await db
    .selectFrom('sighting')
    .select((all) => all.fn.count('artefact').distinct().as('count'))
    .executeTakeFirstOrThrow();
  const kinds = await db
    .selectFrom('statement')
    .select((all) => ['kind', all.fn.countAll().as('count')])
    .groupBy('kind')
    .execute();
  const ofKind = (kind: number): number =>
    Number(kinds.find((one) => one.kind === kind)?.count ?? 0);
  const ecosystems = await db
    .selectFrom('package')
    .innerJoin('statement', 'statement.package', 'package.id')
    .select((all) => [
      'package.ecosystem',
      all.fn.count('package.id').distinct().as('names'),
      all.fn.countAll().as('statements'),
    ])
    .groupBy('package.ecosystem')
    .orderBy('package.ecosystem')
    .execute();
  const bytes = bytesOf(store.connection);
  const pairs = Number(artefacts.pairs ?? 0);
  return {
    ...knownOf(store.connection),
    parts: await count('part'),
    partsWithProblems: Number(problems.count),
    artefacts: {
      held: Number(held.count),
      unheld: Number(artefacts.count) - Number(held.count),
    },
    statements: {
      packages: ofKind(statementKinds.package),
      requests: ofKind(statementKinds.request),
    },
    pairs,
    bytes,
    bytesPerPair: pairs === 0 ? null : Number((bytes / pairs).toFixed(3)),
    ecosystems: ecosystems.map(({ ecosystem, names, statements }) => ({
      ecosystem: stored(ecosystem),
      names: Number(names),
      statements: Number(statements),
    })),
  };
}
