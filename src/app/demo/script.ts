import { FirebreakError } from '../../errors.ts';
import { clearanceOf } from '../../exposure/clearance.ts';
import type { RunStatus, StepStatus } from '../../response/schema.ts';
import { loadScan } from '../scan-store.ts';
import { mergeBranch } from './colleagues.ts';
import { beyondReading, doByHand, type Handwork, handwork } from './handwork.ts';
import { approvePlan, decide, goOn, type Stage } from './stage.ts';

/** Days of the sample's own time. */
const handworkDate = '2026-05-19T12:00:00Z';
const owners: Readonly<Record<string, string>> = {
  freeze: 'Tomas Okafor, platform: read the plan; the rules are the list of the incident',
  pin: 'Yuki Tanaka, code owner: the replacements are the versions of before the wave',
  'cache-bust': 'Tomas Okafor, platform: the tarballs are kept as evidence',
  unfreeze: 'Mara Lindqvist, incident commander: merged, rebuilt and clear',
};

/**
 * Plays everybody whom the run asks, until it has ended. Tries once to revoke tokens before the hosts are checked, which
 * the interlock refuses. Throws DEMO_UNAVAILABLE where the run asks for something that the script does not know.
 */
export async function playRun(stage: Stage): Promise<RunStatus> {
  let again: { step: string; note: string } | null = null;
  for (;;) {
    const status: RunStatus = await goOn(stage, again);
    again = null;
    if (status.state === 'completed') return status;
    const waiting = status.steps.filter(({ waitingFor }) => waitingFor !== null);
    const early = waiting.find(({ waitingFor }) => waitingFor?.for === 'fact');
    if (early !== undefined && stage.played.every(({ refused }) => refused === null))
      await tooEarly(stage, early);
    const [step] = waiting.filter(({ waitingFor }) => waitingFor?.for !== 'fact');
    if (step === undefined) throw stuck(status);
    again = await answer(stage, step);
  }
}

async function tooEarly(stage: Stage, { id }: StepStatus): Promise<void> {
  const says = 'Tomas Okafor, platform: the tokens have leaked, I revoke them now';
  await decide(stage, id, { kind: 'answer', step: id, answer: 'yes' }, says, true);
}

/** Plays whoever a step waits for; gives the step that is to be tried again. */
export async function answer(
  stage: Stage,
  step: StepStatus,
): Promise<{ step: string; note: string } | null> {
  switch (step.waitingFor?.for) {
    case 'approval':
      await approvePlan(stage, step, owners[step.id] ?? 'Mara Lindqvist, incident commander: yes');
      return null;
    case 'targets':
      await seeToTargets(stage, step);
      return null;
    case 'answer':
      await answerStep(stage, step);
      return null;
    case 'decision':
      return await sortOut(stage, step);
    case 'fact':
    case 'reconciliation':
    case undefined:
      throw stuck(step);
  }
}

/** What nobody can do by rule: the script does it with git, then says so; the probe looks. */
async function seeToTargets(stage: Stage, step: StepStatus): Promise<void> {
  for (const { name, state } of step.targets) {
    if (state !== 'waiting') continue;
    const [target = ''] = name.split(':');
    for (const one of handwork) if (one.target === target) await byHand(stage, one);
    const said = handwork.find((one) => one.target === target && isAbout(one, name));
    const says =
      said === undefined ? 'Yuki Tanaka, code owner: done' : `${nameOf(said.author)}: ${said.says}`;
    await decide(
      stage,
      step.id,
      { kind: 'target', step: step.id, target: name, answer: 'yes' },
      says,
    );
  }
}

/** Whether a piece of handwork is about a target of the plan, as `acme/web:main`. */
function isAbout({ target, task }: Handwork, name: string): boolean {
  return name === `${target}:${task.kind === 'clean-work-tree' ? 'worktree' : task.branch}`;
}

async function answerStep(stage: Stage, step: StepStatus): Promise<void> {
  const says = step.id === 'merge' ? await mergeAll(stage) : (answers[step.id] ?? null);
  if (says === null) throw stuck(step);
  await decide(stage, step.id, { kind: 'answer', step: step.id, answer: 'yes' }, says);
}

