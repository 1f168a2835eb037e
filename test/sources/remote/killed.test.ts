import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { App } from '../../../src/app/app.ts';
import { mirrorHome } from '../../../src/app/mirrors.ts';
import { realDoors } from '../../support/doors.ts';
import { type GitRepository, gitRepository } from '../../support/git-repository.ts';
import { projectRoot } from '../../support/project.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import { type GitServer, gitServer } from './git-server.ts';
import { refresh } from './support.ts';

const root = temporaryDirectory();
const dataDir = temporaryDirectory();
let server: GitServer;
let repository: GitRepository;

beforeAll(async () => {
  repository = gitRepository(join(root, 'acme/web'));
  repository.git('config', 'uploadpack.allowFilter', 'true');
  addFiles('first');
  server = await gitServer(root);
});
afterAll(async () => await server.close());

/** A commit whose tree is too large to come in one piece. */
function addFiles(name: string): void {
  const files = Array.from({ length: 300 }, (_, at) => [`${name}/${at}`, `${name} ${at}`] as const);
  repository.commit(Object.fromEntries(files));
}

/** Refreshes a mirror in a process of its own, which is killed when the transfer has begun. */
async function killedRefresh(url: string): Promise<void> {
  const program = `
    import { systemDoors } from '${projectRoot}/src/host/doors.ts';
    import { mirrorHome } from '${projectRoot}/src/app/mirrors.ts';
    import { addressOf } from '${projectRoot}/src/sources/remote/address.ts';
    import { refreshMirror } from '${projectRoot}/src/sources/remote/mirror.ts';
    const doors = systemDoors(new AbortController().signal);
    const app = { doors, dataDir: ${JSON.stringify(dataDir)}, warn: () => {} };
    await refreshMirror(addressOf(${JSON.stringify(url)}), mirrorHome(app, false), doors);`;
  const stalled = new Promise<void>((resolve) => {
    server.stalled = resolve;
  });
  server.stallAfter = 2000;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program]);
  await stalled;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
  server.stallAfter = null;
}

it('a process that is killed in the middle of a transfer leaves a mirror that the next one completes', async () => {
  const url = `${server.url}/acme/web`;
  const app: App = {
    doors: realDoors,
    dataDir,
    version: '0.0.0',
    progress: () => {},
    warn: () => {},
  };
  const at = mirrorHome(app, false);

  await killedRefresh(url);
  const first = await refresh(url, at);
  expect(first).toMatchObject({ problems: [], thrown: null });
  expect(first.refs).toHaveLength(1);

  addFiles('second');
  await killedRefresh(url);
  expect(existsSync(join(first.gitDir, 'firebreak-unfinished'))).toBe(true);
  const offline = await refresh(url, mirrorHome(app, true));
  expect(offline.refs).toEqual(expect.arrayContaining([...first.refs]));
  const second = await refresh(url, at);
  expect(second).toMatchObject({ problems: [], thrown: null });
  const main = repository.git('rev-parse', '--short=7', 'main');
  expect(second.refs).toEqual([`${main} refs/heads/main`]);
  expect(existsSync(join(first.gitDir, 'firebreak-unfinished'))).toBe(false);
  expect(existsSync(`${first.gitDir}.lock`)).toBe(false);
});
