import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { App } from '../../src/app/app.ts';
import { openIncident } from '../../src/app/incidents.ts';
import { showMap } from '../../src/app/questions.ts';
import { scan } from '../../src/app/scan.ts';
import { realDoors } from '../support/doors.ts';
import { gitRepository } from '../support/git-repository.ts';
import { npmLock } from '../support/lockfiles.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

it('what an earlier scan held exposed is named where a later one did not look, and what counted for nothing is not', async () => {
  const org = temporaryDirectory();
  const warnings: string[] = [];
  const app: App = {
    doors: realDoors,
    dataDir: join(temporaryDirectory(), 'home'),
    version: '0',
    progress() {},
    warn: (message) => void warnings.push(message),
  };
  gitRepository(join(org, 'held')).commit({ 'package-lock.json': npmLock({ a: '1.0.1' }) });
  const late = gitRepository(join(org, 'late'));
  late.commit({ 'package-lock.json': npmLock({ a: '1.0.0' }) });
  late.commit({ 'package-lock.json': npmLock({ a: '1.0.1' }) });
  late.commit({ 'package-lock.json': npmLock({ a: '1.0.2' }) });
  gitRepository(join(org, 'other')).commit({ 'package-lock.json': npmLock({ a: '1.0.0' }) });
  const list = join(org, 'list.txt');
  writeFileSync(list, 'a@1.0.1\n');
  const named = { title: null, severity: null, commander: null, windowSource: 'test' };
  const window = '2020-01-01T00:00:00Z..2020-01-02T00:00:00Z';
  await openIncident(app, { id: 'x', from: [list], ...named, window });
  const look = (targets: readonly string[]): ReturnType<typeof scan> =>
    scan(app, {
      targets: targets.map((one) => join(org, one)),
      incident: 'x',
      refs: 'all',
      history: 'reachable',
      jobs: 1,
      keep: true,
    });
  const first = await look(['held', 'late', 'other']);
  await look(['other']);

  await showMap(app, { incident: 'x', scan: null });

  expect(first.targets.map(({ exposures, verdict }) => [exposures, verdict])).toEqual([
    [1, 'exposed'],
    [1, 'not-exposed'],
    [0, 'not-exposed'],
  ]);
  expect(warnings).toEqual([
    `scan 2 did not look at ${join(org, 'held')}: exposed in scan 1 (\`--scan 1\` shows it)`,
  ]);
});
