import { FirebreakError } from '../errors.ts';
import { checkRunbook } from '../runbook/check.ts';
import type { Problem } from '../runbook/places.ts';
import type { Runbook } from '../runbook/schema.ts';
import type { App } from './app.ts';
import { type RunbookFile, runbookFile, shippedIds } from './runbook-file.ts';
import type {
  Identity,
  RunbookCheck,
  RunbookGraph,
  RunbookList,
  RunbookShow,
} from './runbook-results.ts';
import { shownSteps } from './runbook-steps.ts';

/** A definition that may be run, with the file's text. Throws RUNBOOK_INVALID naming the first error and its line. */
export async function soundRunbook(
  app: App,
  argument: string,
): Promise<{ readonly runbook: Runbook; readonly text: string }> {
  const file = await runbookFile(app, argument);
  const runbook = readable(file, argument);
  const { errors } = await findings(app, file);
  if (errors[0] !== undefined) throw invalid(errors, argument);
  return { runbook, text: file.text };
}

/** Checks a runbook: everything wrong with the file, else everything wrong with what it says. */
export async function checkRunbookFile(app: App, argument: string): Promise<RunbookCheck> {
  const file = await runbookFile(app, argument);
  const { errors, warnings } = await findings(app, file);
  return {
    runbook: file.runbook?.id ?? file.path,
    digest: file.digest,
    errors: [...errors],
    warnings: [...warnings],
  };
}

/** What a runbook says. Throws RUNBOOK_INVALID where it cannot be read. */
export async function showRunbook(app: App, argument: string): Promise<RunbookShow> {
  const file = await runbookFile(app, argument);
  const runbook = readable(file, argument);
  const { about, controls, facts, interlocks, roles, sources } = runbook;
  return {
    ...identity(runbook, file),
    about,
    sources,
    roles,
    facts,
    controls,
    interlocks,
    steps: shownSteps(runbook),
  };
}

/** A runbook as a Mermaid flowchart. Throws RUNBOOK_INVALID where it cannot be read or compiled. */
export async function graphRunbook(app: App, argument: string): Promise<RunbookGraph> {
  const file = await runbookFile(app, argument);
  const runbook = readable(file, argument);
  const { compile } = await import('../runbook/machine/index.ts');
  const { mermaidOf } = await import('../runbook/graph.ts');
  return { runbook: runbook.id, digest: file.digest, mermaid: mermaidOf(compile(runbook)) };
}

/** The shipped runbooks, by id. */
export async function listRunbooks(app: App): Promise<RunbookList> {
  const list: RunbookList = { runbooks: [], unreadable: [] };
  for (const id of await shippedIds(app)) {
    const file = await runbookFile(app, id);
    const { errors, warnings } = await findings(app, file);
    if (file.runbook === null) {
      list.unreadable.push({ path: file.path, message: problemText(file.problems) });
      continue;
    }
    list.runbooks.push({
      ...identity(file.runbook, file),
      steps: shownSteps(file.runbook).length,
      errors: errors.length,
      warnings: warnings.length,
    });
  }
  return list;
}

async function findings(
  app: App,
  { places, problems, runbook }: RunbookFile,
): Promise<ReturnType<typeof checkRunbook>> {
  if (runbook === null) return { errors: problems, warnings: [] };
  const { catalogue } = await import('./catalogue.ts');
  return checkRunbook(runbook, catalogue(), places, app.doors.clock.now().getTime());
}

function identity(runbook: Runbook, { digest, path }: RunbookFile): Identity {
  const { exercisedAt, id, owner, reviewedAt, title, version } = runbook;
  return { id, version, title, owner, path, digest, reviewedAt, exercisedAt };
}

function readable({ problems, runbook }: RunbookFile, argument: string): Runbook {
  if (runbook === null) throw invalid(problems, argument);
  return runbook;
}

function invalid(problems: readonly Problem[], argument: string): FirebreakError {
  return new FirebreakError(
    'RUNBOOK_INVALID',
    problemText(problems),
    `\`firebreak runbook check ${argument}\` names everything that has to be mended.`,
  );
}

function problemText([first, ...more]: readonly Problem[]): string {
  if (first === undefined) return 'the runbook cannot be used';
  const line = first.line === null ? '' : `:${first.line}`;
  const others = more.length === 0 ? '' : ` (and ${more.length} more)`;
  return `${first.path}${line}: ${first.message}${others}`;
}
