import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { App } from '../../src/app/app.ts';
import { openIncident, showIncident, updateLists } from '../../src/app/incidents.ts';
import { systemDoors } from '../../src/host/doors.ts';
import { tree } from '../e2e/support.ts';

it('of two openings that both found the id free, the first stands', async () => {
  const directory = tree({ 'a.txt': 'a@1.0.0\n', 'b.txt': 'b@1.0.0\n' });
  const doors = systemDoors(new AbortController().signal);
  const app: App = {
    doors,
    dataDir: join(directory, 'data'),
    version: '0',
    progress() {},
    warn() {},
  };
  const blind: App = {
    ...app,
    doors: {
      ...doors,
      files: {
        ...doors.files,
        statusOf: (path) =>
          path.endsWith('.yaml') ? Promise.resolve(null) : doors.files.statusOf(path),
      },
    },
  };
  const open = (title: string) =>
    openIncident(blind, {
      id: 'x',
      from: [join(directory, `${title}.txt`)],
      title,
      severity: null,
      commander: null,
      window: null,
      windowSource: null,
    });

  await open('a');
  await expect(open('b')).rejects.toMatchObject({ code: 'INCIDENT_EXISTS' });
  expect(await showIncident(app, 'x')).toMatchObject({ title: 'a', pairs: 1 });
});

it('an incident that is being updated is not updated by a second process, and nothing of either is lost', async () => {
  const directory = tree({ 'a.txt': 'a@1.0.0\n', 'b.txt': 'b@1.0.0\n', 'c.txt': 'c@1.0.0\n' });
  const app: App = {
    doors: systemDoors(new AbortController().signal),
    dataDir: join(directory, 'data'),
    version: '0',
    progress() {},
    warn() {},
  };
  const list = (name: string): string[] => [join(directory, name)];
  await openIncident(app, {
    id: 'x',
    from: list('a.txt'),
    title: null,
    severity: null,
    commander: null,
    window: null,
    windowSource: null,
  });
  const lock = join(app.dataDir, 'incidents/x/update.lock');

  writeFileSync(lock, 'process 1\n');
  await expect(updateLists(app, 'x', list('b.txt'))).rejects.toMatchObject({
    code: 'INCIDENT_BUSY',
  });
  expect(await showIncident(app, 'x')).toMatchObject({ pairs: 1 });
  rmSync(lock);
  const both = await Promise.allSettled([
    updateLists(app, 'x', list('b.txt')),
    updateLists(app, 'x', list('c.txt')),
  ]);

  const done = both.filter(({ status }) => status === 'fulfilled').length;
  expect(await showIncident(app, 'x')).toMatchObject({ pairs: 1 + done });
  expect(existsSync(lock)).toBe(false);
});
