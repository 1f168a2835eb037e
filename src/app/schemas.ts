import type { ZodType } from 'zod';
import { CoverageAnswer, ExposureDelta, Why } from '../exposure/answers.ts';
import { ExposureMap } from '../exposure/schema.ts';
import { Incident } from '../incident/schema.ts';
import { Verification } from '../journal/verification.ts';
import { Report } from '../report/schema.ts';
import { Runbook } from '../runbook/schema.ts';
import { PlanView, RunStatus } from '../response/schema.ts';
import { Site } from '../containment/site.ts';
import { DemoResult } from './demo/result.ts';
import { DoctorResult } from './doctor/results.ts';
import {
  IndexConcentrationResult,
  IndexFindResult,
  IndexForgetResult,
  IndexStatsResult,
} from './index-results.ts';
import { JournalExportResult, JournalShowResult } from './journal-results.ts';
import {
  ErrorResult,
  IncidentCheckResult,
  IncidentListing,
  IncidentOpened,
  IncidentSummary,
  IncidentUpdate,
  InspectResult,
} from './results.ts';
import { RunbookCheck, RunbookGraph, RunbookList, RunbookShow } from './runbook-results.ts';

/** Every shape that is an interface to others, by the name of its file under `schemas/`. */
export const schemas: Readonly<Record<string, ZodType>> = {
  demo: DemoResult,
  doctor: DoctorResult,
  error: ErrorResult,
  'exposure-coverage': CoverageAnswer,
  'exposure-delta': ExposureDelta,
  'exposure-show': ExposureMap,
  'exposure-why': Why,
  incident: Incident,
  'incident-check': IncidentCheckResult,
  'incident-list': IncidentListing,
  'incident-open': IncidentOpened,
  'incident-show': IncidentSummary,
  'incident-update': IncidentUpdate,
  'index-concentration': IndexConcentrationResult,
  'index-find': IndexFindResult,
  'index-forget': IndexForgetResult,
  'index-stats': IndexStatsResult,
  inspect: InspectResult,
  'journal-export': JournalExportResult,
  'journal-show': JournalShowResult,
  'journal-verify': Verification,
  report: Report,
  runbook: Runbook,
  'runbook-check': RunbookCheck,
  'runbook-graph': RunbookGraph,
  'runbook-list': RunbookList,
  'runbook-show': RunbookShow,
  'respond-answer': RunStatus,
  'respond-approve': RunStatus,
  'respond-continue': RunStatus,
  'respond-deny': RunStatus,
  'respond-plan': PlanView,
  'respond-start': RunStatus,
  'respond-status': RunStatus,
  'respond-undo': PlanView,
  scan: ExposureMap,
  site: Site,
};

/** Those of files that people write, who may leave out what has a default. */
export const handwritten: ReadonlySet<string> = new Set(['runbook', 'site']);
