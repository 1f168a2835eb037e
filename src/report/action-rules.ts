import type { ActionItem } from './open-schema.ts';
import type { Point } from './open-points.ts';

/** What closes one kind of open point. */
export interface Rule {
  readonly type: ActionItem['type'];
  /** `incident`: within a day; `review`: within a week of the run's last record. */
  readonly due: 'incident' | 'review';
  /** Points of one kind and step share an action; where false each has its own. */
  readonly shared: boolean;
  title(step: string, count: number): string;
  /** The command for a run, by what it is asked about. */
  readonly check: 'verify' | 'status' | 'exposure' | 'coverage' | 'runbook' | 'report' | 'show';
  readonly closedWhen: string;
}

/** By kind of open point. */
export const rules: Readonly<Record<Point['kind'], Rule>> = {
  'not-verified': {
    type: 'repair',
    due: 'incident',
    shared: true,
    title: () => 'Find out who changed the record, and what can still be relied on',
    check: 'verify',
    closedWhen: 'it exits 0 on a copy that nobody touched, or the loss is explained in writing',
  },
  'not-ended': {
    type: 'repair',
    due: 'incident',
    shared: true,
    title: () => 'Bring the run to its end',
    check: 'status',
    closedWhen: 'the run is completed, or another run of the incident is',
  },
  'not-rescanned': {
    type: 'detect',
    due: 'incident',
    shared: true,
    title: () => 'Scan again: nothing shows what is left',
    check: 'exposure',
    closedWhen: 'it shows a scan later than the run, and it is clear',
  },
  live: {
    type: 'repair',
    due: 'incident',
    shared: true,
    title: (_, count) => `Remove what is still live: ${count}`,
    check: 'exposure',
    closedWhen: 'a new scan finds nothing live on a default branch, a branch or a work tree',
  },
  failed: {
    type: 'repair',
    due: 'incident',
    shared: true,
    title: (step, count) => `Repair what failed at ${step}: ${count}`,
    check: 'status',
    closedWhen: 'it counts no failed target there, or a new scan shows them clear',
  },
  unknown: {
    type: 'repair',
    due: 'incident',
    shared: true,
    title: (step, count) => `Find out whether the effects of ${step} happened: ${count}`,
    check: 'status',
    closedWhen: 'it counts no unknown target there',
  },
  waiting: {
    type: 'mitigate',
    due: 'incident',
    shared: true,
    title: (step, count) => `Finish what ${step} waits for: ${count}`,
    check: 'status',
    closedWhen: 'it counts no waiting target there',
  },
  'step-failed': {
    type: 'repair',
    due: 'incident',
    shared: true,
    title: (step) => `Get ${step} done: it failed`,
    check: 'status',
    closedWhen: 'the step has ended well',
  },
  skipped: {
    type: 'mitigate',
    due: 'incident',
    shared: true,
    title: (step) => `Do what ${step} would have done: it was skipped`,
    check: 'status',
    closedWhen:
      'what the step records is a fact, or somebody has accepted in writing that it is not',
  },
  excluded: {
    type: 'mitigate',
    due: 'incident',
    shared: false,
    title: (step) => `Bring in what was excluded from ${step}`,
    check: 'exposure',
    closedWhen: 'a new scan no longer finds it, or a person has renewed the exclusion',
  },
  'open-ref': {
    type: 'repair',
    due: 'incident',
    shared: true,
    title: (_, count) => `Close or exclude pull requests and tags that still hold it: ${count}`,
    check: 'exposure',
    closedWhen: 'a new scan no longer lists them',
  },
  'not-read': {
    type: 'detect',
    due: 'incident',
    shared: true,
    title: (_, count) => `Read what could not be read: ${count}`,
    check: 'coverage',
    closedWhen: 'it exits 0: everything was read',
  },
  'not-looked-for': {
    type: 'detect',
    due: 'review',
    shared: true,
    title: (_, count) => `Look otherwise for what nothing here could look for: ${count}`,
    check: 'coverage',
    closedWhen: 'it lists nothing under what was not looked for, or another tool has looked',
  },
  'missed-control': {
    type: 'process',
    due: 'review',
    shared: false,
    title: () => 'Keep this control in time',
    check: 'report',
    closedWhen: 'the report of the next run or exercise of this runbook shows it as met',
  },
  'stated-by-hand': {
    type: 'detect',
    due: 'review',
    shared: false,
    title: () => 'Have this found out by a step or a probe, rather than stated by a person',
    check: 'runbook',
    closedWhen: 'a step of the runbook records it, or its owner has decided against that',
  },
  reconciled: {
    type: 'process',
    due: 'review',
    shared: true,
    title: (step, count) => `Find out what cut ${step} off; effects reconciled: ${count}`,
    check: 'show',
    closedWhen: 'the cause is known and noted',
  },
  'by-hand': {
    type: 'process',
    due: 'review',
    shared: true,
    title: (step) => `Automate ${step}, or rehearse it`,
    check: 'runbook',
    closedWhen: 'the step is an action, or its last exercise is later than this run',
  },
};
