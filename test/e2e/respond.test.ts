import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { stringify } from 'yaml';
import { standIn } from '../../src/app/demo/registry/stand-in.ts';
import { type Registry, startRegistry } from '../../src/app/demo/registry/start-registry.ts';
import { signingKey } from '../../src/journal/key.ts';
import { redactor } from '../../src/journal/redact.ts';
import { openJournal } from '../../src/journal/writer.ts';
import { effectKey } from '../../src/response/key.ts';
import { realDoors } from '../support/doors.ts';
import { type GitRepository, gitRepository } from '../support/git-repository.ts';
import { useRegistry } from '../support/registry.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { type Desk, desk, type Json, warmDesk } from './support.ts';

const good = standIn({ name: 'bad', version: '1.0.0' });
const evil = standIn({ name: 'bad', version: '1.0.1' });
/** For responses that freeze nothing. */
const untouched = useRegistry([good, evil]);

interface Scanned extends Desk {
  readonly web: GitRepository;
  /** The registry's configuration. */
  readonly config: string;
}

interface Underway extends Scanned {
  /** The id of the run. */
  readonly run1: string;
  readonly runDirectory: string;
}

const manifest = { name: 'web', version: '1.0.0', dependencies: { bad: '^1.0.0' } };
const lock = {
  name: 'web',
  version: '1.0.0',
  lockfileVersion: 3,
  requires: true,
  packages: {
    '': manifest,
    'node_modules/bad': {
      version: '1.0.1',
      resolved: 'https://registry.acme.example/bad/-/bad-1.0.1.tgz',
      integrity: evil.integrity,
    },
  },
};

/** Restarts the registry, unless somebody has put a file in its way. */
const restartProgram = `
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
const [, , flag, command, ...args] = process.argv;
if (existsSync(flag)) process.exit(7);
process.exit(spawnSync(command, args, { stdio: 'inherit' }).status ?? 1);
`;

/** A registry of a test's own, to freeze. */
async function toFreeze(): Promise<Registry> {
  const registry = await startRegistry({
    directory: temporaryDirectory(),
    packages: [good, evil],
    times: new Map(),
  });
  onTestFinished(() => registry.stop());
  return registry;
}

/** A desk with an exposed repository, scanned, a registry that serves what is compromised, and the site file. */
async function scanned(registry: Registry, site: object = {}, made = warmDesk): Promise<Scanned> {
  const at = made({ 'list.txt': 'bad@1.0.1\n', 'restart.mjs': restartProgram });
  const web = gitRepository(join(at.directory, 'web'));
  web.git('remote', 'add', 'origin', 'https://git.acme.example/acme/web.git');
  web.commit({
    'package.json': `${JSON.stringify(manifest, null, 2)}\n`,
    'package-lock.json': `${JSON.stringify(lock, null, 2)}\n`,
  });
  const restart = [
    process.execPath,
    join(at.directory, 'restart.mjs'),
    join(at.directory, 'broken'),
    ...registry.restart,
  ];
  writeFileSync(
    join(at.directory, 'site.yaml'),
    stringify({
      apiVersion: 'firebreak/v1',
      kind: 'Site',
      organisation: 'acme',
      registry: {
        url: registry.url,
        verdaccio: { config: registry.config, restart, readyWithin: 30 },
      },
      repositories: [{ target: 'acme/web', path: 'web' }],
      roles: { platform: ['Tomas'] },
      ...site,
    }),
  );
  await at.run('incident', 'open', 'wave', '--from', 'list.txt');
  await at.run('scan', 'web', '--incident', 'wave');
  return { ...at, web, config: registry.config };
}

async function underway(registry: Registry, made = warmDesk): Promise<Underway> {
  const at = await scanned(registry, {}, made);
  const runbook = ['npm-registry-compromise', '--incident', 'wave', '--site', 'site.yaml'];
  const { document, exitCode } = await at.json('respond', 'start', ...runbook);
  if (exitCode !== 0) throw new Error(JSON.stringify(document));
  return { ...at, run1: document.run, runDirectory: document.directory };
}

function stepOf(document: Json, id: string): Json {
  return document.steps.find((step: Json) => step.id === id);
}

