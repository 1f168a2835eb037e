// `cut-demo.ts STATE`: takes the run of a demonstration up and plays it to its end, unless it comes to a boundary of an
// effect at which it has not been cut yet: there it ends itself with SIGKILL. STATE is a JSON file: see `CutState`.
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type * as Script from '../../../src/app/demo/script.ts';
import type * as StageRoom from '../../../src/app/demo/stage.ts';
import type * as Containment from '../../../src/containment/index.ts';
import type { Action, Undo } from '../../../src/containment/types.ts';
import type { AppendFile } from '../../../src/host/append.ts';
import type * as DoorsRoom from '../../../src/host/doors.ts';
import type { JournalRecord } from '../../../src/journal/record.ts';
import { projectRoot } from '../../support/project.ts';
import type { Boundary, CutState } from '../crash/cut-state.ts';

// The compiled program: it starts faster, hundreds of times.
const dist = join(projectRoot, 'dist');
const { actions }: typeof Containment = await import(join(dist, 'containment/index.js'));
const { playRun }: typeof Script = await import(join(dist, 'app/demo/script.js'));
const { scriptActor }: typeof StageRoom = await import(join(dist, 'app/demo/stage.js'));
const { systemDoors }: typeof DoorsRoom = await import(join(dist, 'host/doors.js'));

/** A step of each kind: one target and many, forth and back, and one that only looks. */
const kinds = new Set(['freeze', 'pin', 'unfreeze', 'rescan']);

const state = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as CutState;
const cuts = memory(state.cuts);

for (const action of actions as Action[]) {
  Object.assign(action, { apply: counted(action.id, { ...action }) });
  const { undo } = action;
  if (undo !== null) Object.assign(undo, { apply: counted(`${action.id} undo`, { ...undo }) });
}

const real = systemDoors(new AbortController().signal);
const doors = { ...real, files: { ...real.files, openForAppend } };
const app = {
  doors,
  dataDir: state.dataDir,
  version: '0.0.0',
  progress: () => {},
  warn: () => {},
};
const status = await playRun({
  app,
  place: state.place,
  organisation: state.organisation as never,
  actor: scriptActor(app),
  played: existsSync(state.refused) ? [{ step: '', command: '', says: '', refused: 'before' }] : [],
  done: memory(state.done),
  show: (line) => {
    if (line.startsWith('  refused')) appendFileSync(state.refused, `${line.split('\n')[0]}\n`);
  },
  told: () => {},
});
process.stdout.write(JSON.stringify(status));
process.exit(0);

/** What an action did, by key, once it has done it. */
function counted(id: string, way: Pick<Action | Undo, 'apply'>): Action['apply'] {
  return async (world, change, context) => {
    const applied = await way.apply(world, change, context);
    appendFileSync(state.log, `${id} ${context.key}\n`);
    return applied;
  };
}

async function openForAppend(path: string): Promise<AppendFile> {
  const file = await real.files.openForAppend(path);
  return {
    async append(bytes, synced) {
      if (bytes.length === 0) return await file.append(bytes, synced);
      const record = JSON.parse(Buffer.from(bytes).toString('utf8')) as JournalRecord;
      const [before, after] = boundariesOf(record);
      cutOnce(before);
      await file.append(bytes, synced);
      cutOnce(after);
    },
    close: () => file.close(),
  };
}

/** Names of the boundaries before and after a record of an effect; null where there is nothing to cut. */
function boundariesOf(record: JournalRecord): [string | null, string | null] {
  const { key, step, target, type } = record;
  const about = [step, target, key].join(' ');
  if (type === 'effect.outcome')
    return [isCutEnough(record) ? null : `after effect ${about}`, null];
  // Elsewhere than after an effect nothing differs from target to target, nor between steps of a kind.
  if (!state.everywhere && !kinds.has(step ?? '')) return [null, null];
  const once = state.everywhere ? about : step;
  if (type === 'effect.intent') return [`before intent ${once}`, `after intent ${once}`];
  if (type === 'verify.passed') return [`during verify ${once}`, null];
  return state.everywhere ? [`before ${type} ${about}`, `after ${type} ${about}`] : [null, null];
}

/** Every action finds its own effect again in its own way: it is cut at one target, and at one that follows others. */
function isCutEnough({ step }: JournalRecord): boolean {
  return !state.everywhere && cuts.count(`after effect ${step} `) === 2;
}

function cutOnce(boundary: string | null): void {
  if (boundary === null || cuts.has(boundary)) return;
  const known = /^(?:before intent|after intent|after effect|during verify)/.exec(boundary)?.[0];
  if (known !== undefined && !state.at.includes(known as Boundary)) return;
  cuts.add(boundary);
  process.kill(process.pid, 'SIGKILL');
}

/** A set that outlives the process: a line each. */
function memory(path: string): {
  has(name: string): boolean;
  add(name: string): void;
  count(start: string): number;
} {
  const names = new Set(existsSync(path) ? readFileSync(path, 'utf8').split('\n') : []);
  return {
    has: (name) => names.has(name),
    count: (start) => [...names].filter((name) => name.startsWith(start)).length,
    add(name) {
      names.add(name);
      appendFileSync(path, `${name}\n`);
    },
  };
}
