import { describe, expect, it } from 'vitest';
import { circumstancesOf } from '../../../src/exposure/resolve/settings/circumstances.ts';
import type { Cooldown, Pin } from '../../../src/exposure/resolve/types.ts';
import type { Launch, OpenRequest } from '../../../src/lockfile/types.ts';
import { at } from './support.ts';

type Files = Readonly<Record<string, string>>;

interface Asks extends Partial<OpenRequest> {
  /** Where the request stands. */
  readonly path?: string;
}

function around(files: Files, { path = 'package.json', ...more }: Asks = {}) {
  const request: OpenRequest = {
    ecosystem: 'npm',
    name: 'evil',
    range: '^1.0.0',
    kind: 'prod',
    line: 1,
    ...more,
  };
  const placed = Object.entries(files).map(([file, text]) => ({
    path: file,
    bytes: Buffer.from(text),
  }));
  return circumstancesOf(request, path, placed);
}

function cooldownIn(files: Files, asks: Asks = {}): Cooldown | null {
  return around(files, asks).cooldown;
}

function pinIn(files: Files, asks: Asks = {}): Pin | null {
  return around(files, asks).pin;
}

const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];
const manager = (text: string, more: object = {}): Files => ({
  'package.json': JSON.stringify({ packageManager: text, ...more }),
});
const command = (client: Launch['client'], text: string): Asks => ({
  launch: { client, command: text, installedFirst: false },
});