describe('a response at the command line', () => {
  it('goes step by step, saying each time who is waited for and what to type', async () => {
    // Each in a process of its own: all that one knows of the others lies on the disk.
    const { json, run } = await underway(await toFreeze(), desk);

    const first = await json('respond', 'continue');
    expect(first).toMatchObject({ exitCode: 20, stderr: '' });
    expect(first.document).toMatchObject({
      state: 'waiting',
      mode: 'real',
      next: 'firebreak respond plan freeze',
    });
    expect(stepOf(first.document, 'freeze')).toMatchObject({
      state: 'awaiting-approval',
      waitingFor: { for: 'approval', people: ['Tomas'] },
    });

    const plan = await json('respond', 'plan');
    expect(plan).toMatchObject({ exitCode: 20 });
    expect(plan.document).toMatchObject({
      step: 'freeze',
      changes: [{ action: 'registry.freeze' }],
      requires: { policy: 'one', approvals: 1 },
    });

    const wrong = await json('respond', 'approve', 'freeze', '--digest', '0123456789abcdef');
    expect(wrong).toMatchObject({ exitCode: 21, document: { error: { code: 'PLAN_STALE' } } });

    const digest: string = plan.document.digest;
    const granted = await json('respond', 'approve', 'freeze', '--digest', digest);
    expect(granted).toMatchObject({
      exitCode: 0,
      document: { next: 'firebreak respond continue' },
    });

    const early = await json('respond', 'answer', 'revoke-tokens', '--yes', '--note', 'now');
    expect(early).toMatchObject({ exitCode: 21, document: { error: { code: 'INTERLOCK' } } });

    const second = await json('respond', 'continue');
    expect(second.exitCode).toBe(20);
    expect(stepOf(second.document, 'freeze')).toMatchObject({ state: 'done' });
    expect(stepOf(second.document, 'revoke-tokens').waitingFor).toMatchObject({
      for: 'fact',
      command: 'firebreak respond answer check-hosts --yes --note "..."',
    });

    const { worklist } = stepOf(second.document, 'check-hosts').waitingFor;
    expect(readFileSync(worklist, 'utf8')).toContain('acme/web');
    const status = await run('respond', 'status');
    expect(status.stdout).toContain(worklist);
    expect(status).toMatchObject({ exitCode: 20, stderr: '' });
    expect(status.stdout).toContain('hosts-before-tokens');
    const verified = await json('journal', 'verify');
    expect(verified).toMatchObject({ exitCode: 0, document: { verified: true } });
    const report = await run('report');
    expect(report.exitCode).toBe(0);
    expect(report.stdout).toContain('still going on');
  });

  it('keeps frozen what it froze where the registry does not come back, and goes on once it does', async () => {
    const { config, directory, json } = await underway(await toFreeze());
    await approved(json, 'freeze');
    writeFileSync(join(directory, 'broken'), '');

    const stopped = await json('respond', 'continue');

    expect(stopped.exitCode).toBe(21);
    expect(stopped.document).toMatchObject({
      state: 'stopped',
      next: 'firebreak respond continue --retry freeze --note "..."',
    });
    expect(stepOf(stopped.document, 'freeze')).toMatchObject({
      state: 'failed',
      targets: [{ state: 'failed', note: expect.stringContaining('REGISTRY_DOWN') }],
    });
    expect(readFileSync(config, 'utf8')).toContain('1.0.1');

    rmSync(join(directory, 'broken'));
    const again = await json('respond', 'continue', '--retry', 'freeze', '--note', 'it is up');
    expect(again.exitCode).toBe(20);
    expect(stepOf(again.document, 'freeze')).toMatchObject({ state: 'done' });
    expect((await json('journal', 'verify')).exitCode).toBe(0);
  });

  it('overwrites no branch of another content, and pins once it is out of the way', async () => {
    const { json, run1, web } = await underway(await toFreeze());
    await approved(json, 'freeze');
    await json('respond', 'continue');
    await approved(json, 'pin');
    const branch = effectKey(run1, 'pin', 'acme/web:main', 1);
    web.git('branch', branch);
    const tip = web.git('rev-parse', branch);

    const refused = await json('respond', 'continue');

    expect(stepOf(refused.document, 'pin')).toMatchObject({
      state: 'failed',
      targets: [{ name: 'acme/web:main', note: expect.stringContaining('BRANCH_EXISTS') }],
    });
    expect(web.git('rev-parse', branch)).toBe(tip);

    web.git('branch', '-D', branch);
    const again = await json('respond', 'continue', '--retry', 'pin', '--note', 'moved away');
    expect(stepOf(again.document, 'pin')).toMatchObject({ state: 'done', counts: { verified: 1 } });
    expect(web.git('log', '-1', '--format=%(trailers:key=Firebreak-Key,valueonly)', branch)).toBe(
      `${branch}\n`,
    );
    expect(web.git('show', `${branch}:package-lock.json`)).toContain('bad-1.0.0.tgz');
    expect(web.git('status', '--porcelain')).toBe('');
  });

  it('leaves a dirty repository to a person', async () => {
    const { directory, json, web } = await underway(await toFreeze());
    const manifestFile = join(directory, 'web/package.json');
    appendFileSync(manifestFile, '\n');
    await approved(json, 'freeze');

    const { document } = await json('respond', 'continue');

    const { document: plan } = await json('respond', 'plan', 'pin');
    expect(plan.changes).toMatchObject([
      { target: 'acme/web:main', kind: 'person', summary: expect.stringContaining('package.json') },
    ]);
    expect(stepOf(document, 'pin')).toMatchObject({ state: 'awaiting-approval' });
    expect(web.git('branch', '--list', 'firebreak/*')).toBe('');
  });

  it('takes an exclusion of a name that nobody has heard of, and says so', async () => {
    const { json } = await underway(untouched);
    await json('respond', 'continue');

    const words = ['--target', 'acme/wbe', '--exclude', '--note', 'archived'];
    const excluded = await json('respond', 'answer', 'freeze', ...words);

    expect(excluded.exitCode).toBe(20);
    expect(excluded.stderr).toContain('acme/wbe is no target of freeze');
  });

  it('lets one process write a run at a time', async () => {
    const { dataDir, json, run1, runDirectory } = await underway(untouched);
    const key = await signingKey(realDoors, join(dataDir, 'keys'), 'test');
    const setup = { directory: runDirectory, run: run1, key, redact: redactor([]) };
    const held = await openJournal(realDoors, setup);
    onTestFinished(() => held.close().catch(() => {}));

    const busy = await json('respond', 'continue');

    expect(busy).toMatchObject({ exitCode: 1, document: { error: { code: 'RUN_BUSY' } } });
    expect((await json('respond', 'status')).exitCode).toBe(0);
  });

  it('does nothing more for a journal with one byte changed', async () => {
    const { json, runDirectory } = await underway(untouched);
    await json('respond', 'continue');
    const journal = join(runDirectory, 'journal.jsonl');
    const bytes = readFileSync(journal);
    bytes.writeUInt8(bytes.readUInt8(bytes.length >> 1) ^ 1, bytes.length >> 1);
    writeFileSync(journal, bytes);

    const verified = await json('journal', 'verify');
    expect(verified).toMatchObject({ exitCode: 30, document: { verified: false } });
    const refused = await json('respond', 'continue');
    expect(refused).toMatchObject({
      exitCode: 30,
      document: { error: { code: 'JOURNAL_BROKEN' } },
    });
    expect((await json('respond', 'status')).exitCode).toBe(30);
    expect((await json('respond', 'approve', 'freeze', '--digest', '0'.repeat(64))).exitCode).toBe(
      30,
    );
  });

  it('hands a run over as one file that verifies where nothing else is', async () => {
    const { directory, json } = await underway(untouched);
    await json('respond', 'continue');

    const file = join(directory, 'run.tgz');
    expect((await json('journal', 'export', '--to', file)).exitCode).toBe(0);
    const elsewhere = warmDesk();

    const verified = await elsewhere.json('journal', 'verify', file);
    expect(verified).toMatchObject({ exitCode: 0, document: { verified: true } });
  });
});

