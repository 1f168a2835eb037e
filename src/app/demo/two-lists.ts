import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { App } from '../app.ts';
import { openIncident, type OpenRequest, updateLists } from '../incidents.ts';
import type { KnownExposures } from '../results.ts';
import { loadTimes } from './stand-ins.ts';

export interface TwoLists {
  /** The incident without its lists. */
  readonly incident: Omit<OpenRequest, 'from'>;
  /** Path of the list as it was in the end. */
  readonly list: string;
  readonly show: (line: string) => void;
}

/**
 * Opens an incident from the first list of the night, which names one scope alone, and updates it from the second. Gives
 * the targets of which the inventory said, without looking again, that they hold what either names.
 */
export async function openFromTwoLists(
  app: App,
  { incident, list, show }: TwoLists,
): Promise<ReadonlySet<string>> {
  const first = join(app.dataDir, 'first-list.txt');
  const named = [...(await loadTimes(list)).keys()].filter((one) => one.startsWith('@antv/'));
  await writeFile(first, `${named.join('\n')}\n`, { mode: 0o600 });
  show(
    `$ firebreak incident open ${incident.id} --from first-list.txt --window ${incident.window}`,
  );
  const opened = await openIncident(app, { ...incident, from: [first] });
  show(`  met in ${toldText(opened.known)}`);
  show(`$ firebreak incident update ${incident.id} --from antv-wave-2026-05-19.json`);
  const updated = await updateLists(app, incident.id, [list]);
  show(`  the second list of the night: newly met in ${toldText(updated.known)}`);
  return new Set([opened, updated].flatMap(({ known }) => namesOf(known)));
}

function namesOf(known: KnownExposures | null): string[] {
  return known?.targets.map(({ name }) => name) ?? [];
}

function toldText(known: KnownExposures | null): string {
  return `${namesOf(known).length} of ${known?.inventory.targets ?? 0} repositories, told from the inventory alone`;
}