describe('a cooldown', () => {
  it.for<readonly [file: string, text: string, age: number | null, asks?: Asks]>([
    ['.npmrc', 'min-release-age=7', 7 * day],
    ['.npmrc', '; min-release-age=1\nmin-release-age = "3"\n', 3 * day],
    ['.npmrc', 'min-release-age=0', null],
    ['.npmrc', 'min-release-age=soon', null],
    ['.npmrc', 'min-release-age=${DAYS}', null],
    ['.npmrc', 'registry=https://registry.example', null],
    ['pnpm-workspace.yaml', 'minimumReleaseAge: 1440', day],
    ['pnpm-workspace.yaml', 'packages: [a]\nminimumReleaseAge: 0\n', null],
    ['pnpm-workspace.yaml', 'minimumReleaseAge: [1]', null],
    ['pnpm-workspace.yaml', 'packages: [', null],
    ['.yarnrc.yml', 'npmMinimalAgeGate: 90', 90 * minute],
    ['.yarnrc.yml', "npmMinimalAgeGate: '3d'", 3 * day],
    ['.yarnrc.yml', 'npmMinimalAgeGate: "1w"', 7 * day],
    ['bunfig.toml', '[install]\nminimumReleaseAge = 86400', day],
    ['bunfig.toml', '[install]\nminimumReleaseAge = "3d"', 3 * day],
    ['bunfig.toml', 'minimumReleaseAge = 86400', null],
    ['uv.toml', 'exclude-newer = "7 days"', 7 * day, { ecosystem: 'pypi' }],
    ['uv.toml', 'exclude-newer = "P7D"', 7 * day, { ecosystem: 'pypi' }],
    ['uv.toml', 'exclude-newer = "PT24H"', day, { ecosystem: 'pypi' }],
    ['uv.toml', 'exclude-newer = false', null, { ecosystem: 'pypi' }],
    ['pyproject.toml', '[tool.uv]\nexclude-newer = "24 hours"', day, { ecosystem: 'pypi' }],
    ['pyproject.toml', 'exclude-newer = "24 hours"', null, { ecosystem: 'pypi' }],
    ['poetry.toml', '[solver]\nmin-release-age = 2', 2 * day, { ecosystem: 'pypi' }],
    ['.npmrc', 'min-release-age=7', null, { ecosystem: 'pypi' }],
    ['.npmrc', '\0', null],
  ])('%s: %j is %s milliseconds', ([file, text, age, asks]) => {
    expect(cooldownIn({ [file]: text }, asks)?.age ?? null).toBe(age);
  });

  it.each([
    ['.npmrc', 'before=2026-05-01', '2026-05-01', 'npm'],
    ['uv.toml', 'exclude-newer = "2026-05-01T12:00:00Z"', '2026-05-01T12:00:00Z', 'pypi'],
    ['uv.toml', 'exclude-newer = "2026-05-01"', '2026-05-02', 'pypi'],
  ])('%s: %s is a moment', (file, text, moment, ecosystem) => {
    expect(cooldownIn({ [file]: text }, { ecosystem })).toMatchObject({ before: at(moment) });
  });

  it('says from what it excepts, where it stands and what it does where nothing is old enough', () => {
    const yaml =
      "minimumReleaseAge: 60\nminimumReleaseAgeStrict: false\nminimumReleaseAgeExclude:\n  - '@a/*'\n  - evil@1.0.0\n";

    expect(cooldownIn({ 'web/pnpm-workspace.yaml': yaml }, { path: 'web/x/package.json' })).toEqual(
      {
        age: hour,
        before: null,
        except: ['@a/*', 'evil@1.0.0'],
        strict: false,
        sure: false,
        stated: 'minimumReleaseAge: 60',
        at: 'web/pnpm-workspace.yaml',
      },
    );
    expect(
      cooldownIn({
        'bunfig.toml': '[install]\nminimumReleaseAge = 1\nminimumReleaseAgeExcludes = ["x"]',
      }),
    ).toMatchObject({ except: ['x'], strict: true });
    expect(
      cooldownIn({ '.yarnrc.yml': "npmMinimalAgeGate: 1d\nnpmPreapprovedPackages: ['@a/*']" }),
    ).toMatchObject({ except: ['@a/*'], sure: true });
    expect(
      cooldownIn(
        { 'uv.toml': 'exclude-newer = "7 days"\nexclude-newer-package = { evil = false }' },
        { ecosystem: 'pypi', ...command('uv', 'uv pip install') },
      ),
    ).toMatchObject({ except: ['evil'], sure: true });
    expect(
      cooldownIn({
        '.npmrc': 'min-release-age=1\nmin-release-age-exclude[]=a\nmin-release-age-exclude[]=b',
      }),
    ).toMatchObject({ except: ['a', 'b'] });
  });

  it.each<readonly [string, Files, boolean | null]>([
    ['npm that knows it', { ...manager('npm@11.12.0'), '.npmrc': 'min-release-age=7' }, true],
    ['npm that does not', { ...manager('npm@10.9.0'), '.npmrc': 'min-release-age=7' }, null],
    ['npm of any version', { '.npmrc': 'min-release-age=7' }, false],
    [
      'pnpm that knows it',
      { ...manager('pnpm@10.16.0'), 'pnpm-workspace.yaml': 'minimumReleaseAge: 9' },
      true,
    ],
    [
      'pnpm that does not',
      { ...manager('pnpm@10.15.1'), 'pnpm-workspace.yaml': 'minimumReleaseAge: 9' },
      null,
    ],
    ['another client', { ...manager('yarn@1.22.22'), '.npmrc': 'min-release-age=7' }, null],
    [
      'two clients',
      { '.npmrc': 'min-release-age=7', '.yarnrc.yml': 'npmMinimalAgeGate: 1d' },
      false,
    ],
    ['pnpm 11 by itself', manager('pnpm@11.2.0'), true],
    ['pnpm 10 by itself', manager('pnpm@10.30.0'), null],
    ['yarn 4.18 by itself', manager('yarn@4.18.1'), true],
    ['yarn 4.17 by itself', manager('yarn@4.17.0'), null],
    [
      'pnpm 11 with it switched off',
      { ...manager('pnpm@11.2.0'), 'pnpm-workspace.yaml': 'minimumReleaseAge: 0' },
      null,
    ],
  ])('of %s', (_, files, sure) => {
    expect(cooldownIn(files)?.sure ?? null).toBe(sure);
  });

  it.each([
    ['npm', 'npx', true],
    ['npm', 'npm install', true],
    ['npm', 'npm install -g', false],
    ['pnpm', 'pnpm dlx', false],
    ['bun', 'bunx', false],
  ] as const)('of npm for a command of %s: %s', (client, text, holds) => {
    const found = cooldownIn({ '.npmrc': 'min-release-age=7' }, command(client, text));

    expect(found !== null).toBe(holds);
  });

  it('of a project does not hold for tools of uv, which go by what the user has', () => {
    const files = { 'uv.toml': 'exclude-newer = "7 days"' };

    expect(cooldownIn(files, { ecosystem: 'pypi', ...command('uv', 'uvx') })).toBeNull();
  });

  it.each([
    ['pnpm-workspace.yaml', `a: ${'['.repeat(100_000)}`],
    ['pnpm-workspace.yaml', `a: &a [x]\nb: [${'*a,'.repeat(50_000)}*a]\nminimumReleaseAge: x`],
    ['bunfig.toml', `a = ${'['.repeat(100_000)}`],
    ['.npmrc', `min-release-age=${'9'.repeat(200_000)}`],
    ['.npmrc', 'x'.repeat(300_000)],
    ['package.json', '['.repeat(100_000)],
  ])('hostile: %s of %#', (file, text) => {
    expect(around({ [file]: text }).cooldown).toBeNull();
  });
});

