import { describe, expect, it } from 'vitest';
import { describeDamage } from '../damage-support.ts';
import { codes, read, stated } from '../support.ts';

describe('Pipfile', () => {
  it('asks by category', () => {
    const reading = read(
      'Pipfile',
      `[[source]]
url = "https://registry.example/simple"

[packages]
A_b = "*"
c = "~=1.4"
d = { version = ">=1,<2", extras = ["x"], markers = "os_name == 'nt'" }
here = { path = ".", editable = true }

[dev-packages]
e = "==1.0"

[docs]
f = "*"

[requires]
python_version = "3.12"

[scripts]
run = "python x.py"
`,
    );

    expect(reading.documents[0]?.requests).toEqual([
      { ecosystem: 'pypi', name: 'a-b', range: null, kind: 'prod', line: 5 },
      { ecosystem: 'pypi', name: 'c', range: '~=1.4', kind: 'prod', line: 6 },
      { ecosystem: 'pypi', name: 'd', range: '>=1,<2', kind: 'prod', line: 7 },
      { ecosystem: 'pypi', name: 'e', range: '==1.0', kind: 'dev', line: 11 },
      { ecosystem: 'pypi', name: 'f', range: null, kind: 'optional', line: 14 },
    ]);
    expect(reading.problems).toEqual([]);
  });

  it('with a value that is none shows a problem', () => {
    const reading = read('Pipfile', 'x = 1\n[packages]\na = 1\nb = "*"\n');

    expect(codes(reading)).toEqual(['ENTRY_UNREADABLE', 'ENTRY_UNREADABLE']);
    expect(reading.documents[0]?.requests).toHaveLength(1);
  });

  it('with a name twice shows a problem', () => {
    expect(codes(read('Pipfile', '[packages]\na = "*"\na = "==1"\n'))).toEqual(['SYNTAX']);
  });
});

describeDamage(
  'Pipfile',
  'Pipfile',
  `[packages]\na = {file = "https://files.example/a-1.0.0.zip"}\nb = {file = "https://files.example/b-2.0.0.zip"}\n`,
  { packages: ['a@1.0.0 tarball', 'b@2.0.0 tarball'], endless: true },
);

it('states what has a version of its own', () => {
  const reading = read('Pipfile', '[packages]\na = {file = "https://files.example/a-1.0.0.zip"}\n');

  expect(stated(reading)).toEqual(['a@1.0.0 tarball']);
});
