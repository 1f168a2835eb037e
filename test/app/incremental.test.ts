import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { App } from '../../src/app/app.ts';
import { indexFind } from '../../src/app/index-find.ts';
import { scanInventory } from '../../src/app/scan-inventory.ts';
import { createMatcher } from '../../src/exposure/matcher.ts';
import { soughtSigns } from '../../src/exposure/signs/sought.ts';
import { lookAt, type TargetResult } from '../../src/exposure/target-result.ts';
import type { Incident } from '../../src/incident/schema.ts';
import { directorySource } from '../../src/sources/directory/source.ts';
import { incidentOf } from '../exposure/support.ts';
import { seeded } from '../sources/git/history/support.ts';
import { realDoors } from '../support/doors.ts';
import { hiddenLock, manifest, npmLock, yarnLock } from '../support/lockfiles.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

type Next = (below: number) => number;

/** Files that may lie anywhere, each with contents that it may have. */
const contents: Readonly<Record<string, (next: Next) => string>> = {
  'package-lock.json': (next) => npmLock({ a: `1.0.${next(4)}`, b: `2.0.${next(3)}` }),
  'package.json': (next) =>
    manifest({
      name: `m${next(2)}`,
      dependencies: { a: '^1.0.0', ...[{}, { c: '1' }, { d: 'npm:b@2' }][next(3)] },
      scripts: { prepare: ['tsc', 'npx late@1'][next(2)] },
    }),
  'yarn.lock': (next) => yarnLock({ 'a@^1.0.0': `1.0.${next(3)}`, 'c@1': '1.0.0' }),
  'pnpm-lock.yaml': (next) =>
    `lockfileVersion: '9.0'\nimporters:\n  .:\n    dependencies:\n      a:\n        specifier: ^1.0.0\n        version: 1.0.${next(3)}\npackages:\n  a@1.0.${next(3)}:\n    resolution: {integrity: sha512-AAAA}\nsnapshots: {}\n`,
  'requirements.txt': (next) => `-r base.txt\nurllib3==1.${next(3)}\n`,
  'base.txt': (next) => `six==1.${next(3)}\nidna>=2\n`,
  'pyproject.toml': (next) => `[project]\nname = "x"\ndependencies = ["flask>=${next(3)}"]\n`,
  'composer.lock': (next) => ['nonsense', '{"packages": [], "packages-dev": []}'][next(2)] ?? '',
  'node_modules/.package-lock.json': (next) => hiddenLock({ a: `1.0.${next(2)}` }),
  'node_modules/a/package.json': (next) => `{"name": "a", "version": "1.0.${next(3)}"}`,
  '.github/workflows/ci.yml': (next) =>
    `name: ${['Build', 'Run Copilot'][next(2)]}\non: push\njobs:\n  a:\n    steps:\n      - run: ${['npm ci', 'npx late@1', 'npm i -g a@1', 'npm update'][next(4)]}\n`,
  '.claude/settings.json': (next) =>
    JSON.stringify({
      hooks: { SessionStart: [{ hooks: [{ type: 'command', command: `node x${next(2)}.js` }] }] },
    }),
  Dockerfile: (next) =>
    `FROM node\nRUN ${['npm install', 'npm i -g late', 'true', 'npm install --no-package-lock'][next(4)]}\n`,
  '.npmrc': (next) => `min-release-age=${next(3)}\n`,
  'deps.lockb': (next) => `x${next(3)}`,
};
const names = Object.keys(contents);
/** Files that are read without any other, and count wherever they lie. */
const alone = names.filter(
  (name) =>
    !/^(?:package\.json|yarn\.lock|requirements\.txt|base\.txt|pyproject\.toml)$/.test(name),
);
/** More show more, and take longer. */
const rounds = 4;

const directories = ['', 'apps/x/', 'apps/y/', 'vendor/'];
const heads = ['main', 'dev', 'next', 'old'];

/** A bare repository in which things happen to refs. */
interface Remote {
  readonly directory: string;
  /** Something happens: a push, one by force, a deletion, another default branch, a tag, a pull request. */
  readonly step: () => void;
}

interface Making {
  readonly seed: number;
  readonly pulls: number;
  readonly files: readonly string[];
}

function remote({ files, pulls, seed }: Making): Remote {
  const next = seeded(seed);
  const directory = join(temporaryDirectory(), 'web.git');
  const git = (input: string, ...args: readonly string[]): string =>
    execFileSync('git', args, { cwd: directory, input, encoding: 'utf8' }).trim();
  execFileSync('git', ['init', '--quiet', '--bare', '--initial-branch=main', directory]);
  let marks = 0;
  const commit = (ref: string, from: string | null, all: boolean): string => {
    marks += 1;
    const changes = Array.from({ length: all ? 12 : 1 + next(2) }, () => {
      const name = files[next(files.length)] as string;
      const path = `${directories[next(directories.length)]}${name}`;
      if (!all && next(5) === 0) return `D ${path}\n`;
      return `M 100644 inline ${path}\n${data(contents[name]?.(next) ?? '')}`;
    });
    const at = 1_770_000_000 + marks * 60;
    return `commit ${ref}\ncommitter A <a@acme.example> ${at} +0000\n${data(`${marks}`)}${from === null ? '' : `from ${from}\n`}${changes.join('')}\n`;
  };
  const push = (script: string): string =>
    git(script, 'fast-import', '--quiet', '--force', '--date-format=raw');
  const refs = (): string[] =>
    git('', 'for-each-ref', '--format=%(refname)', 'refs/heads').split('\n');
  push(commit('refs/heads/main', null, true));
  const tip = git('', 'rev-parse', 'refs/heads/main');
  const pull = (number: number): string => commit(`refs/pull/${number}/head`, tip, false);
  if (pulls > 0) push(Array.from({ length: pulls }, (_, number) => pull(number)).join(''));
  return {
    directory,
    step() {
      const known = refs();
      const some = known[next(known.length)] as string;
      const tipOf = (ref: string): string => git('', 'rev-parse', ref);
      const ref = `refs/heads/${heads[next(heads.length)]}`;
      const kind = next(9);
      if (kind === 0 && known.length > 1) git('', 'update-ref', '-d', some);
      else if (kind === 1) git('', 'symbolic-ref', 'HEAD', ref);
      else if (kind === 2) git('', 'update-ref', `refs/tags/v${next(3)}`, tipOf(some));
      else if (kind === 3) git('', 'update-ref', ref, tipOf(some));
      else if (kind === 4) push(commit(`refs/pull/${next(pulls + 2)}/head`, tipOf(some), false));
      else if (kind === 5) push(commit(ref, null, true));
      else if (kind === 6 && next(2) === 0)
        git('', 'update-ref', '--no-deref', 'HEAD', tipOf(some));
      else push(commit(ref, tipOf(some), false));
    },
  };
}

