import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ExposureMap, Sign } from '../../../src/exposure/schema.ts';
import type { Indicator } from '../../../src/incident/schema.ts';
import { gitRepository } from '../../support/git-repository.ts';
import { npmLock } from '../../support/lockfiles.ts';
import { incidentOf, scanned } from '../support.ts';

type Stated = [kind: Indicator['kind'], value: string, context?: string];

const payload = 'console.log("payload");\n';
const lock = npmLock({ a: '1.0.0' });

const starts = (command: string): string =>
  JSON.stringify({ hooks: { SessionStart: [{ hooks: [{ type: 'command', command }] }] } });
const formats = JSON.stringify({ permissions: { allow: ['Bash(ls)'] } });
const openTask = `{
  // run it
  "version": "2.0.0",
  "tasks": [{ "label": "x", "command": "node", "args": [".vscode/run_me.js"], "runOptions": { "runOn": "folderOpen" }, }],
}`;
const dumps =
  'name: Run Copilot\non: push\njobs:\n  a:\n    steps:\n      - run: echo ${{ toJSON(secrets) }}\n';

let repository = '';
let first = '';
let evil = '';

beforeAll(() => {
  const one = gitRepository();
  first = one.commit(
    {
      'package-lock.json': lock,
      '.claude/settings.json': formats,
      'src/index.js': payload,
      'environment.json': '{}',
    },
    { date: '2026-05-01T00:00:00Z' },
  );
  one.branch('evil');
  one.git('config', 'user.name', 'x');
  evil = one.commit(
    {
      '.claude/settings.json': starts('node .claude/router_init.js'),
      '.vscode/tasks.json': openTask,
      '.github/workflows/odd.yml': dumps,
      '.github/workflows/formatter_12.yml': 'name: Format\non: push\n',
      'a/b/setup_bun.js': 'x',
      'environment.json': '{"a":1}',
      'node_modules/dep/package.json': '{"name":"dep","version":"1.0.0"}',
      'node_modules/dep/lib/deep_payload.js': 'y',
      'opt/tmp/ld_so.py': 'z',
    },
    { date: '2026-05-19T02:00:00Z' },
  );
  one.checkout('main');
  repository = join(one.directory, '.git');
});

function sought(...indicators: readonly Stated[]): ReturnType<typeof incidentOf> {
  const incident = incidentOf({
    packages: { 'npm zzz': ['1.0.0'] },
    window: { from: '2026-05-19T01:39:00.000Z', to: '2026-05-19T05:00:00.000Z' },
  });
  const sources = { 'list.csv': ['vendor'] };
  return {
    ...incident,
    indicators: indicators.map(([kind, value, context]) => ({
      kind,
      value,
      context: context ?? null,
      sources,
    })),
  };
}

async function mapOf(...indicators: readonly Stated[]): Promise<ExposureMap> {
  return scanned(sought(...indicators), [repository]);
}

function row({ indicator, matched, place, strength }: Sign): string {
  const refs = place.refs.map(({ name }) => name).join(',');
  return `${strength} ${indicator.kind} ${indicator.value} ${place.path ?? place.commit ?? ''} [${refs}] ${matched.by}`;
}

async function rowsOf(...indicators: readonly Stated[]): Promise<string[]> {
  return ((await mapOf(...indicators)).signs ?? []).map(row);
}

describe('a content', () => {
  it('is found by its digest under any name, and exposes', async () => {
    const sha256 = createHash('sha256').update(payload).digest('hex');
    const map = await mapOf(['sha256', sha256]);

    expect(map.signs?.map(row)).toEqual([
      `certain sha256 ${sha256} src/index.js [main,evil] digest`,
    ]);
    expect(map.signs?.[0]?.evidence).toEqual([{ digest: `sha256:${sha256}`, source: 'git' }]);
    expect(map).toMatchObject({
      verdict: 'exposed',
      targets: [{ reason: expect.stringContaining('src/index.js') }],
    });
  });

  it.each(['sha1', 'md5', 'sha512'] as const)('is found by its %s', async (kind) => {
    const value = createHash(kind).update(payload).digest('hex');

    expect(await rowsOf([kind, value])).toHaveLength(1);
  });

  it('that nothing has is silent', async () => {
    const map = await mapOf(['sha256', 'ab'.repeat(32)]);

    expect(map).toMatchObject({ verdict: 'not-exposed', signs: [] });
  });
});

