import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Doors } from '../../src/host/doors.ts';
import { evidenceStore } from '../../src/journal/evidence.ts';
import { type SigningKey, signingKey } from '../../src/journal/key.ts';
import type { Actor, RunEvent } from '../../src/journal/record.ts';
import { redactor } from '../../src/journal/redact.ts';
import type { EventType } from '../../src/journal/vocabulary.ts';
import type { JournalSetup } from '../../src/journal/setup.ts';
import { createJournal, type Journal, openJournal } from '../../src/journal/writer.ts';

/** firebreak itself, as an actor. */
export const engine: Actor = { kind: 'engine', id: 'firebreak', auth: 'none', host: 'box' };
/** Somebody at the keyboard. */
export const ada: Actor = { kind: 'person', id: 'ada', auth: 'local-user', host: 'box' };

/** `sha256:` of a text. */
export function digest(text: string | Uint8Array): string {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}

/** An event with what a test does not care about left out. */
export function event(
  type: EventType,
  data: RunEvent['data'] = {},
  more: Partial<RunEvent> = {},
): RunEvent {
  const nobody = { step: null, target: null, attempt: null, key: null, cause: null };
  return { type, ...nobody, actor: engine, evidence: [], ...more, data };
}

/** Texts of the run's copies. */
export const definition = 'id: sample\n';
export const site = 'owners: {}\n';

/** The first event of a run. */
export function started(key: SigningKey, mode: 'real' | 'demo' = 'demo'): RunEvent {
  return event('run.started', {
    mode,
    toolVersion: '0.1.0',
    runbook: { id: 'sample', version: '1', digest: digest(definition) },
    incident: { id: 'wave', listDigest: digest('list') },
    exposure: { scan: 1, digest: digest('map') },
    site: { digest: digest(site), directory: '/srv/site' },
    policy: 'one',
    signer: { name: key.name, key: key.verifier },
  });
}

/** What a journal in a directory is written with: a key in a directory of its own beside the run's. */
export async function setupIn(doors: Doors, parent: string): Promise<JournalSetup> {
  const key = await signingKey(doors, join(parent, 'keys'), 'firebreak-box');
  return { directory: join(parent, 'run-1'), run: 'run-1', key, redact: redactor([]) };
}

/** A new journal with its first record, and the copies beside it. */
export async function begun(doors: Doors, setup: JournalSetup): Promise<Journal> {
  const journal = await createJournal(doors, setup);
  mkdirSync(setup.directory, { recursive: true });
  writeFileSync(join(setup.directory, 'definition.yaml'), definition);
  writeFileSync(join(setup.directory, 'site.yaml'), site);
  await journal.append(started(setup.key));
  return journal;
}

/** What a step with two targets records, up to its end. */
export async function runStep(doors: Doors, journal: Journal, step: string): Promise<void> {
  const evidence = evidenceStore(doors, journal.directory);
  const plan = await evidence.keep('plan.json', 'application/json', Buffer.from(`{"${step}":1}`));
  const planDigest = `sha256:${plan.sha256}`;
  const targets = ['acme/web', 'acme/api'].map((name) => ({ name, key: `firebreak/${name}` }));
  await journal.append(event('step.entered', {}, { step }));
  await journal.append(
    event(
      'plan.made',
      {
        generation: 1,
        direction: 'do',
        digest: planDigest,
        targets: targets.map(({ key, name }) => ({ name, key, state: 'change', note: '' })),
        policy: 'one',
      },
      { step, evidence: [plan] },
    ),
  );
  const expiresAt = '2099-01-01T00:00:00.000Z';
  await journal.append(event('approval.requested', { digest: planDigest, expiresAt }, { step }));
  await journal.append(
    event('approval.granted', { digest: planDigest, note: 'go' }, { step, actor: ada }),
  );
  await journal.append(event('step.armed', { digest: planDigest }, { step }));
  for (const { key, name: target } of targets) {
    const about = { step, target, key, attempt: 1 };
    await journal.append(event('effect.intent', { change: digest(target) }, about));
    const after = await evidence.keep('after.txt', 'text/plain', Buffer.from(`${step} ${target}`));
    await journal.append(
      event(
        'effect.outcome',
        { status: 'applied', detail: 'pushed \u00fc', result: { branch: 'b', n: [1, 2.5] } },
        { ...about, evidence: [after] },
      ),
    );
    await journal.append(event('verify.passed', { detail: 'seen' }, { step, target }));
  }
  await journal.append(event('step.ended', { outcome: 'done' }, { step }));
}

/** A finished run: as many steps, each written by a process (an epoch) of its own. */
export async function finishedRun(
  doors: Doors,
  setup: JournalSetup,
  steps: readonly string[],
): Promise<void> {
  await (await begun(doors, setup)).close();
  for (const step of steps) {
    const journal = await openJournal(doors, setup);
    await runStep(doors, journal, step);
    await journal.close();
  }
  const journal = await openJournal(doors, setup);
  await journal.append(event('run.ended', { outcome: 'completed', note: '' }));
  await journal.close();
}