const answers: Readonly<Record<string, string>> = {
  'check-hosts': 'Ines Abara, security: the CI runner is off the network, the kiosk was re-imaged',
  'revoke-tokens': 'Tomas Okafor, platform: both revoked, new ones are in the vault',
};

/** Merges every branch that the run made, and repairs what the map could not read. */
async function mergeAll(stage: Stage): Promise<string> {
  const { repositories } = stage.organisation;
  const pins = await pinBranches(stage);
  for (const { branch, into, target } of pins) {
    if (stage.done.has(branch)) continue;
    const repository = repositories.find(({ name }) => name === target);
    if (repository === undefined) throw stuck(target);
    stage.show(`  git merge ${branch}   # ${target}, into ${into}`);
    await mergeBranch(
      repository,
      { branch, into },
      { author: 'Yuki Tanaka <yuki@acme.example>', date: handworkDate },
    );
    stage.done.add(branch);
  }
  for (const one of handwork) await byHand(stage, one);
  return `Yuki Tanaka, code owner: ${pins.length} pins merged, the rest repaired by hand`;
}

async function pinBranches(
  stage: Stage,
): Promise<{ target: string; into: string; branch: string }[]> {
  const { readRun } = await import('../run-open.ts');
  const { state } = await readRun(stage.app, stage.place);
  return state
    .targetsOf('pin')
    .filter((one) => one.state === 'verified' && one.attempts > 0)
    .map(({ key, name }) => {
      const colon = name.indexOf(':');
      return { target: name.slice(0, colon), into: name.slice(colon + 1), branch: key };
    });
}

async function byHand(stage: Stage, work: Handwork): Promise<void> {
  const name = `${work.target}: ${work.says}`;
  if (stage.done.has(name)) return;
  const repository = stage.organisation.repositories.find((one) => one.name === work.target);
  if (repository === undefined) throw stuck(work.target);
  const did = await doByHand(repository, work, handworkDate);
  if (did) stage.show(`  by hand in ${work.target}: ${work.says} (${nameOf(work.author)})`);
  stage.done.add(name);
}

/** After the first rescan: pull requests and tags, and what nobody can read, are excluded with a reason. */
async function sortOut(
  stage: Stage,
  step: StepStatus,
): Promise<{ step: string; note: string } | null> {
  if (step.id !== 'rescan') throw failed(step);
  const map = await loadScan(stage.app, stage.place.incident, null);
  const { live, open, unknown } = clearanceOf(map, {});
  if (live.length > 0) throw stuck(live);
  const reasons: Readonly<Record<string, string>> = {
    ...Object.fromEntries(open.map((name) => [name, reasonFor(name)])),
    ...Object.fromEntries(unknown.map((name) => [name, beyondReading[name] ?? ''])),
  };
  for (const [target, reason] of Object.entries(reasons)) {
    if (reason === '') throw stuck(target);
    await decide(
      stage,
      step.id,
      { kind: 'exclude', step: step.id, target, holds: 'P7D' },
      `Mara Lindqvist, incident commander: ${reason}`,
    );
  }
  return { step: step.id, note: 'Mara Lindqvist, incident commander: all are accounted for' };
}

function reasonFor(name: string): string {
  return name.includes(':refs/pull/')
    ? 'the pull request is closed; its ref stays'
    : 'the release was withdrawn; its tag stays';
}

function nameOf(author: string): string {
  return author.replace(/ <.*$/, '');
}

/** A step that fails here found this machine otherwise than the sample needs it. */
function failed({ id, waitingFor }: StepStatus): FirebreakError {
  return new FirebreakError(
    'DEMO_UNAVAILABLE',
    `the step ${id} failed, and the script has no answer to that: ${waitingFor?.detail ?? 'nobody said why'}`,
    'See to what is named there. Where a proxy is set, the loopback has to be in NO_PROXY: 127.0.0.1.',
  );
}

function stuck(what: unknown): FirebreakError {
  const said = typeof what === 'string' ? what : JSON.stringify(what).slice(0, 600);
  return new FirebreakError(
    'DEMO_UNAVAILABLE',
    `the script does not know what to do with ${said}`,
    'This is a fault of the demonstration: report it.',
  );
}