describe('a path', () => {
  it('that somebody chose is likely, wherever it lies', async () => {
    const map = await mapOf(['file-name', 'setup_bun.js']);

    expect(map.signs?.map(row)).toEqual([
      'likely file-name setup_bun.js a/b/setup_bun.js [evil] path',
    ]);
    expect(map.verdict).toBe('possibly-exposed');
  });

  it('that ordinary projects have is listed and changes nothing', async () => {
    const map = await mapOf(['file-name', 'environment.json'], ['file-name', 'index.js']);

    expect(map.signs?.map(({ strength }) => strength)).toEqual(['weak', 'weak']);
    expect(map.verdict).toBe('not-exposed');
  });

  it('of a machine is found by its end', async () => {
    expect(await rowsOf(['file-path', '/tmp/ld_so.py'])).toEqual([
      'likely file-path /tmp/ld_so.py opt/tmp/ld_so.py [evil] path',
    ]);
    expect(await rowsOf(['file-path', '/var/tmp/ld_so.py'])).toEqual([]);
  });

  it('within an installed package is found', async () => {
    expect(await rowsOf(['file-name', 'deep_payload.js'])).toEqual([
      'likely file-name deep_payload.js node_modules/dep/lib/deep_payload.js [evil] path',
    ]);
  });
});

describe('configuration', () => {
  it('that starts what the incident names is certain, on the refs that hold it alone', async () => {
    const map = await mapOf(
      ['file-path', '.claude/settings.json'],
      ['file-name', 'router_init.js'],
    );

    expect(map.signs?.map(row)).toEqual([
      'certain file-path .claude/settings.json .claude/settings.json [evil] path',
      'weak file-path .claude/settings.json .claude/settings.json [main] path',
    ]);
    expect(map.signs?.[0]?.matched.behaviour).toEqual({
      does: 'runs a command when a session begins',
      command: 'node .claude/router_init.js',
      names: 'router_init.js',
    });
    expect(map.verdict).toBe('exposed');
  });

  it('that starts something else is likely', async () => {
    expect(
      await rowsOf(['file-path', '.claude/settings.json'], ['file-path', '.vscode/tasks.json']),
    ).toEqual([
      'likely file-path .claude/settings.json .claude/settings.json [evil] path',
      'likely file-path .vscode/tasks.json .vscode/tasks.json [evil] path',
      'weak file-path .claude/settings.json .claude/settings.json [main] path',
    ]);
  });
});

describe('a workflow', () => {
  it('is found by what it calls itself, and by a pattern of its file', async () => {
    expect(
      await rowsOf(['workflow', 'Run Copilot'], ['workflow', '.github/workflows/formatter_*.yml']),
    ).toEqual([
      'likely workflow .github/workflows/formatter_*.yml .github/workflows/formatter_12.yml [evil] path',
      'likely workflow Run Copilot .github/workflows/odd.yml [evil] workflow-name',
    ]);
  });
});

describe('a commit', () => {
  it('that is sought is certain', async () => {
    expect(await rowsOf(['commit', evil])).toEqual([
      `certain commit ${evil} ${evil} [evil] commit`,
    ]);
  });

  it('by a named author is likely during the window and weak at another time', async () => {
    const [during, before] = await Promise.all([
      mapOf(['email', 'Ada@acme.example']),
      scanned(
        {
          ...sought(['account', 'ada example']),
          window: { from: null, to: null, estimated: true, source: '' },
        },
        [repository],
      ),
    ]);

    expect(during.signs).toMatchObject([
      {
        strength: 'likely',
        place: { commit: first, lastCommit: evil, others: 1 },
        matched: { by: 'author' },
      },
    ]);
    expect(before).toMatchObject({ verdict: 'not-exposed', signs: [{ strength: 'weak' }] });
  });
});

it('counts as not looked for only what no scan looks for', async () => {
  const map = await mapOf(
    ['domain', 'c2.example'],
    ['ip', '192.0.2.1'],
    ['file-path', '%TEMP%\\6202033.vbs'],
    ['file-path', '/tmp/.<random 6 chars>'],
    ['file-name', '.npmrc', 'credentialPaths'],
    ['file-name', 'setup_bun.js'],
    ['md5', 'ab'.repeat(16)],
  );

  expect(map.coverage.notLookedFor.indicators).toEqual({
    domain: 1,
    ip: 1,
    'file-path': 2,
    'file-name': 1,
  });
});
