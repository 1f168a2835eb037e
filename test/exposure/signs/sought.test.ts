import { describe, expect, it } from 'vitest';
import { soughtPaths } from '../../../src/exposure/signs/sought-path.ts';
import { isSoughtAsSign, soughtSigns } from '../../../src/exposure/signs/sought.ts';
import type { Indicator } from '../../../src/incident/schema.ts';
import { isOrdinary } from '../../../src/sources/sign-ordinary.ts';
import { fits, liesAt, pathsNamed } from '../../../src/sources/sign-path.ts';
import { incidentOf } from '../support.ts';

function pathsOf(kind: Indicator['kind'], value: string, context: string | null = null): string[] {
  return soughtPaths({ kind, value, context }, { kind, value }).map(({ above, name }) =>
    [...above, name].join('/'),
  );
}

describe('a path that a list states', () => {
  it.each<[Indicator['kind'], string, string[]]>([
    ['file-name', 'setup_bun.js', ['setup_bun.js']],
    ['file-path', './.claude/settings.json', ['.claude/settings.json']],
    ['file-path', '.config\\gcloud\\key.json', ['.config/gcloud/key.json']],
    ['file-path', '~/.config/systemd/user/x.service', ['.config/systemd/user/x.service']],
    ['file-path', '/Library/Caches/com.apple.act.mond', ['Library/Caches/com.apple.act.mond']],
    ['file-path', 'C:\\Users\\Public\\x.ps1', ['Users/Public/x.ps1']],
    ['file-path', '$HOME/.dev-env/run.sh', ['.dev-env/run.sh']],
    ['workflow', '.github/workflows/formatter_*.yml', ['.github/workflows/formatter_*.yml']],
    ['workflow', 'shai-hulud.yaml', ['.github/workflows/shai-hulud.yaml']],
    [
      'workflow',
      'Run Copilot',
      ['.github/workflows/Run Copilot.yml', '.github/workflows/Run Copilot.yaml'],
    ],
  ])('%s %s is sought by its end', (kind, value, paths) => {
    expect(pathsOf(kind, value)).toEqual(paths);
  });

  it.each<[Indicator['kind'], string, string?]>([
    ['file-path', '$TMPDIR/6202033'],
    ['file-path', '%TEMP%\\6202033.vbs'],
    ['file-path', '/tmp/.<random 6 chars>'],
    ['file-path', '$HOME/.dev-env/'],
    ['file-path', 'a/../../b'],
    ['file-path', ''],
    ['file-name', '*'],
    ['file-name', '*.*'],
    ['file-name', '.npmrc', 'credentialPaths'],
    ['domain', 'setup_bun.js'],
  ])('%s %s is passed over', (kind, value, context) => {
    expect(pathsOf(kind, value, context ?? null)).toEqual([]);
  });
});

describe('a pattern', () => {
  it.each([
    ['formatter_*.yml', 'formatter_1.yml', true],
    ['formatter_*.yml', 'formatter_.yml', true],
    ['formatter_*.yml', 'formatter.yml', false],
    ['a*b*c', 'abc', true],
    ['a*b*c', 'acb', false],
    ['ab*ba', 'aba', false],
    ['x', 'x', true],
  ])('%s fits %s: %s', (pattern, name, does) => {
    expect(fits(pattern, name)).toBe(does);
  });

  it('of many stars takes no more than its length times that of the name', () => {
    expect(fits(`${'*a'.repeat(200)}b`, 'a'.repeat(20_000))).toBe(false);
  });

  it('lies where its directories end, as far as these are known', () => {
    const path = { sign: { kind: 'x', value: 'x' }, name: 'k', above: ['a', 'b*', 'c'] };

    expect(liesAt(path, ['x', 'a', 'bb', 'c'], Infinity)).toBe(true);
    expect(liesAt(path, ['bb', 'c'], Infinity)).toBe(false);
    expect(liesAt(path, ['bb', 'c'], 2)).toBe(true);
    expect(liesAt(path, ['b', 'x'], 2)).toBe(false);
  });
});

describe('a name', () => {
  it.each([
    'index.js',
    'environment.json',
    '.npmrc',
    'package.json',
    'bun.lock',
    'README.md',
    'setup.mjs',
    'docker-compose.yml',
    '.pre-commit-config.yaml',
    'Dockerfile',
  ])('such as %s ordinary projects have', (name) => {
    expect(isOrdinary([], name)).toBe(true);
  });

  it.each([
    'setup_bun.js',
    'bun_environment.js',
    'truffleSecrets.json',
    '6202033.vbs',
    'com.apple.act.mond',
    'router_init.js',
    'gh-token-monitor.service',
  ])('such as %s somebody chose', (name) => {
    expect(isOrdinary([], name)).toBe(false);
  });

  it('is as ordinary as its directories', () => {
    expect(isOrdinary(['.github', 'workflows'], 'discussion.yaml')).toBe(true);
    expect(isOrdinary(['.dev-env'], 'run.sh')).toBe(false);
  });
});

it('names of objects are names like any others', () => {
  const signs = soughtSigns(
    incidentOf({ indicators: { 'file-name': '__proto__', account: 'constructor' } }),
  );

  expect(signs && pathsNamed(signs, '__proto__')).toHaveLength(1);
  expect(signs && pathsNamed(signs, 'toString')).toEqual([]);
  expect(signs?.names.has('constructor')).toBe(true);
});

it('an incident without such indicators seeks no signs', () => {
  expect(
    soughtSigns(incidentOf({ indicators: { domain: 'c2.example', ip: '192.0.2.1' } })),
  ).toBeNull();
});

it.each<[Indicator['kind'], string, boolean]>([
  ['commit', 'acme/web#0123456', true],
  ['commit', 'chore: update', false],
  ['user-agent', 'x', false],
  ['registry-key', 'HKCU\\x', false],
  ['repository', 'acme/web', false],
  ['url', 'https://c2.example/x', false],
  ['account', 'atool', true],
])('%s %s is looked for: %s', (kind, value, is) => {
  expect(isSoughtAsSign({ kind, value, context: null })).toBe(is);
});
