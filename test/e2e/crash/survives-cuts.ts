import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, expect, it } from 'vitest';
import type { App } from '../../../src/app/app.ts';
import { type Organisation, startOrganisation } from '../../../src/app/demo/organisation.ts';
import { scriptActor } from '../../../src/app/demo/stage.ts';
import { startRun } from '../../../src/app/run-start.ts';
import type { RunStatus } from '../../../src/response/schema.ts';
import { realDoors } from '../../support/doors.ts';
import { projectRoot } from '../../support/project.ts';
import { runFirebreak } from '../../support/run-firebreak.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import type { Boundary, CutState } from './cut-state.ts';

const organisations: Organisation[] = [];

afterAll(async () => {
  await Promise.all(organisations.map((one) => one.stop()));
});

/** A run of the demonstration that has just been started. */
async function begun(at: readonly Boundary[]): Promise<CutState> {
  const dataDir = join(temporaryDirectory(), 'data');
  const fixtures = join(projectRoot, 'fixtures');
  const organisation = await startOrganisation(realDoors, { fixtures, directory: dataDir });
  organisations.push(organisation);
  const firebreak = async (...args: readonly string[]): Promise<void> => {
    const { exitCode, stderr } = await runFirebreak([...args, '--data-dir', dataDir]);
    if (exitCode === undefined || exitCode === 1 || exitCode === 2) throw new Error(stderr);
  };
  const list = join(fixtures, 'incidents/antv-wave-2026-05-19.json');
  await firebreak('incident', 'open', 'antv-wave', '--from', list);
  await firebreak('scan', organisation.clones, '--incident', 'antv-wave');
  const app: App = {
    doors: realDoors,
    dataDir,
    version: '0.0.0',
    progress: () => {},
    warn: () => {},
  };
  const place = await startRun(app, {
    runbook: 'npm-registry-compromise',
    incident: 'antv-wave',
    site: organisation.site,
    mode: 'demo',
    actor: scriptActor(app),
  });
  const file = (name: string): string => join(dataDir, name);
  return {
    dataDir,
    place,
    organisation: { repositories: organisation.repositories },
    cuts: file('cuts'),
    done: file('done'),
    log: file('log'),
    refused: file('refused'),
    at,
    everywhere: process.env['FIREBREAK_CUT_EVERYWHERE'] === '1',
  };
}

function linesOf(path: string): string[] {
  return existsSync(path) ? readFileSync(path, 'utf8').trim().split('\n') : [];
}

/** Takes the run up again and again until no boundary is left to cut it at. */
async function playedToItsEnd(state: CutState): Promise<{ status: RunStatus; kills: number }> {
  const file = join(state.dataDir, 'state.json');
  writeFileSync(file, JSON.stringify(state));
  const program = join(projectRoot, 'test/e2e/programs/cut-demo.ts');
  for (let kills = 0; ; kills += 1) {
    // One process after the other is what is tested.
    // oxlint-disable-next-line no-await-in-loop
    const result = await execa(process.execPath, [program, file], { reject: false });
    if (result.exitCode === 0) return { status: JSON.parse(result.stdout) as RunStatus, kills };
    if (result.signal !== 'SIGKILL') throw new Error(result.stderr);
    // Whatever is killed has said before where.
    expect(linesOf(state.cuts)).toHaveLength(kills + 1);
  }
}

/**
 * Tests that a run comes to the same end when it is killed at these boundaries: after an effect at two targets of every
 * step, else at one of a step of each kind. `fewest`: cuts that there must have been. With FIREBREAK_CUT_EVERYWHERE=1 at
 * every boundary of every target and of every other record.
 */
export function survivesCuts(boundaries: readonly Boundary[], fewest: number): void {
  it(
    `comes to the same end when it is killed ${boundaries.join(', ')}`,
    { timeout: 580_000 },
    async () => {
      const state = await begun(boundaries);

      const { kills, status } = await playedToItsEnd(state);

      process.stdout.write(
        `${kills} cuts with SIGKILL (${boundaries.join(', ')}), ${status.records} records\n`,
      );
      expect(kills).toBeGreaterThan(fewest);
      expect(status.state).toBe('completed');
      expect(status.steps.map(({ counts, id, state: at }) => [id, at, counts.verified])).toEqual(
        uncut,
      );
      const cuts = linesOf(state.cuts);
      for (const boundary of boundaries)
        expect(cuts.filter((cut) => cut.startsWith(boundary)).length).toBeGreaterThan(
          boundary === 'after effect' ? 8 : 3,
        );

      // What can be looked for, or carries a key, is there once; what can neither is harmless to repeat.
      const once = linesOf(state.log).filter(
        (line) => !/^(?:exposure|repositories\.re)/.test(line),
      );
      expect(new Set(once).size).toBe(once.length);
      expect(linesOf(state.refused)).toHaveLength(1);

      const records = readFileSync(join(state.place.directory, 'journal.jsonl'), 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as { seq: number; type: string; key: string | null });
      expect(records.map(({ seq }) => seq)).toEqual(records.map((_, index) => index));
      const count = (type: string): number => records.filter((one) => one.type === type).length;
      expect(count('effect.reconciled')).toBe(count('effect.unknown'));
      const unknown = cuts.filter((cut) => /^after (?:intent|effect)/.test(cut));
      expect(count('effect.unknown')).toBe(unknown.length);

      const verified = await runFirebreak(['journal', 'verify', '--data-dir', state.dataDir]);
      expect(verified).toMatchObject({ exitCode: 0 });
    },
  );
}

/** Steps, where they end, and how many of their targets are verified, when nothing cuts the run. */
const uncut = [
  ['preserve-evidence', 'done', 1],
  ['freeze', 'undone', 1],
  ['pin', 'done', 19],
  ['merge', 'done', 0],
  ['cache-bust', 'done', 1],
  ['check-hosts', 'done', 0],
  ['revoke-tokens', 'done', 0],
  ['rebuild', 'done', 14],
  ['rescan', 'done', 1],
  ['unfreeze', 'done', 1],
  ['report', 'done', 0],
];