describe('what a response refuses to start with', () => {
  const start = ['respond', 'start', 'npm-registry-compromise', '--incident', 'wave'] as const;

  it.each([
    ['a path that leads nowhere', { repositories: [{ target: 'acme/web', path: 'gone' }] }, 'gone'],
    ['an unknown key', { registries: [] }, 'registries'],
    ['a value of another type', { caches: 'all' }, 'caches'],
    [
      'a registry configuration that is not there',
      {
        registry: {
          url: 'http://127.0.0.1:9/',
          verdaccio: { config: 'none.yaml', restart: ['true'], readyWithin: 1 },
        },
      },
      'none.yaml',
    ],
  ])('a site file with %s', async (_what, site, named) => {
    const { json } = await scanned(untouched, site);

    const refused = await json(...start, '--site', 'site.yaml');

    expect(refused).toMatchObject({ exitCode: 2, document: { error: { code: 'SITE_INVALID' } } });
    expect(refused.document.error.message).toContain(named);
    expect((await json('respond', 'status')).document.error.code).toBe('RUN_NOT_FOUND');
  });

  it('an incident that nobody scanned, and a runbook that is none', async () => {
    const at = warmDesk({
      'list.txt': 'bad@1.0.1\n',
      'odd.yaml': 'kind: Runbook\nsteps: 3\n',
      'big.yaml': 'x'.repeat(1024 * 1024 + 1),
    });
    await at.run('incident', 'open', 'wave', '--from', 'list.txt');

    expect(await at.json(...start)).toMatchObject({
      exitCode: 2,
      document: { error: { code: 'SCAN_NOT_FOUND' } },
    });
    await at.run('scan', '.', '--incident', 'wave');
    const odd = await at.json('respond', 'start', 'odd.yaml', '--incident', 'wave');
    expect(odd).toMatchObject({ exitCode: 2, document: { error: { code: 'RUNBOOK_INVALID' } } });
    const big = await at.json('runbook', 'check', 'big.yaml');
    expect(big).toMatchObject({ exitCode: 2, document: { error: { code: 'RUNBOOK_INVALID' } } });
  });
});

async function approved(json: Desk['json'], step: string): Promise<void> {
  await json('respond', 'continue');
  const { document } = await json('respond', 'plan', step);
  await json('respond', 'approve', step, '--digest', document.digest);
}
