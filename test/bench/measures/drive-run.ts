// `drive-run.ts DIRECTORY TARGETS`: drives a run of one step over many targets to its verified end, with an action that
// does nothing, so that what is left is the engine: intent, outcome and verification on record for every target.
import { mkdirSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import type * as ContainmentTypes from '../../../src/containment/types.ts';
import type * as DoorsRoom from '../../../src/host/doors.ts';
import type * as EvidenceRoom from '../../../src/journal/evidence.ts';
import type * as KeyRoom from '../../../src/journal/key.ts';
import type { Actor } from '../../../src/journal/record.ts';
import type * as RedactRoom from '../../../src/journal/redact.ts';
import type * as WriterRoom from '../../../src/journal/writer.ts';
import type * as DecisionsRoom from '../../../src/response/decisions.ts';
import type * as DriveRoom from '../../../src/response/drive.ts';
import type * as LiveRunRoom from '../../../src/response/live-run.ts';
import type * as DigestRoom from '../../../src/runbook/digest.ts';
import type * as MachineRoom from '../../../src/runbook/machine/index.ts';
import type * as RunbookRoom from '../../../src/runbook/schema.ts';
import { projectRoot } from '../../support/project.ts';

enableCompileCache();
const dist = join(projectRoot, 'dist');
const { z } = await import('zod');
const { action }: typeof ContainmentTypes = await import(join(dist, 'containment/types.js'));
const { systemDoors }: typeof DoorsRoom = await import(join(dist, 'host/doors.js'));
const { evidenceStore }: typeof EvidenceRoom = await import(join(dist, 'journal/evidence.js'));
const { signingKey }: typeof KeyRoom = await import(join(dist, 'journal/key.js'));
const { redactor }: typeof RedactRoom = await import(join(dist, 'journal/redact.js'));
const { createJournal }: typeof WriterRoom = await import(join(dist, 'journal/writer.js'));
const { approve }: typeof DecisionsRoom = await import(join(dist, 'response/decisions.js'));
const { carryOn }: typeof DriveRoom = await import(join(dist, 'response/drive.js'));
const { liveRun }: typeof LiveRunRoom = await import(join(dist, 'response/live-run.js'));
const { digestOf }: typeof DigestRoom = await import(join(dist, 'runbook/digest.js'));
const { compile }: typeof MachineRoom = await import(join(dist, 'runbook/machine/index.js'));
const { Runbook }: typeof RunbookRoom = await import(join(dist, 'runbook/schema.js'));

const [, , parent = '', targets = '0'] = process.argv;
const run = '20260101t000000z';
const directory = join(parent, run);
const semantics = { repeat: 'keyed', observable: true, undo: false } as const;
const ada: Actor = { kind: 'person', id: 'ada', auth: 'local-user', host: 'desk' };

const nothing = action<object, object, object>({
  id: 'nothing',
  version: 1,
  about: 'Does nothing.',
  args: z.strictObject({}),
  semantics,
  harmless: false,
  pace: { lane: 'none', seconds: 0 },
  probe: 'nothing-done',
  selectors: ['numbers'],
  targets: async () => ({ targets: numbers(), none: null }),
  observe: async () => ({}),
  plan: () => ({ kind: 'change', change: { set: 'frozen' }, summary: 'set it to frozen' }),
  apply: async () => ({ detail: 'set', result: null, evidence: [] }),
  landed: async () => false,
  verify: async () => ({ passed: true, detail: 'it is set', evidence: [] }),
  undo: null,
});

const runbook = Runbook.parse({
  apiVersion: 'firebreak/v1',
  kind: 'Runbook',
  id: 'bench',
  version: '1.0.0',
  title: 'Bench',
  about: 'One step over many targets.',
  owner: 'role:keeper',
  reviewedAt: '2026-01-01',
  exercisedAt: null,
  roles: { keeper: 'Keeps.' },
  facts: {},
  controls: [],
  interlocks: [],
  steps: [
    {
      id: 'set',
      kind: 'per-target',
      title: 'Set',
      owner: 'role:keeper',
      action: 'nothing',
      over: 'numbers',
      semantics,
      verify: 'nothing-done',
      approval: 'one',
    },
  ],
});

function numbers(): { name: string; about: null }[] {
  return Array.from({ length: Number(targets) }, (_, number) => ({
    name: `acme/repository-${String(number).padStart(6, '0')}:main`,
    about: null,
  }));
}

mkdirSync(parent, { recursive: true });
const doors = systemDoors(new AbortController().signal);
const key = await signingKey(doors, join(parent, 'keys'), 'desk');
const setup = { directory, run, key, redact: redactor(['a secret of eight']) };
const journal = await createJournal(doors, setup);
await journal.append({
  type: 'run.started',
  step: null,
  target: null,
  attempt: null,
  key: null,
  cause: null,
  actor: ada,
  data: {
    mode: 'real',
    toolVersion: '0.0.0',
    runbook: { id: runbook.id, version: runbook.version, digest: digestOf('') },
    incident: { id: 'bench', listDigest: '' },
    exposure: { scan: 1, digest: digestOf('') },
    site: null,
    policy: 'one',
    signer: { name: key.name, key: key.verifier },
  },
  evidence: [],
});
const evidence = evidenceStore(doors, directory);
const live = liveRun({
  id: run,
  compiled: compile(runbook),
  definition: digestOf(''),
  actions: new Map([[nothing.id, nothing]]),
  world: { doors } as unknown as ContainmentTypes.World,
  evidence,
  engine: { kind: 'engine', id: 'firebreak', auth: 'none', host: 'desk' },
  report: async () => ({ detail: '', evidence: [] }),
  told: () => {},
  journal,
});
await carryOn(live);
await approve(live, ada, 'set', live.state().steps['set']?.planDigest ?? '', '');
await carryOn(live);
await journal.close();
if (live.state().status !== 'completed') process.exitCode = 1;
// The launcher of git would keep the process alive.
process.exit();