function data(text: string): string {
  return `data ${Buffer.byteLength(text)}\n${text}\n`;
}

interface Looked {
  readonly result: TargetResult;
  /** What the inventory then says, without the times. */
  readonly found: unknown;
  /** Names of the objects that git was asked for. */
  readonly asked: readonly string[];
  readonly warnings: readonly string[];
}

interface Way {
  readonly history: 'reachable' | null;
  readonly incident: Incident | null;
}

async function looked(directory: string, home: string, way: Way): Promise<Looked> {
  const asked: string[] = [];
  const warnings: string[] = [];
  const { git } = realDoors;
  const doors = {
    ...realDoors,
    git: {
      ...git,
      async converseWithGit(...given: Parameters<typeof git.converseWithGit>) {
        const conversation = await git.converseWithGit(...given);
        return {
          ...conversation,
          ask(text: string) {
            asked.push(...text.split('\n').filter((line) => line !== ''));
            conversation.ask(text);
          },
        };
      },
    },
  };
  const app: App = {
    doors,
    dataDir: home,
    version: '0',
    progress() {},
    warn: (message) => void warnings.push(message),
  };
  const { history, incident } = way;
  const signs = incident === null ? null : soughtSigns(incident);
  const options = { refs: 'all', history, signs } as const;
  const [target] = (await directorySource.expand(directory, options, doors)) ?? [];
  if (target === undefined) throw new Error(`no target: ${directory}`);
  const matcher = incident === null ? null : createMatcher(incident);
  const inventory = await scanInventory(app, false);
  const session = inventory.sessionFor(target, { incident, matcher }, () => {});
  const result = await lookAt(target, { incident, matcher }, doors, session);
  await session.keep();
  inventory.close();
  const { found } = await indexFind(app, ['a', 'b', 'late', 'urllib3', 'flask']);
  const timeless = found.map(({ holdings, ...rest }) => ({
    ...rest,
    holdings: holdings.map((one) => ({ ...one, at: '' })),
  }));
  return { result, found: timeless, asked, warnings };
}

const sought = incidentOf({
  packages: { 'npm a': ['1.0.1'], 'npm late': ['1.0.0'], 'pypi flask': ['<2'] },
  indicators: { 'file-path': '.claude/settings.json', 'file-name': 'ci.yml' },
  window: { from: '2026-01-01T00:00:00Z', to: '2026-12-01T00:00:00Z' },
});

describe('a scan of what was scanned before says what one without an inventory says', () => {
  it.each([
    ['of tips', { history: null, incident: null, pulls: 0, seed: 1 }],
    ['of tips, for an incident', { history: null, incident: sought, pulls: 0, seed: 2 }],
    ['through history', { history: 'reachable', incident: null, pulls: 2, seed: 3 }],
    [
      'through history, for an incident',
      { history: 'reachable', incident: sought, pulls: 2, seed: 4 },
    ],
    ['of far tips', { history: null, incident: null, pulls: 110, seed: 5 }],
  ] as const)('%s', async (_, { pulls, seed, ...way }) => {
    const { directory, step } = remote({ files: names, pulls, seed });
    const home = join(temporaryDirectory(), 'home');

    for (let round = 0; round < rounds; round += 1) {
      const kept = await looked(directory, home, way);
      const fresh = await looked(directory, join(temporaryDirectory(), 'home'), way);

      expect(kept.warnings).toEqual([]);
      expect(kept.result).toEqual(fresh.result);
      expect(kept.found).toEqual(fresh.found);
      step();
    }
  });
});

it.each([
  ['of tips', null, 6],
  ['through history', 'reachable', 7],
] as const)('a scan %s reads no content again that it ever read', async (_, history, seed) => {
  const { directory, step } = remote({ files: alone, pulls: 0, seed });
  const home = join(temporaryDirectory(), 'home');
  const seen = new Set<string>();
  const blobs = (): string[] =>
    execFileSync('git', ['cat-file', '--batch-all-objects', '--batch-check'], { cwd: directory })
      .toString()
      .split('\n')
      .filter((line) => line.includes(' blob '))
      .map((line) => line.slice(0, 40));

  for (let round = 0; round < 2 * rounds; round += 1) {
    const known = new Set(blobs());
    const asked = (await looked(directory, home, { history, incident: null })).asked;
    const read = new Set(asked.filter((oid) => known.has(oid)));

    expect([...read].filter((oid) => seen.has(oid))).toEqual([]);
    for (const oid of read) seen.add(oid);
    step();
  }
  expect(seen.size).toBeGreaterThan(rounds);
});
