import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { projectRoot } from '../support/project.ts';

// The interrupt of a terminal goes to both, and the launcher may not be listening for it yet.
const program = `
import { ChildProcess } from 'node:child_process';
import { createLauncher } from '${join(projectRoot, 'src/host/launcher.ts')}';
const asked = createLauncher().start('true', [], {}, false);
for (const one of process._getActiveHandles()) if (one instanceof ChildProcess) one.kill('SIGKILL');
await asked.catch(({ message }) => console.log(message));
`;

it('ends with us where the program that starts others was killed before it began', async () => {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [printed, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);

  expect(printed).toBe('the program that starts git has ended\n');
  expect(code).toBe(0);
});
