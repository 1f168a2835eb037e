import { stripVTControlCharacters } from 'node:util';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import type { PlanView, RunStatus, StepStatus } from '../../src/response/schema.ts';
import { planText } from '../../src/ui/plan-view.ts';
import { statusText } from '../../src/ui/run-view.ts';
import { linesOf, onPage } from './support.ts';

const none: StepStatus['counts'] = {
  total: 0,
  pending: 0,
  inFlight: 0,
  unknown: 0,
  applied: 0,
  verified: 0,
  satisfied: 0,
  failed: 0,
  waiting: 0,
  excluded: 0,
};

function step(id: string, parts: Partial<StepStatus> = {}): StepStatus {
  return {
    id,
    kind: 'action',
    title: id,
    state: 'blocked',
    owner: 'role:incident-commander',
    dueAt: '2026-11-21T00:34:00.000Z',
    counts: none,
    waitingFor: null,
    note: '',
    targets: [],
    ...parts,
  };
}

const long = `firebreak respond answer pin --target '${'acme/reports:feature and more '.repeat(4)}' --yes --note "..."`;

const status: RunStatus = {
  run: '20261120t123537z',
  incident: 'wave',
  directory: '/data',
  mode: 'real',
  runbook: { id: 'npm-registry-compromise', version: '1.0.0', digest: '' },
  state: 'waiting',
  startedAt: '2026-11-20T12:35:37.000Z',
  steps: [
    step('preserve-evidence', {
      state: 'awaiting-approval',
      dueAt: '2026-11-20T13:05:00.000Z',
      counts: { ...none, total: 3, verified: 1, pending: 2 },
    }),
    step('pin', {
      state: 'failed',
      owner: 'person:ann',
      counts: { ...none, total: 5, verified: 2, failed: 1, waiting: 1, excluded: 1 },
      targets: [{ name: 'acme/web\u001b[2J:main', state: 'failed', note: 'gone\nwrong' }],
      waitingFor: {
        for: 'targets',
        owner: 'role:platform',
        people: ['Tomas'],
        detail: 'acme/web',
        worklist: '/data/evidence/sha256/01/0123',
        command: long,
      },
    }),
  ],
  interlocks: [
    {
      id: 'hosts-before-tokens',
      before: ['revoke-tokens'],
      met: false,
      missing: ['hosts-checked'],
      why: 'The payload leaves a monitor on the host that asks every minute whether its token works.',
    },
  ],
  facts: [],
  records: 18,
  next: long,
};

describe.each([80, 140])('a run on a page of %d columns', (columns) => {
  const lines = onPage(columns, () => linesOf(statusText(status)));

  it('has each step on one line, and no line but commands wider than the page', () => {
    expect(lines).toContainEqual(
      expect.stringMatching(
        /^ {2}preserve-evidence +to approve +13:05Z +incident-commander +1\/3$/,
      ),
    );
    expect(lines).toContainEqual(expect.stringMatching(/^ {2}pin +failed +Sat 00:34Z +ann +2\/5$/));
    const wide = lines.filter((line) => stringWidth(line) > columns);
    expect(wide.map((line) => line.trim())).toEqual([long, long]);
  });

  it('says who is waited for, and what an interlock forbids', () => {
    expect(lines).toContain('  pin waits for targets by platform (Tomas)');
    expect(lines.join(' ')).toContain('or --exclude, to leave it out');
    expect(lines).toContain('    /data/evidence/sha256/01/0123');
    expect(lines).toContain('  hosts-before-tokens: no revoke-tokens before hosts-checked');
    expect(lines.join('\n')).not.toContain('role:');
  });

  it('prints nothing that a terminal obeys', () => {
    expect(lines).toContain('  acme/web\\u001b[2J:main failed');
    expect(lines).toContain('    gone\\u000awrong');
  });
});

it('says of an abandoned run what it leaves behind', () => {
  const steps = [
    step('freeze', { state: 'done', counts: { ...none, total: 1, verified: 1 } }),
    step('pin', { state: 'undone', counts: { ...none, total: 1, verified: 1 } }),
    step('merge'),
  ];

  const text = statusText({ ...status, state: 'abandoned', steps, next: '' });

  expect(stripVTControlCharacters(text)).toContain('What it changed stays as it is: freeze.');
});

describe('a plan', () => {
  it('ends with both answers, each a command on one line that names the same run', () => {
    const plan: PlanView = {
      run: '20261120t123537z',
      step: 'freeze',
      generation: 1,
      direction: 'do',
      digest: 'sha256:0123',
      changes: [],
      targets: { ...none, total: 1, pending: 1 },
      estimate: { seconds: 30, lane: 'registry' },
      requires: { policy: 'one', approvals: 1 },
      expiresAt: null,
      approve: `firebreak respond approve ../a-directory-with-a-long-name/runs/20261120t123537z freeze --digest sha256:0123456789ab`,
    };

    const lines = onPage(60, () => stripVTControlCharacters(planText(plan)).split('\n'));

    expect(lines.slice(-4)).toEqual([
      'Approve',
      `  ${plan.approve}`,
      'Deny',
      '  firebreak respond deny ../a-directory-with-a-long-name/runs/20261120t123537z freeze --note "..."',
    ]);
  });
});
