import { FirebreakError } from '../errors.ts';
import { forgetTargets } from '../inventory/forget.ts';
import type { Concentration } from '../inventory/questions/concentration.ts';
import { knownOf } from '../inventory/questions/known.ts';
import type { TargetRow } from '../inventory/questions/targets.ts';
import { purlOf } from '../package/purl.ts';
import type { App } from './app.ts';
import type {
  IndexConcentrationResult,
  IndexForgetResult,
  IndexStatsResult,
} from './index-results.ts';
import { inventoryPath, withInventory } from './inventory.ts';

/** What the inventory holds. Throws INVENTORY_NOT_FOUND where there is none. */
export async function indexStats(app: App): Promise<IndexStatsResult> {
  const [{ inventoryStats }, { queriesOver }] = await Promise.all([
    import('../inventory/questions/stats.ts'),
    import('../inventory/sqlite-dialect.ts'),
  ]);
  return await withInventory(app, 'read', async (store) => {
    const stats = await inventoryStats(store, queriesOver(store.connection));
    return { file: inventoryPath(app), ...stats, ecosystems: [...stats.ecosystems] };
  });
}

/** By what external packages are put in order. */
export type ConcentrationOrder = IndexConcentrationResult['by'];

/** The external packages on which most hangs, at most `top` of them. Throws INVENTORY_NOT_FOUND. */
export async function indexConcentration(
  app: App,
  by: ConcentrationOrder,
  top: number,
): Promise<IndexConcentrationResult> {
  const { concentrations } = await import('../inventory/questions/concentration.ts');
  return await withInventory(app, 'read', async (store) => {
    const { packages, targets } = concentrations(store);
    const inventory = knownOf(store.connection);
    const sorted = packages.toSorted((a, b) => heavier(by, a, b));
    return {
      by,
      inventory,
      weighed: { targets: targets.weighed, of: targets.total },
      total: packages.length,
      packages: sorted.slice(0, top).map((one) => ({
        purl: purlOf(one.ecosystem, one.name, null),
        ...one,
        share: Number((one.repositories / inventory.targets).toFixed(4)),
        paths: targets.weighed === 0 ? null : one.paths,
        dominates: targets.weighed === 0 ? null : one.dominates,
      })),
    };
  });
}

const counted: Record<ConcentrationOrder, keyof Concentration> = {
  repositories: 'repositories',
  paths: 'paths',
  dominators: 'dominates',
};

function heavier(by: ConcentrationOrder, a: Concentration, b: Concentration): number {
  const asked = counted[by];
  return (
    Number(b[asked]) - Number(a[asked]) ||
    b.repositories - a.repositories ||
    b.artefacts - a.artefacts ||
    (a.ecosystem < b.ecosystem ? -1 : a.ecosystem > b.ecosystem ? 1 : 0) ||
    (a.name < b.name ? -1 : 1)
  );
}

/** What is to be forgotten: exactly one of these. */
export type ForgetChoice =
  | { readonly kind: 'targets'; readonly words: readonly string[] }
  | { readonly kind: 'not-seen-since'; readonly moment: string }
  | { readonly kind: 'all' };

/**
 * Forgets targets, and whatever none of the others holds. Throws INVENTORY_NOT_FOUND, and ARGUMENT_INVALID where a word
 * names no target: nothing is forgotten then.
 */
export async function indexForget(app: App, choice: ForgetChoice): Promise<IndexForgetResult> {
  const [{ targetsCalled, targetsNotSeenSince }, { queriesOver }] = await Promise.all([
    import('../inventory/questions/targets.ts'),
    import('../inventory/sqlite-dialect.ts'),
  ]);
  return await withInventory(app, 'write', async (store) => {
    const db = queriesOver(store.connection);
    const chosen: TargetRow[] = [];
    if (choice.kind === 'targets')
      for (const word of choice.words) {
        // One connection: side by side they would wait for each other.
        // oxlint-disable-next-line no-await-in-loop
        const called = await targetsCalled(db, word);
        if (called.length === 0) throw unknownTarget(word);
        chosen.push(...called);
      }
    else
      chosen.push(...(await targetsNotSeenSince(db, choice.kind === 'all' ? null : choice.moment)));
    const rows = new Map(chosen.map(({ id, name }) => [id, name]));
    const forgotten = forgetTargets(store, [...rows.keys()]);
    return {
      ...forgotten,
      targets: [...rows.values()].toSorted(),
      left: knownOf(store.connection),
    };
  });
}

function unknownTarget(word: string): FirebreakError {
  return new FirebreakError(
    'ARGUMENT_INVALID',
    `the inventory knows no target ${word}`,
    'Give a target as a scan names it, or the place where it lies. Nothing was forgotten.',
  );
}
