import { describe, expect, it } from 'vitest';
import type { Reading } from '../../../src/lockfile/types.ts';
import { describeDamage } from '../damage-support.ts';
import { codes, only, read, sha, stated } from '../support.ts';

/** `kind name range line` of what is asked for. */
function asked({ documents }: Reading): string[] {
  return documents.flatMap(({ requests = [] }) =>
    requests.map(({ kind, line, name, range }) => `${kind} ${name} ${range ?? '*'} ${line}`),
  );
}

describe('pyproject.toml', () => {
  it('asks by PEP 621, by groups, and for its build', () => {
    const reading = read(
      'pyproject.toml',
      `[build-system]
requires = ["setuptools>=61"]

[project]
name = "My.App"
dependencies = [
    "a>=1,<2",
    'B_b[x] ; python_version < "3.9"',
]

[project.optional-dependencies]
more = ["c~=1.4", "my-app[other]"]

[dependency-groups]
test = ["d", { include-group = "lint" }]
lint = ["e==1.*"]
`,
    );

    expect(asked(reading)).toEqual([
      'prod a >=1,<2 7',
      'prod b-b * 8',
      'optional c ~=1.4 12',
      'dev d * 15',
      'dev e ==1.* 16',
      'dev setuptools >=61 2',
    ]);
    expect(reading.problems).toEqual([]);
    const { importers } = reading.documents[0]?.graph() ?? {};
    expect(importers).toMatchObject([{ path: '.', name: 'My.App' }]);
  });

  it('asks in the words of Poetry', () => {
    const reading = read(
      'pyproject.toml',
      `[tool.poetry]
name = "app"
[tool.poetry.dependencies]
python = "^3.9"
a = "^1.2"
b = { version = "~2.0", optional = true }
c = [{ version = "^1", python = "<3.9" }, { version = "^2", python = ">=3.9" }]
g = { git = "https://git.example/g.git", rev = "${sha}" }
h = { path = "../h", develop = true }
i = "*"
[tool.poetry.dev-dependencies]
d = "1.0"
[tool.poetry.group.docs.dependencies]
e = ">=1"
`,
    );

    expect(asked(reading)).toEqual([
      'prod a >=1.2,<2 5',
      'optional b >=2.0,<2.1 6',
      'prod c >=1,<2 7',
      'prod c >=2,<3 7',
      'prod i * 10',
      'dev d ==1.0 12',
      'dev e >=1 14',
    ]);
    expect(stated(reading)).toEqual(['g@ git']);
    expect(only(reading, 'g').commit).toBe(sha);
    expect(reading.problems).toEqual([]);
  });

  it('asks in the words of uv and PDM', () => {
    const reading = read(
      'pyproject.toml',
      '[tool.uv]\ndev-dependencies = ["a"]\n[tool.pdm.dev-dependencies]\ntest = ["b>=1", "-e file:///x/c#egg=c"]\n',
    );

    expect(asked(reading)).toEqual(['dev a * 2', 'dev b >=1 4']);
    expect(reading.problems).toEqual([]);
  });

  it('says nothing twice where Poetry only adds to PEP 621', () => {
    const reading = read(
      'pyproject.toml',
      '[project]\ndependencies = ["a>=1"]\n[tool.poetry.dependencies]\na = { source = "own" }\n',
    );

    expect(asked(reading)).toEqual(['prod a >=1 2']);
  });

  it('that configures tools alone asks for nothing', () => {
    const reading = read('pyproject.toml', '[tool.ruff]\nline-length = 100\n');

    expect(asked(reading)).toEqual([]);
    expect(reading.problems).toEqual([]);
    expect(reading.documents[0]?.covers).toEqual(['.']);
  });

  it.each([
    ['a dependency that is none', '[project]\ndependencies = ["a", "b =="]\n', 'ENTRY_UNREADABLE'],
    [
      'dependencies that are no list',
      '[project]\noptional-dependencies = { x = "a", y = ["a"] }\n',
      'ENTRY_UNREADABLE',
    ],
    [
      'a constraint that is none',
      '[tool.poetry.dependencies]\na = "1"\nb = 2\n',
      'ENTRY_UNREADABLE',
    ],
    [
      'dynamic dependencies',
      '[project]\ndynamic = ["dependencies"]\n[tool.uv]\ndev-dependencies = ["a"]\n',
      'ENTRY_UNREADABLE',
    ],
    ['a fault', '[project]\ndependencies = ["a"]\nx = \n', 'SYNTAX'],
  ])('with %s shows a problem and reads the rest', (_, text, code) => {
    const reading = read('pyproject.toml', text);

    expect(codes(reading)).toEqual([code]);
    expect(asked(reading)).toHaveLength(1);
  });

  it('leaves to requirements files what setuptools takes from there', () => {
    const text = (file: string): string =>
      `[project]\ndynamic = ["dependencies"]\n[tool.setuptools.dynamic]\ndependencies = { file = ["${file}"] }\n`;

    expect(read('pyproject.toml', text('requirements.txt')).problems).toEqual([]);
    expect(codes(read('pyproject.toml', text('deps.lst')))).toEqual(['ENTRY_UNREADABLE']);
  });
});

describeDamage(
  'pyproject.toml',
  'pyproject.toml',
  `[project]\nname = "app"\ndependencies = [\n    "a @ https://files.example/a-1.0.0.tar.gz",\n]\n\n[tool.poetry.dependencies]\nb = { url = "https://files.example/b-2.0.0.zip" }\n`,
  { packages: ['a@1.0.0 tarball', 'b@2.0.0 tarball'], endless: true },
);
