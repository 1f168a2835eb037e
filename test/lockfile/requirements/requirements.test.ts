import { describe, expect, it } from 'vitest';
import type { Reading } from '../../../src/lockfile/types.ts';
import { digest, digestIntegrity } from '../reading/python-digest.ts';
import { codes, only, read, row, sha, stated } from '../support.ts';

/** `name range` of what is asked for without a version, with its line. */
function asked({ documents }: Reading): string[] {
  return documents.flatMap(({ requests = [] }) =>
    requests.map(({ line, name, range }) => `${name} ${range ?? '*'} ${line}`),
  );
}

/** What is wrong beside that the file may not name all that it brings along. */
function others({ problems }: Reading): Reading['problems'] {
  return problems.filter(({ code }) => code !== 'DEPENDENCIES_UNSTATED');
}

describe('requirements.txt', () => {
  it.each([
    ['a==1.0', 'a@1.0'],
    ['a === 1.0', 'a@1.0'],
    ['A.B_c [x, y] == 1.0 ; python_version < "3" # why', 'a-b-c@1.0'],
    ['a>=1,==1.5', 'a@1.5'],
    ['a (==1.0)', 'a@1.0'],
    ['a==1.0+cu118', 'a@1.0+cu118'],
    ['a==1.0 --global-option="--x"', 'a@1.0'],
    ['a @ https://files.example/a-1.5-py3-none-any.whl ; os_name == "nt"', 'a@1.5 tarball'],
    ['a@https://files.example/a-1.5.tar.gz#sha256=00', 'a@1.5 tarball'],
    ['a @ https://files.example/source.zip', 'a@ tarball'],
    [`a @ git+https://git.example/a.git@${sha}`, 'a@ git'],
    [`-e git+ssh://git@git.example/a.git@${sha}#egg=a&subdirectory=x`, 'a@ git'],
    [`--editable=git+https://git.example/a.git@${sha}#egg=a`, 'a@ git'],
    [`git+https://\${TOKEN}@git.example/a.git@${sha}#egg=a`, 'a@ git'],
    ['https://files.example/a_b-1.5-py3-none-any.whl', 'a-b@1.5 tarball'],
    ['./dist/a-1.5.tar.gz', 'a@1.5 file'],
    ['a @ file:///srv/a-1.5.tar.gz', 'a@1.5 file'],
  ])('reads %s', (text, expected) => {
    const reading = read('requirements.txt', `${text}\n`);

    expect(stated(reading)).toEqual([expected]);
    expect(others(reading)).toEqual([]);
    expect(reading.documents[0]?.packages[0]?.commit).toBe(expected.endsWith(' git') ? sha : null);
  });

  it.each([
    ['a', 'a * 1'],
    ['a==1.*', 'a ==1.* 1'],
    ['a >= 1.0, < 2', 'a >=1.0,<2 1'],
    ['a~=1.4', 'a ~=1.4 1'],
    ['a==${VERSION}', 'a * 1'],
  ])('says that %s is open', (text, expected) => {
    const reading = read('requirements.txt', text);

    expect(asked(reading)).toEqual([expected]);
    expect(stated(reading)).toEqual([]);
    expect(others(reading)).toEqual([]);
  });

  it('passes over options, comments and directories', () => {
    const reading = read(
      'requirements.txt',
      '# a==1\n\n-i https://registry.example/simple\n--extra-index-url=https://u:p@registry.example\n--pre\n-f ./wheels\n--no-binary :all:\n-e .\n-e ./lib[x]\n.\n../other\na==1 # b==2\n',
    );

    expect(stated(reading)).toEqual(['a@1']);
    expect(others(reading)).toEqual([]);
  });

  it.each([
    ['free text', 'this is no requirement'],
    ['an option that is none', '--require-hashe'],
    ['a version that is gone', 'a=='],
    ['an archive without a name', 'https://files.example/download'],
    ['a repository without a name', '-e git+https://git.example/a.git'],
    ['a hash that is cut', `a==1 --hash=${digest('ab').slice(0, -1)}`],
    ['a marker of a conflict', '=====> topic'],
  ])('with %s shows a problem and reads the rest', (_, text) => {
    const reading = read('requirements.txt', `b==2 --hash=${digest('ab')}\n${text}\n`);

    expect(stated(reading)).toContain('b@2');
    expect(others(reading)[0]).toMatchObject({ code: 'ENTRY_UNREADABLE', line: 2 });
  });

  it.each(['\r', '\v', '\f', '\x1c', '\x1d', '\x1e', '\x85', '\u2028', '\u2029'])(
    'ends a line, and so a comment, where Python does: %j',
    (end) => {
      const reading = read('requirements.txt', `# note${end}a==1${end}b==2 # more${end}c==3\n`);

      expect(stated(reading)).toEqual(['a@1', 'b@2', 'c@3']);
    },
  );

  it.each(['', '# nothing yet\n', '-i https://registry.example/simple\n', '-c other.txt\n'])(
    'answers for nobody where it asks for nothing: %j',
    (text) => {
      const covers = (more: string): unknown =>
        read('requirements.txt', `${text}${more}`, { 'other.txt': 'b==2\n' }).documents[0]?.covers;

      expect(covers('\n# end\n') ?? []).toEqual([]);
      expect(covers('a==1\n')).toEqual(['.']);
    },
  );

  it('joins lines, and gives the first one', () => {
    const reading = read(
      'requirements.txt',
      `b==1 \\\r\n  --hash=${digest('ab')} \\\r\n  --hash ${digest('cd')}\r\n# x \\\r\nc==2 \\\n  # end\n  d==3\n`,
    );

    expect(only(reading, 'b').integrity).toBe(`${digestIntegrity('ab')} ${digestIntegrity('cd')}`);
    expect(reading.documents[0]?.lines()).toEqual([1, 5, 7]);
    expect(others(read('requirements.txt', 'a==1 \\'))).toMatchObject([{ code: 'SYNTAX' }]);
  });

  it('takes a line without a hash beside one with it for cut', () => {
    const reading = read('requirements.txt', `a==1 --hash=${digest('ab')}\nb==2\n`);

    expect(stated(reading)).toEqual(['a@1', 'b@2']);
    expect(others(reading)).toMatchObject([{ code: 'ENTRY_UNREADABLE', line: 2 }]);
  });

  it('counts every line as asked for by the project', () => {
    const reading = read('requirements.txt', 'a==1\nb\n');

    expect(row(reading, 'a')).toMatchObject({ direct: true, scope: 'prod', lines: [1] });
    expect(reading.documents[0]?.graph().edges).toEqual([]);
  });

  it.each([
    ['requirements.txt', ['.']],
    ['requirements/base.txt', ['.', '..']],
    ['x/requirements/base.txt', ['.', '..']],
    ['x/dev-requirements.txt', ['.']],
  ])('%s answers for %j', (path, covers) => {
    expect(read(path, 'a==1\n').documents[0]?.covers).toEqual(covers);
  });

  it('is read in names of any kind, and lines of any length', () => {
    const reading = read(
      'requirements.txt',
      `constructor==1\n__proto__==1\n# ${'x'.repeat(200_000)}\na==1 ; ${'('.repeat(100_000)}\n`,
    );

    expect(stated(reading)).toEqual(['a@1', 'constructor@1']);
    expect(others(reading)).toMatchObject([{ code: 'ENTRY_UNREADABLE', line: 2 }]);
  });
});

