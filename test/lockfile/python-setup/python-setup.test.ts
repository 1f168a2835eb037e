import { describe, expect, it } from 'vitest';
import type { Reading } from '../../../src/lockfile/types.ts';
import { codes, only, read } from '../support.ts';

function asked({ documents }: Reading): string[] {
  return documents.flatMap(({ requests = [] }) =>
    requests.map(({ kind, line, name, range }) => `${kind} ${name} ${range ?? '*'} ${line}`),
  );
}

describe('setup.cfg', () => {
  it('asks in its sections, and in no other tool’s', () => {
    const reading = read(
      'setup.cfg',
      `[metadata]
name = app
description = a
    b

[options]
# comment
install_requires =
    a>=1
    ; comment
    B_b[x] ; python_version < "3.9"
setup_requires = c; d==1.0 ; e
tests-require: f
packages = find:

[options.extras_require]
more =
    g~=1.4
    h

[flake8]
ignore = E1
  W2
free text
`,
    );

    expect(asked(reading)).toEqual([
      'prod a >=1 9',
      'prod b-b * 11',
      'dev c * 12',
      'dev d ==1.0 12',
      'dev e * 12',
      'dev f * 13',
      'optional g ~=1.4 18',
      'optional h * 19',
    ]);
    expect(reading.problems).toEqual([]);
    expect(reading.documents[0]?.graph().importers).toMatchObject([{ name: 'app' }]);
  });

  it('takes a URL for a package', () => {
    const reading = read(
      'setup.cfg',
      '[options]\ninstall_requires = a @ https://files.example/a-1.5.zip\n',
    );

    expect(only(reading, 'a')).toMatchObject({ version: '1.5', source: 'tarball' });
  });

  it.each([
    ['a list in another file', '[options]\ninstall_requires = file: deps.txt\n'],
    ['a dependency that is none', '[options]\ninstall_requires =\n    no requirement\n'],
  ])('with %s shows a problem', (_, text) => {
    expect(codes(read('setup.cfg', text))).toEqual(['ENTRY_UNREADABLE']);
  });

  it('of other tools alone asks for nothing', () => {
    const reading = read('setup.cfg', '[flake8]\nmax-line-length = 100\n');

    expect(asked(reading)).toEqual([]);
    expect(reading.problems).toEqual([]);
  });
});

describe('setup.py', () => {
  it('is code, and is said not to be read', () => {
    const reading = read(
      'setup.py',
      'from setuptools import setup\nsetup(install_requires=["a"])\n',
    );

    expect(reading).toMatchObject({
      documents: [],
      problems: [{ code: 'ENTRY_UNREADABLE', message: expect.stringContaining('is code') }],
    });
  });

  it.each([
    '#!/usr/bin/env python\nfrom setuptools import setup\n\nsetup()\n',
    'import setuptools\nsetuptools.setup()  # see setup.cfg\n',
  ])('that only hands over asks for nothing', (text) => {
    const reading = read('setup.py', text);

    expect(reading.problems).toEqual([]);
    expect(reading.documents).toHaveLength(1);
  });
});
