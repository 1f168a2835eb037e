import { FirebreakError } from '../../errors.ts';
import type { App } from '../app.ts';
import { inventoryFaults } from '../inventory.ts';
import type { DoctorCheck } from './results.ts';

/** Whether the inventory is whole: what it says of a new list is only as good as what it holds. */
export async function checkInventoryFile(app: App): Promise<DoctorCheck> {
  try {
    const faults = await inventoryFaults(app);
    if (faults === null)
      return { id: 'inventory', status: 'ok', message: 'none yet: the first scan makes it' };
    const [first] = faults;
    if (first === undefined) return { id: 'inventory', status: 'ok', message: 'whole' };
    const more = faults.length > 1 ? `, and ${faults.length - 1} more` : '';
    return {
      id: 'inventory',
      status: 'failed',
      message: `${first}${more}: forget it with \`firebreak index forget --all\` and scan again`,
    };
  } catch (error) {
    if (!(error instanceof FirebreakError)) throw error;
    return { id: 'inventory', status: 'failed', message: error.message };
  }
}
