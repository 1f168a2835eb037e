import { describe, expect, it } from 'vitest';
import { readers } from '../../src/lockfile/index.ts';
import { unsupportedFormats } from '../../src/lockfile/unsupported-table.ts';
import { mayMatter, mayState } from '../../src/sources/matter.ts';
import { childContext, launcherAt, roleOf } from '../../src/sources/shape.ts';

const controls = readers.flatMap((reader) =>
  reader.controls().map(({ companions, path, title }) => {
    return { id: reader.id, kind: reader.kind, path, title, companions };
  }),
);

const stating: ReadonlySet<string> = new Set(['archive', 'lockfile', 'unsupported']);

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

describe('names that matter', () => {
  it.each(controls)('$id, $title: $path', ({ kind, path }) => {
    expect(mayMatter(baseName(path))).toBe(true);
    expect(mayState(baseName(path)) || !stating.has(kind)).toBe(true);
  });

  it('are those of every companion of a control', () => {
    const names = controls.flatMap(({ companions }) => Object.keys(companions).map(baseName));

    expect(names.filter((name) => !mayMatter(name))).toEqual([]);
  });

  it('are those that readers list as companions', () => {
    const names = readers.flatMap(({ companions }) => companions);

    expect(names.filter((name) => !mayMatter(name.replace('*', 'some')))).toEqual([]);
  });

  it.each(unsupportedFormats)('$format, which no reader reads', ({ names = [], paths = [] }) => {
    for (const path of [...names, ...paths]) {
      expect(mayMatter(baseName(path))).toBe(true);
      expect(mayState(baseName(path))).toBe(true);
    }
  });

  it('are few: what states nothing anywhere is passed over', () => {
    const names = ['README.md', 'index.ts', 'a.png', '', '__proto__', 'x'.repeat(300)];

    expect(names.filter(mayMatter)).toEqual([]);
  });
});

/** Files that mean something in one directory alone, and directories of which every file may. */
const inPlaces = [
  '.claude/settings.json',
  '.claude/settings.local.json',
  '.codex/config.toml',
  '.codex/hooks.json',
  '.cursor/hooks.json',
  '.cursor/mcp.json',
  '.forgejo/workflows/a.yml',
  '.gemini/settings.json',
  '.gitea/workflows/a.yaml',
  '.husky/commit-msg',
  '.husky/pre-push',
  '.vscode/mcp.json',
  '.vscode/tasks.json',
  'dependency-locks/compileClasspath.lockfile',
  'node_modules/.pnpm/lock.yaml',
  'requirements/base.txt',
  'vendor/composer/installed.json',
];
const namesInPlaces = [...inPlaces.map(baseName), 'a.sh', 'a.json', 'a.lock.json', 'a.zip'];

/** Directories in which such files and those of controls lie, and their like. */
const contexts = [
  ...new Set(
    [
      ...inPlaces,
      ...controls.map(({ path }) => path),
      ...unsupportedFormats.flatMap(({ paths = [] }) => paths),
    ]
      .map((path) =>
        path
          .split('/')
          .slice(0, -1)
          .reduce((context, name) => childContext(context, name), ''),
      )
      .flatMap((context) => [context, context.toUpperCase(), childContext(context, 'deeper')]),
  ),
];

it('no name has a role in some directory that it does not have for those who ask by name', () => {
  const names = [...controls.map(({ path }) => baseName(path)), ...namesInPlaces];
  const modes = ['ordinary', 'modules', 'pnpm-store'] as const;
  const missed = names.flatMap((name) =>
    contexts.flatMap((context) =>
      modes.flatMap((mode) => {
        const role = roleOf(name, context, mode) ?? launcherAt(name, context, mode);
        const states = stating.has(role?.kind ?? '');
        const isMissed = (role !== null && !mayMatter(name)) || (states && !mayState(name));
        return isMissed ? [`${mode} ${context}/${name}`] : [];
      }),
    ),
  );

  expect(missed).toEqual([]);
});
