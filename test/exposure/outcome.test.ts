import { beforeAll, describe, expect, it } from 'vitest';
import { createMatcher } from '../../src/exposure/matcher.ts';
import type { ExposureMap } from '../../src/exposure/schema.ts';
import { lookAt } from '../../src/exposure/target-result.ts';
import { directorySource } from '../../src/sources/directory/source.ts';
import { realDoors } from '../support/doors.ts';
import { gitRepository, type GitRepository } from '../support/git-repository.ts';
import { incidentOf, scanned } from './support.ts';
import { registry } from './resolve/support.ts';

const incident = incidentOf({
  packages: { 'npm evil': ['1.2.9'], 'pypi bad': ['2.0'], 'npm worse': ['*'] },
  window: { from: '2026-05-19T01:00:00Z', to: '2026-05-19T04:00:00Z' },
});

const json = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;
const workflow = (...commands: readonly string[]): string =>
  `on: push\njobs:\n  a:\n    steps:\n${commands.map((one) => `      - run: ${one}\n`).join('')}`;

let repository: GitRepository;
let map: ExposureMap;

beforeAll(async () => {
  repository = gitRepository();
  repository.commit({
    'package.json': json({ name: 'root', dependencies: { evil: '^1.2.0' } }),
    'package-lock.json': json({
      lockfileVersion: 3,
      packages: {
        '': { dependencies: { evil: '^1.2.0' } },
        'node_modules/evil': { version: '1.2.8' },
      },
    }),
    '.github/workflows/exact.yml': workflow('npm ci', 'npm install -g evil@1.2.9'),
    '.github/workflows/latest.yml': workflow('pnpm dlx evil@latest'),
    '.github/workflows/local.yml': workflow('npx evil'),
    '.github/workflows/other.yml': workflow('npx other@1', 'npx evil@2'),
    '.github/workflows/variable.yml': workflow('npx evil@$VERSION'),
    '.mcp.json': json({ mcpServers: { a: { command: 'uvx', args: ['bad==2.0'] } } }),
    'scripts/worse.sh': '#!/bin/sh\nnpx -y worse@3\n',
    'scripts/link.sh': '#!/bin/sh\necho nothing\n',
    'gated/package.json': json({
      name: 'gated',
      packageManager: 'npm@11.12.0',
      dependencies: { evil: '^1.2.0' },
    }),
    'gated/.npmrc': 'min-release-age=7\n',
    'pinned/package.json': json({
      name: 'pinned',
      dependencies: { evil: '^1.2.0' },
      overrides: { evil: '1.2.8' },
    }),
    'open/package.json': json({ name: 'open', dependencies: { evil: '^1.2.0' } }),
  });
  repository.branch('ungated');
  repository.commit({ 'gated/.npmrc': 'fund=false\n' });
  repository.checkout('main');
  map = await scanned(incident, [repository.directory]);
});

function rows(): string[] {
  return map.exposures.map(({ grade, package: one, place, request }) =>
    [place.path, `${one.name}@${one.version}`, grade, request?.answer, request?.commands?.join()]
      .filter((part) => part !== undefined)
      .join(' '),
  );
}

describe('what starts installs and what only asks', () => {
  it('is an exposure where it would have become what is compromised, or nobody can say', () => {
    expect(rows()).toEqual([
      '.github/workflows/exact.yml evil@1.2.9 resolvable would npm install -g',
      '.github/workflows/latest.yml evil@latest resolvable cannot-say pnpm dlx',
      '.github/workflows/variable.yml evil@$VERSION resolvable cannot-say npx',
      '.mcp.json bad@==2.0 resolvable would uvx',
      'gated/package.json evil@^1.2.0 resolvable cannot-say',
      'open/package.json evil@^1.2.0 resolvable cannot-say',
      'scripts/worse.sh worse@3 resolvable would npx',
    ]);
    expect(map.targets[0]?.verdict).toBe('possibly-exposed');
  });

  it('is ruled out where it could not, with the reason', () => {
    const apart = map.ruledOut?.map(({ path, rule, why }) => `${path} ${rule}: ${why}`);

    expect(apart).toEqual([
      '.github/workflows/local.yml resolution: could not have become it: package.json asks for it as well, and the command runs what is installed',
      'gated/package.json resolution: could not have become it: min-release-age=7 in gated/.npmrc held back 1.2.9, which was there for 3 hours',
      'pinned/package.json resolution: could not have become it: overrides in pinned/package.json gives it 1.2.8, which lets in no compromised version',
    ]);
  });

  it('is told ref by ref', () => {
    const gated = map.exposures.find(({ place }) => place.path === 'gated/package.json');

    expect(gated?.place.refs.map(({ name }) => name)).toEqual(['ungated']);
  });

  it('counts no file that asks for nothing, and takes none for a problem', () => {
    const problems = map.coverage.problems.map(({ code, path }) => `${code} ${path}`);

    expect(problems).toEqual([
      'MANIFEST_WITHOUT_LOCKFILE gated/package.json',
      'MANIFEST_WITHOUT_LOCKFILE open/package.json',
      'MANIFEST_WITHOUT_LOCKFILE pinned/package.json',
    ]);
    // The lockfile, three manifests without one, and seven files that start installs.
    expect(map.coverage.artefacts).toMatchObject({ seen: 11, read: 11 });
  });

  it('is surer where a registry was asked', async () => {
    const [target] =
      (await directorySource.expand(repository.directory, { refs: 'head' }, realDoors)) ?? [];
    const question = {
      incident,
      matcher: createMatcher(incident),
      releases: (_: string, name: string) =>
        name === 'evil' ? registry(['1.2.8 2026-01-01', '1.3.0 2026-02-01']) : null,
    };
    const result = target === undefined ? null : await lookAt(target, question, realDoors);

    expect(
      result?.ruledOut.filter(({ path }) => path === 'open/package.json').map(({ why }) => why),
    ).toEqual([
      'could not have become it: of what ^1.2.0 lets in, 1.3.0 goes before 1.2.9, and was there all the while',
    ]);
  });
});