describe('what requirements.txt includes', () => {
  it('is read where nothing else reads it, one file through another', () => {
    const reading = read(
      'requirements.txt',
      'a==1\n-r deps/base.in\n--requirement=deps/base.in\n',
      {
        'deps/base.in': '-r more.txt\nb\nc==3\n',
        'deps/more.txt': '-r base.in\n-r ../requirements.txt\nd==4\n',
        'requirements.txt': 'a==1\n',
      },
    );

    expect(stated(reading)).toEqual(['a@1', 'c@3', 'd@4']);
    expect(asked(reading)).toEqual(['b * 2']);
    expect(reading.documents[0]?.lines()).toEqual([1, 2, 2]);
    expect(others(reading)).toEqual([]);
  });

  it('is left to itself where it is read by its own name, but must be there', () => {
    const text = '-r requirements-base.txt\na==1\n';
    const there = read('requirements.txt', text, { 'requirements-base.txt': 'b==2\n' });
    const gone = read('requirements.txt', text);

    expect(stated(there)).toEqual(['a@1']);
    expect(others(there)).toEqual([]);
    expect(others(gone)).toMatchObject([{ code: 'REFERENCE_MISSING', line: 1 }]);
  });

  it.each(['https://files.example/r.txt', '/etc/r.txt', 'gone.txt', 'file:r.txt', ''])(
    'is missed where it is not at hand: %j',
    (path) => {
      expect(others(read('requirements.txt', `-r ${path}\na==1\n`))).toMatchObject([{ line: 1 }]);
    },
  );

  it('pins what is asked for, and installs nothing, as a constraint', () => {
    const reading = read('requirements.txt', 'a\nB_b>=1\nc==3\nd\n-c pins.txt\n', {
      'pins.txt': `a==1.5 --hash=${digest('ab')}\nb-b<2\nc==9\nnever==1\n-r more.txt\n`,
      'more.txt': 'd @ https://files.example/d-4.0.tar.gz\nalso==1\n',
    });

    expect(stated(reading)).toEqual(['a@1.5', 'c@3', 'd@4.0 tarball']);
    expect(only(reading, 'a').integrity).toBe(digestIntegrity('ab'));
    expect(asked(reading)).toEqual(['b-b >=1,<2 2']);
    expect(others(reading)).toEqual([]);
  });

  it('is named by the problems it has', () => {
    const reading = read('requirements.txt', 'a==1\n-r x.in\n', {
      'x.in': 'b==2\nno requirement\n',
    });

    expect(stated(reading)).toEqual(['a@1', 'b@2']);
    expect(others(reading)).toMatchObject([
      { code: 'ENTRY_UNREADABLE', line: 2, message: expect.stringContaining('"x.in", line 2') },
    ]);
  });

  it('ends somewhere', () => {
    const files = Object.fromEntries(
      Array.from({ length: 500 }, (_, index) => [
        `f${index}.in`,
        `-r f${index + 1}.in\np${index}==1\n`,
      ]),
    );
    const reading = read('requirements.txt', '-r f0.in\n', files);

    expect(others(reading).map(({ code }) => code)).toEqual(['REFERENCE_MISSING']);
    expect(stated(reading).length).toBeGreaterThan(100);
  });
});

describe('what packages bring along', () => {
  const hash = `--hash=${digest('a1')}`;

  it.each([
    ['pins without hashes', 'a==1.0\nb==2.0\n'],
    ['a line without a version', 'a\n'],
    [
      'a mark that is far below',
      `${'# x\n'.repeat(600)}# This file is autogenerated by pip-compile\na==1.0\n`,
    ],
    ['a mark of somebody else', '# This file is autogenerated by hand\na==1.0\n'],
  ])('is not stated by %s', (_, text) => {
    expect(codes(read('requirements.txt', text))).toEqual(['DEPENDENCIES_UNSTATED']);
  });

  it.each([
    ['hashes', `a==1.0 ${hash}\n`],
    ['pip-compile', '#\n# This file is autogenerated by pip-compile with Python 3.12\n#\na==1.0\n'],
    ['uv', '# This file was autogenerated by uv via the following command:\na==1.0\n'],
    ['nothing, where nothing is asked for', '-i https://registry.example/simple\n'],
  ])('is stated by %s', (_, text) => {
    expect(codes(read('requirements.txt', text))).toEqual([]);
  });
});
