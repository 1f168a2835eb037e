import { createHash } from 'node:crypto';
import { Site } from '../../src/containment/site.ts';
import {
  type Actor,
  type EvidenceRef,
  JournalRecord,
  type RunEvent,
} from '../../src/journal/record.ts';
import { Data, type EventType, type PlannedTarget } from '../../src/journal/vocabulary.ts';
import type { ReportInput } from '../../src/report/input.ts';
import { reportModel } from '../../src/report/model.ts';
import { Report } from '../../src/report/schema.ts';
import { after } from '../../src/response/duration.ts';
import { compile, replay } from '../../src/runbook/machine/index.ts';
import { before, clean } from './maps.ts';
import { runbook } from './runbook.ts';

/** firebreak itself. */
export const engine: Actor = { kind: 'engine', id: 'firebreak', auth: 'none', host: 'desk' };
/** Somebody at the keyboard. */
export const ada: Actor = { kind: 'person', id: 'ada', auth: 'local-user', host: 'desk' };

/** `sha256:` of a text. */
export function digest(text: string): string {
  return `sha256:${hex(text)}`;
}

function hex(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** A piece of evidence that a record may name. */
export function piece(name: string, media = 'application/json'): EvidenceRef {
  return { sha256: hex(name), size: name.length, name, media };
}

/** What a run's first record says, in tests. */
export function firstData(mode: 'real' | 'demo' | 'exercise' = 'real'): RunEvent['data'] {
  return {
    mode,
    toolVersion: '0.1.0',
    runbook: { id: runbook.id, version: runbook.version, digest: digest('runbook') },
    incident: { id: 'wave-1', listDigest: digest('list') },
    exposure: { scan: 1, digest: digest('map') },
    site: null,
    policy: 'one',
    signer: { name: 'firebreak-desk', key: 'firebreak-desk+00+key' },
  };
}

type Tail = Partial<Pick<RunEvent, 'step' | 'target' | 'attempt' | 'key' | 'actor' | 'evidence'>>;

/** Events of a run, one after the other, each one the machine takes. Time stands still unless it is moved on. */
export class Tale {
  readonly events: (RunEvent & { at: string })[] = [];
  private now = Date.parse('2026-11-20T03:00:00.000Z');
  private generation: Record<string, number> = {};

  constructor(mode: 'real' | 'demo' | 'exercise' = 'real') {
    this.add('run.started', firstData(mode), { actor: mode === 'real' ? ada : script });
    this.clock('stop-installs', 'PT30M');
    this.clock('clean-code', 'PT8H');
  }

  /** Minutes go by; seconds as a fraction. */
  wait(minutes: number): this {
    this.now += minutes * 60_000;
    return this;
  }

  add(type: EventType, data: RunEvent['data'] = {}, tail: Tail = {}): this {
    const nothing = { step: null, target: null, attempt: null, key: null, cause: null };
    const event = { type, ...nothing, actor: engine, evidence: [], ...tail, data };
    Data[type].parse(data);
    this.events.push({ ...event, at: new Date(this.now).toISOString() });
    return this;
  }

  private clock(control: string, within: string): void {
    const dueAt = after(new Date(this.now), within);
    this.add('deadline.set', { control, owner: 'role:platform', dueAt });
  }

  key(step: string, target: string): string {
    return `firebreak/run-1/${step}/${hex(target).slice(0, 12)}/${this.generation[step] ?? 1}`;
  }

  /** Comes to a step and plans it; `states` are the targets. */
  plan(
    step: string,
    states: Readonly<Record<string, PlannedTarget['state']>>,
    policy: 'one' | 'none' = 'one',
  ): this {
    const generation = (this.generation[step] ?? 0) + 1;
    this.generation[step] = generation;
    if (generation === 1) this.add('step.entered', {}, { step });
    const targets = Object.entries(states).map(([name, state]) => ({
      name,
      key: this.key(step, name),
      state,
      note: `about ${name}`,
    }));
    const evidence = [piece(`plan-${step}-${generation}.json`)];
    const plan = digest(`${step} ${generation}`);
    this.add(
      'plan.made',
      { generation, direction: 'do', digest: plan, targets, policy },
      { step, evidence },
    );
    if (policy === 'one')
      this.add(
        'approval.requested',
        { digest: plan, expiresAt: '2026-12-20T00:00:00.000Z' },
        { step },
      );
    return this;
  }

  planDigest(step: string): string {
    return digest(`${step} ${this.generation[step]}`);
  }

  approve(step: string, note = 'go'): this {
    return this.add(
      'approval.granted',
      { digest: this.planDigest(step), note },
      { step, actor: ada },
    );
  }

  arm(step: string): this {
    return this.add('step.armed', { digest: this.planDigest(step) }, { step });
  }

  intent(step: string, target: string, attempt = 1): this {
    const key = this.key(step, target);
    return this.add('effect.intent', { change: digest(target) }, { step, target, key, attempt });
  }

  outcome(
    step: string,
    target: string,
    status: 'applied' | 'failed',
    evidence: EvidenceRef[] = [],
  ): this {
    const data = { status, detail: `${status} there`, result: null };
    return this.add('effect.outcome', data, {
      step,
      target,
      key: this.key(step, target),
      attempt: 1,
      evidence,
    });
  }

  verified(step: string, target: string): this {
    return this.add(
      'verify.passed',
      { detail: 'seen' },
      { step, target, key: this.key(step, target) },
    );
  }

  /** Applies and verifies at each target. */
  apply(step: string, ...targets: string[]): this {
    for (const target of targets)
      this.intent(step, target).outcome(step, target, 'applied').verified(step, target);
    return this;
  }

  fact(step: string, fact: string): this {
    return this.add('fact.recorded', { fact, note: '' }, { step });
  }

  end(step: string, outcome: 'done' | 'satisfied' | 'skipped' = 'done'): this {
    return this.add('step.ended', { outcome }, { step });
  }

  /** A human step with its answer. */
  answered(step: string, note: string): this {
    this.add('step.entered', {}, { step });
    this.add(
      'step.asked',
      { question: 'Is it done?' },
      { step, evidence: [piece(`worklist-${step}.md`)] },
    );
    this.wait(10);
    return this.add('step.answered', { answer: 'yes', note }, { step, actor: ada });
  }

  keep(): this {
    return this.plan('keep', { evidence: 'change' }, 'none')
      .arm('keep')
      .apply('keep', 'evidence')
      .fact('keep', 'evidence-kept')
      .end('keep');
  }

  freeze(): this {
    return this.plan('freeze', { registry: 'change' })
      .wait(5)
      .approve('freeze')
      .arm('freeze')
      .apply('freeze', 'registry')
      .end('freeze');
  }

  pin(): this {
    return this.plan('pin', { 'acme/web:main': 'change' })
      .wait(2)
      .approve('pin')
      .arm('pin')
      .apply('pin', 'acme/web:main')
      .end('pin');
  }

  merge(): this {
    return this.answered('merge', 'merged all').fact('merge', 'pins-merged').end('merge');
  }

  tokens(): this {
    this.add('fact.recorded', { fact: 'hosts-checked', note: 'looked at all 3' }, { actor: ada });
    return this.answered('tokens', 'revoked 2').end('tokens');
  }

  rescan(): this {
    return this.plan('rescan', { 'wave-1': 'change' }, 'none')
      .arm('rescan')
      .intent('rescan', 'wave-1')
      .outcome('rescan', 'wave-1', 'applied', [piece('scan-2.json')])
      .verified('rescan', 'wave-1')
      .fact('rescan', 'rescan-clear')
      .end('rescan');
  }

  /** The report step and the end of the run. */
  close(): this {
    this.add('step.entered', {}, { step: 'report' });
    this.add('step.passed', { detail: 'reports/run-1.md' }, { step: 'report' });
    return this.end('report').add('run.ended', {
      outcome: 'completed',
      note: 'every step has ended',
    });
  }

  records(): JournalRecord[] {
    return this.events.map((event, seq) =>
      JournalRecord.parse({
        v: 1,
        run: 'run-1',
        seq,
        epoch: 1,
        prev: hex(`${seq}`),
        redacted: [],
        ...event,
      }),
    );
  }

  input(more: Partial<ReportInput> = {}): ReportInput {
    const records = this.records();
    return {
      records,
      definition: runbook,
      state: replay(compile(runbook), records),
      before,
      after: records.some(({ step }) => step === 'rescan') ? clean : null,
      site,
      directory: '/srv/incidents/wave-1/runs/run-1',
      verified: { verified: true, failures: [], notChecked: [] },
      ...more,
    };
  }

  /** The report, which has to be one by its schema. */
  report(more: Partial<ReportInput> = {}): Report {
    return Report.parse(reportModel(this.input(more)));
  }
}

/** What answers in a demonstration. */
export const script: Actor = { kind: 'script', id: 'demo', auth: 'none', host: 'desk' };

/** Who stands behind the roles. */
export const site: Site = Site.parse({
  apiVersion: 'firebreak/v1',
  kind: 'Site',
  organisation: 'Acme',
  roles: { platform: ['grace', 'linus'] },
});

/** A run in which everything goes well, in time. */
export function goodTale(): Tale {
  return new Tale().keep().freeze().pin().merge().tokens().rescan().close();
}
