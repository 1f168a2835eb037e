import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from '../../src/app/app.ts';
import type { RunPlace } from '../../src/app/run-store.ts';
import { evidenceStore } from '../../src/journal/evidence.ts';
import { signingKey } from '../../src/journal/key.ts';
import { redactor } from '../../src/journal/redact.ts';
import { createJournal } from '../../src/journal/writer.ts';
import { realDoors } from '../support/doors.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { before, clean } from './maps.ts';
import { runbook } from './runbook.ts';
import { digest, type Tale } from './tale.ts';

/** A data directory with one incident and one run, and the service's surroundings there. */
export interface WrittenRun {
  readonly app: App;
  readonly place: RunPlace;
  /** Of the incident. */
  readonly directory: string;
}

/** Writes a tale as a run: a real journal, signed and locked, with its evidence and the copies beside it. */
export async function writtenRun(tale: Tale): Promise<WrittenRun> {
  const dataDir = temporaryDirectory();
  const directory = join(dataDir, 'incidents', 'wave-1');
  const place = { incident: 'wave-1', run: 'run-1', directory: join(directory, 'runs', 'run-1') };
  const app: App = {
    doors: realDoors,
    dataDir,
    version: '0.1.0',
    progress: () => {},
    warn: () => {},
  };
  const key = await signingKey(realDoors, join(dataDir, 'keys'), 'firebreak-desk');
  const text = `${JSON.stringify(runbook, null, 2)}\n`;
  const evidence = evidenceStore(realDoors, place.directory);
  const keep = (name: string, content: unknown) =>
    evidence.keep(name, 'application/json', Buffer.from(`${JSON.stringify(content, null, 2)}\n`));
  const map = await keep('exposure-map.json', before);
  const setup = { directory: place.directory, run: place.run, key, redact: redactor([]) };
  const journal = await createJournal(realDoors, setup);
  for (const { at: _, ...event } of tale.events) {
    const started = event.type === 'run.started';
    const kept = await Promise.all(
      event.evidence.map(({ name }) => keep(name, name.startsWith('scan-') ? clean : { name })),
    );
    await journal.append({
      ...event,
      evidence: started ? [map, await keep('incident.json', { id: 'wave-1' })] : kept,
      data: started
        ? {
            ...event.data,
            runbook: { id: runbook.id, version: runbook.version, digest: digest(text) },
            exposure: { scan: 1, digest: `sha256:${map.sha256}` },
            signer: { name: key.name, key: key.verifier },
          }
        : event.data,
    });
    if (started) writeFileSync(join(place.directory, 'definition.yaml'), text);
  }
  await journal.close();
  return { app, place, directory };
}
