import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { App } from '../../src/app/app.ts';
import { openIncident, showIncident } from '../../src/app/incidents.ts';
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
