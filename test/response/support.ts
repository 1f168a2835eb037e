import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { z } from 'zod';
import { action, type Action, type World } from '../../src/containment/types.ts';
import { FirebreakError } from '../../src/errors.ts';
import type { ExposureMap } from '../../src/exposure/schema.ts';
import type { Doors } from '../../src/host/doors.ts';
import type { Incident } from '../../src/incident/schema.ts';
import { evidenceStore } from '../../src/journal/evidence.ts';
import { signingKey } from '../../src/journal/key.ts';
import type { Actor, JournalRecord } from '../../src/journal/record.ts';
import { redactor } from '../../src/journal/redact.ts';
import { createJournal, type Journal, openJournal } from '../../src/journal/writer.ts';
import { type LiveRun, liveRun } from '../../src/response/live-run.ts';
import { digestOf } from '../../src/runbook/digest.ts';
import { compile } from '../../src/runbook/machine/index.ts';
import { Runbook } from '../../src/runbook/schema.ts';
import { realDoors } from '../support/doors.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

/** A person, as the operating system has them. */
export const ada: Actor = { kind: 'person', id: 'ada', auth: 'local-user', host: 'desk' };
/** The engine. */
export const engine: Actor = { kind: 'engine', id: 'firebreak', auth: 'none', host: 'desk' };

/** A small world of files that actions change, and a log of every change in it. */
export interface Yard {
  readonly directory: string;
  /** What each valve holds, by its name. */
  valves(): Record<string, string>;
  set(name: string, content: string): void;
  /** A line per application, `close main firebreak/…`. */
  log(): string[];
}

/** A fresh yard with valves that are open. */
export function yard(names: readonly string[]): Yard {
  const directory = temporaryDirectory();
  mkdirSync(join(directory, 'valves'));
  const set = (name: string, content: string): void =>
    writeFileSync(join(directory, 'valves', name), content);
  for (const name of names) set(name, 'open');
  const log = join(directory, 'log');
  return {
    directory,
    set,
    valves: () =>
      Object.fromEntries(
        readdirSync(join(directory, 'valves')).map((name) => [
          name,
          readFileSync(join(directory, 'valves', name), 'utf8'),
        ]),
      ),
    log: () => (existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : []),
  };
}

/** Faults that an action of the yard has on demand. */
export interface Faults {
  /** Thrown once by the application to a valve. */
  apply?: Record<string, unknown>;
  /** Whether the probe sees what is there. */
  blind?: boolean;
}

/** Closes valves: each is a file that says `open`, or `closed <key>`. */
export function closeValves(place: Yard, faults: Faults = {}): Action {
  const append = (line: string): void =>
    writeFileSync(join(place.directory, 'log'), `${line}\n`, { flag: 'a' });
  const Args = z.strictObject({});
  return action<object, { now: string }, { from: string; to: string }>({
    id: 'valves.close',
    version: 1,
    about: 'Closes valves.',
    args: Args,
    semantics: { repeat: 'keyed', observable: true, undo: true },
    harmless: false,
    pace: { lane: 'yard', seconds: 1 },
    probe: 'valve-closed',
    selectors: ['valves'],
    async targets() {
      const targets = Object.keys(place.valves()).map((name) => ({ name, about: null }));
      return { targets, none: targets.length === 0 ? 'the yard has no valve' : null };
    },
    async observe(_world, target) {
      return { now: place.valves()[target.name] ?? 'gone' };
    },
    plan({ now }, target) {
      if (now.startsWith('closed')) return { kind: 'satisfied', reason: 'closed already' };
      if (now === 'stuck')
        return {
          kind: 'person',
          change: { from: now, to: 'closed' },
          summary: 'it is stuck',
          instructions: [`hammer ${target.name}`],
        };
      return { kind: 'change', change: { from: now, to: 'closed' }, summary: `close from ${now}` };
    },
    async apply(_world, change, { key, target }) {
      const fault = faults.apply?.[target.name];
      if (fault !== undefined) {
        delete faults.apply?.[target.name];
        throw fault;
      }
      place.set(target.name, `${change.to} ${key}`);
      append(`close ${target.name} ${key}`);
      return { detail: 'closed', result: { before: change.from }, evidence: [] };
    },
    async landed(_world, _change, { key, target }) {
      return place.valves()[target.name] === `closed ${key}`;
    },
    async verify(_world, _change, { target }) {
      const seen = faults.blind === true ? 'nothing' : (place.valves()[target.name] ?? 'gone');
      return { passed: seen.startsWith('closed'), detail: `it is ${seen}`, evidence: [] };
    },
    undo: {
      probe: 'valve-open',
      async plan(_world, change) {
        return { kind: 'change', change: { to: change.from }, summary: `open to ${change.from}` };
      },
      async apply(_world, back, { key, target }) {
        place.set(target.name, (back as { to: string }).to);
        append(`open ${target.name} ${key}`);
        return { detail: 'opened', result: null, evidence: [] };
      },
      async landed(_world, back, { target }) {
        return place.valves()[target.name] === (back as { to: string }).to;
      },
      async verify(_world, back, { target }) {
        const seen = place.valves()[target.name];
        return {
          passed: seen === (back as { to: string }).to,
          detail: `it is ${seen}`,
          evidence: [],
        };
      },
    },
  });
}

const effect = {
  semantics: { repeat: 'keyed', observable: true, undo: true },
  verify: 'valve-closed',
  approval: 'one',
} as const;