describe('an override', () => {
  const pins = { overrides: { evil: '1.0.0' } };

  it.each<readonly [string, Files, string | null]>([
    ['npm', manager('npm@11.0.0', pins), '1.0.0'],
    ['bun', manager('bun@1.3.0', pins), '1.0.0'],
    ['an unknown client', { 'package.json': JSON.stringify(pins) }, '1.0.0'],
    ['yarn', manager('yarn@4.0.0', pins), null],
    ['pnpm', manager('pnpm@10.0.0', pins), null],
    ['yarn', manager('yarn@4.0.0', { resolutions: { evil: '2.0.0' } }), '2.0.0'],
    ['yarn', manager('yarn@1.22.0', { resolutions: { '**/evil': '2.0.0' } }), '2.0.0'],
    ['yarn, in one place', manager('yarn@1.22.0', { resolutions: { 'a/evil': '2.0.0' } }), null],
    ['pnpm 10', manager('pnpm@10.0.0', { pnpm: { overrides: { evil: '3.0.0' } } }), '3.0.0'],
    ['pnpm 11', manager('pnpm@11.0.0', { pnpm: { overrides: { evil: '3.0.0' } } }), null],
    [
      'pnpm 11',
      { ...manager('pnpm@11.0.0'), 'pnpm-workspace.yaml': 'overrides:\n  evil: 4.0.0' },
      '4.0.0',
    ],
    ['npm, of a range', manager('npm@11.0.0', { overrides: { 'evil@^1': '1.0.0' } }), null],
    [
      'npm, of itself',
      manager('npm@11.0.0', { overrides: { evil: { '.': '1.0.0', b: '2' } } }),
      '1.0.0',
    ],
    [
      'npm, by reference',
      manager('npm@11.0.0', { dependencies: { evil: '1.1.1' }, overrides: { evil: '$evil' } }),
      '1.1.1',
    ],
    [
      'npm, of a name that takes it away',
      manager('pnpm@10.0.0', { pnpm: { overrides: { evil: '-' } } }),
      null,
    ],
    [
      'two fields',
      { 'package.json': JSON.stringify({ ...pins, resolutions: { evil: '2.0.0' } }) },
      null,
    ],
    ['nobody', { 'package.json': '{' }, null],
  ])('of %s', (_, files, spec) => {
    expect(pinIn(files)?.spec ?? null).toBe(spec);
  });

  it('of a member of a workspace is none, nor is that of a command', () => {
    const root = JSON.stringify({ workspaces: ['*'], ...pins });
    const files = { 'web/package.json': JSON.stringify(pins), 'package.json': root };

    expect(pinIn(files, { path: 'web/package.json' })).toBeNull();
    expect(pinIn({ 'package.json': root }, command('npm', 'npx'))).toBeNull();
    expect(pinIn({ 'package.json': root })).toEqual({
      spec: '1.0.0',
      field: 'overrides',
      at: 'package.json',
    });
  });
});

describe('a command that runs what is installed first', () => {
  const launch = { client: 'npm', command: 'npx', installedFirst: true } as const;
  const path = '.github/workflows/ci.yml';

  it.each([
    [{ devDependencies: { evil: '1' } }, null, 'package.json'],
    [{ dependencies: { evil: '1' } }, null, 'package.json'],
    [{ dependencies: { evil: '1' } }, '2.0.0', null],
    [{ peerDependencies: { evil: '1' } }, null, null],
    [{ dependencies: { other: '1' } }, null, null],
  ])('in a project that says %j, asked for %s', (manifest, range, wanted) => {
    const files = { 'package.json': JSON.stringify(manifest) };

    expect(around(files, { path, range, launch }).installedBy).toBe(wanted);
  });
});
