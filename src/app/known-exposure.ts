import { FirebreakError } from '../errors.ts';
import { knownExposure } from '../exposure/known.ts';
import type { Incident } from '../incident/schema.ts';
import type { App } from './app.ts';
import { inventoryOver } from '../inventory/open.ts';
import { knownOf } from '../inventory/questions/known.ts';
import { withInventory } from './inventory.ts';
import type { KnownExposures } from './results.ts';

/**
 * What the inventory says of an incident without looking again; null where there is no inventory, or it cannot be read,
 * which is said.
 */
export async function knownToInventory(
  app: App,
  incident: Incident,
  before: Incident | null,
): Promise<KnownExposures | null> {
  try {
    return await withInventory(app, 'read', async (store) => {
      const now = app.doors.clock.now();
      const targets = await knownExposure(inventoryOver(store), { incident, before, now });
      const { historyLooks, looks, reach, targets: total } = knownOf(store.connection);
      return {
        inventory: {
          targets: total,
          oldest: looks.oldest,
          newest: looks.newest,
          history: reach.history,
          historyLooks,
        },
        targets: targets.map(({ at, exposures, name, place, verdict }) => ({
          name,
          place,
          verdict,
          at,
          exposures: exposures.length,
        })),
        exposures: targets.flatMap(({ exposures }) => exposures),
      };
    });
  } catch (error) {
    if (!(error instanceof FirebreakError) || error.code === 'INTERRUPTED') throw error;
    if (error.code !== 'INVENTORY_NOT_FOUND')
      app.warn(`the inventory was not asked: ${error.message}`);
    return null;
  }
}