/** A runbook over valves: close them, ask somebody, check a gate, open them again. */
export const valveRunbook: Runbook = Runbook.parse({
  apiVersion: 'firebreak/v1',
  kind: 'Runbook',
  id: 'valves',
  version: '1.0.0',
  title: 'Close the valves',
  about: 'For tests.',
  owner: 'role:keeper',
  reviewedAt: '2026-01-01',
  exercisedAt: null,
  roles: { keeper: 'Keeps the yard.' },
  facts: { dry: 'The yard is dry.', closed: 'Every valve is closed.' },
  controls: [
    {
      id: 'c-1',
      control: 'Close the valves',
      owner: 'role:keeper',
      trigger: { count: 'always', atLeast: 0 },
      respondWithin: 'PT15M',
    },
  ],
  interlocks: [
    { id: 'dry-first', before: ['open'], require: ['dry'], why: 'Water would come in.' },
  ],
  steps: [
    {
      id: 'close',
      kind: 'per-target',
      title: 'Close all',
      owner: 'role:keeper',
      control: 'c-1',
      records: 'closed',
      action: 'valves.close',
      over: 'valves',
      ...effect,
    },
    {
      id: 'look',
      kind: 'human',
      title: 'Look around',
      owner: 'role:keeper',
      ask: 'Is the yard dry?',
      records: 'dry',
    },
    { id: 'all-closed', kind: 'gate', title: 'Closed', owner: 'role:keeper', require: ['closed'] },
    {
      id: 'open',
      kind: 'action',
      title: 'Open again',
      owner: 'role:keeper',
      undoes: 'close',
      ...effect,
      verify: 'valve-open',
    },
    { id: 'report', kind: 'report', title: 'Report', owner: 'role:keeper' },
  ],
});

/** A run over a yard, begun or taken up again. */
export interface Rig {
  readonly run: LiveRun;
  readonly journal: Journal;
  readonly directory: string;
  /** Gives up the run, as the end of a process does. */
  close(): Promise<void>;
}

interface RigOptions {
  readonly actions: readonly Action[];
  readonly directory?: string;
  readonly runbook?: Runbook;
  readonly doors?: Doors;
  readonly mode?: 'real' | 'demo';
  readonly world?: Partial<World>;
  readonly told?: (record: JournalRecord) => void;
}

/** Begins a run in a directory, or takes up the one that is there. */
export async function rig(options: RigOptions): Promise<Rig> {
  const { actions, doors = realDoors, runbook = valveRunbook } = options;
  const directory = options.directory ?? join(temporaryDirectory(), '20260101t000000z');
  const run = '20260101t000000z';
  const key = await signingKey(doors, `${directory}-keys`, 'desk');
  const setup = { directory, run, key, redact: redactor([]) };
  const there = existsSync(join(directory, 'journal.jsonl'));
  const journal = there ? await openJournal(doors, setup) : await createJournal(doors, setup);
  const definition = digestOf(JSON.stringify(runbook));
  if (!there)
    await journal.append({
      type: 'run.started',
      step: null,
      target: null,
      attempt: null,
      key: null,
      cause: null,
      actor: ada,
      data: {
        mode: options.mode ?? 'real',
        toolVersion: '0.0.0',
        runbook: { id: runbook.id, version: runbook.version, digest: definition },
        incident: { id: 'wave', listDigest: 'none' },
        exposure: { scan: 1, digest: digestOf('') },
        site: null,
        policy: 'one',
        signer: { name: key.name, key: key.verifier },
      },
      evidence: [],
    });
  const evidence = evidenceStore(doors, directory);
  const world: World = {
    doors,
    site: null,
    registryAuth: null,
    incident: { id: 'wave' } as Incident,
    map: { exposures: [], targets: [] } as unknown as ExposureMap,
    run,
    scratch: temporaryDirectory(),
    keep: (name, media, bytes) => evidence.keep(name, media, bytes),
    evidence: (sha256) => evidence.read(sha256),
    keepPrivate: () => Promise.reject(new Error('nothing private in the yard')),
    private: () => Promise.reject(new Error('nothing private in the yard')),
    redact: (text) => text,
    rescan: () => Promise.reject(new Error('no scans in the yard')),
    rescanAll: () => Promise.reject(new Error('no scans in the yard')),
    clearance: () => ({ clear: true, live: [], open: [], unknown: [], excluded: {} }),
    ...options.world,
  };
  onTestFinished(() => journal.close().catch(() => {}));
  const live = liveRun({
    id: run,
    compiled: compile(runbook),
    definition,
    actions: new Map(actions.map((one) => [one.id, one])),
    world,
    evidence,
    engine,
    report: async () => ({ detail: 'reported', evidence: [] }),
    told: options.told ?? (() => {}),
    journal,
  });
  return { run: live, journal, directory, close: () => journal.close() };
}

/** The records of a run, as `type` or `type target`. */
export function story(run: LiveRun): string[] {
  return run
    .records()
    .map(({ step, target, type }) =>
      [type, step, target].filter((word) => word !== null).join(' '),
    );
}

/** Digest of the plan in force. */
export function digestFor(run: LiveRun, step: string): string {
  const digest = run.state().steps[step]?.planDigest;
  if (digest === null || digest === undefined) throw new Error(`${step} has no plan`);
  return digest;
}

/** Something of the outside world that failed. */
export function outage(): FirebreakError {
  return new FirebreakError('REGISTRY_DOWN', 'the yard does not answer', 'Wait.');
}
