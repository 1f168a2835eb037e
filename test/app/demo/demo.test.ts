import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { buildSample } from '../../../src/app/demo/build-sample.ts';
import { runDemo } from '../../../src/app/demo/demo.ts';
import { startRegistry } from '../../../src/app/demo/registry/start-registry.ts';
import { answer } from '../../../src/app/demo/script.ts';
import type { Stage } from '../../../src/app/demo/stage.ts';
import { warmCache } from '../../../src/app/demo/warm-cache.ts';
import { interrupted } from '../../../src/host/interrupt.ts';
import type { StepStatus } from '../../../src/response/schema.ts';
import { realDoors } from '../../support/doors.ts';
import { projectRoot } from '../../support/project.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import { fixturesDir } from './sample.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

it('says where it was interrupted that nothing of it can go on, and what it leaves', async () => {
  const dataDir = join(temporaryDirectory(), 'here');
  const app = {
    doors: { ...realDoors, signal: AbortSignal.abort(interrupted()) },
    dataDir,
    version: '0',
    progress: () => {},
    warn: () => {},
  };
  const fixtures = join(projectRoot, 'fixtures');

  const demo = runDemo(app, {
    fixtures,
    keepIn: dataDir,
    jobs: 1,
    show: () => {},
    told: () => {},
  });

  await expect(demo).rejects.toMatchObject({
    code: 'INTERRUPTED',
    message: expect.stringContaining(dataDir),
    hint: expect.stringContaining('run the demo again'),
  });
});

it('says what failed where a step fails that the script has no answer to', async () => {
  const detail = '7 of 17 failed: acme/web:main: REGISTRY_DOWN';
  const step = { id: 'pin', waitingFor: { for: 'decision', detail } } as unknown as StepStatus;

  await expect(answer({} as Stage, step)).rejects.toMatchObject({
    message: `the step pin failed, and the script has no answer to that: ${detail}`,
    hint: expect.stringContaining('NO_PROXY'),
  });
});

it('says in one line that there is no git', async () => {
  vi.stubEnv('PATH', temporaryDirectory());

  await expect(buildSample(fixturesDir, temporaryDirectory())).rejects.toMatchObject({
    code: 'DEMO_UNAVAILABLE',
    message: expect.stringMatching(/^cannot build [\w-]+: git: .*ENOENT$/),
  });
});

it('needs no other place to write to than the one it was given', async () => {
  const directory = temporaryDirectory();
  const registry = await startRegistry({
    directory: join(directory, 'registry'),
    packages: [],
    times: new Map(),
  });
  const sample = join(directory, 'sample');
  mkdirSync(sample);
  const [storefront] = (await buildSample(fixturesDir, sample)).filter(
    ({ name }) => name === 'acme/storefront',
  );
  vi.stubEnv('TMPDIR', join(directory, 'nowhere'));
  try {
    await expect(
      warmCache(realDoors, {
        project: storefront?.directory ?? '',
        registry: registry.url,
        cache: join(directory, 'ci-runner', 'npm-cache'),
      }),
    ).rejects.toMatchObject({ message: expect.stringContaining('npm cannot install') });
  } finally {
    await registry.stop();
  }
});
