import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { App } from '../../src/app/app.ts';
import { openIncident } from '../../src/app/incidents.ts';
import { scan } from '../../src/app/scan.ts';
import { knownLines } from '../../src/ui/known-view.ts';
import { realDoors } from '../support/doors.ts';
import { gitRepository } from '../support/git-repository.ts';
import { npmLock } from '../support/lockfiles.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

it('targets that have got one name, each scanned by itself, are told apart by where they lie', async () => {
  const [one, other, list] = [temporaryDirectory(), temporaryDirectory(), temporaryDirectory()];
  const app: App = {
    doors: realDoors,
    dataDir: join(temporaryDirectory(), 'home'),
    version: '0',
    progress() {},
    warn() {},
  };
  const look = async (org: string): Promise<void> => {
    gitRepository(join(org, 'web')).commit({ 'package-lock.json': npmLock({ a: '1.0.1' }) });
    gitRepository(join(org, `api-${org === one}`)).commit({ x: '1' });
    const request = { targets: [org], incident: null, refs: 'all', jobs: 1, keep: false } as const;
    await scan(app, request);
  };
  await look(one);
  await look(other);
  writeFileSync(join(list, 'list.txt'), 'a@1.0.1\n');

  const { known } = await openIncident(app, {
    id: 'x',
    from: [join(list, 'list.txt')],
    title: null,
    severity: null,
    commander: null,
    window: null,
    windowSource: null,
  });

  const names = [one, other].map((org) => `web (${join(org, 'web')})`).toSorted();
  expect(known?.targets.map(({ name }) => name)).toEqual(names);
  expect(known?.exposures.map(({ target }) => target)).toEqual(names);
  expect(new Set(known?.exposures.map(({ id }) => id)).size).toBe(2);
  expect(knownLines(known, false).filter((line) => line.startsWith('  a 1.0.1'))).toHaveLength(2);
});
