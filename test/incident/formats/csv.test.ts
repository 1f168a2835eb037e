import { describe, expect, it } from 'vitest';
import { indicators, pairs, ranges, read } from '../support.ts';

describe('columns', () => {
  it.each([
    ['Package Name;Affected Version(s)\naxios;1.14.1,0.30.4\n'],
    ['package|versions\naxios|1.14.1 0.30.4\n'],
    ['name,version\naxios,"1.14.1, 0.30.4"\n'],
    ['Package,Version\naxios,= 1.14.1 || = 0.30.4\n'],
    ["module,bad versions\naxios,\"['1.14.1', '0.30.4']\"\n"],
    ['severity,package,published,version\nhigh,axios,2026,1.14.1\nhigh,axios,2026,v0.30.4\n'],
    ['axios,1.14.1\naxios,0.30.4\n'],
    ['npm,axios,1.14.1\nnpm,axios,0.30.4\n'],
    ['axios,1.14.1 | 0.30.4\n'],
  ])('are found in %j', (content) => {
    expect(pairs(read('list.csv', content))).toEqual(['npm axios 0.30.4', 'npm axios 1.14.1']);
  });

  it('an unnamed column of versions is found by what it holds', () => {
    expect(pairs(read('list.csv', 'package,bad,why\naxios,1.14.1,worm\nfoo,2.0.0,worm\n'))).toEqual(
      ['npm axios 1.14.1', 'npm foo 2.0.0'],
    );
  });

  it('a first row with a version is no heading, whatever its package is called', () => {
    expect(pairs(read('list.csv', 'package,1.0.0\naxios,1.14.1\n'))).toEqual([
      'npm axios 1.14.1',
      'npm package 1.0.0',
    ]);
  });

  it('an ecosystem column decides, word by word, also with words we do not know', () => {
    const reading = read(
      'list.csv',
      'ecosystem,package,version\nnpm,axios,1.14.1\nPyPI,Durable_Task,1.4.1\nGo,github.com/x/y,1.0.0\nPackagist,Intercom/intercom-php,v5.0.2\nHackage,aeson,2.0\n,bare,1.0.0\n',
    );

    expect(pairs(reading)).toEqual([
      'composer intercom/intercom-php 5.0.2',
      'golang github.com/x/y v1.0.0',
      'hackage aeson 2.0',
      'npm axios 1.14.1',
      'npm bare 1.0.0',
      'pypi durable-task 1.4.1',
    ]);
  });

  it('a type column that names no ecosystem is none', () => {
    expect(pairs(read('list.csv', 'type,package,version\nmalware,axios,1.14.1\n'))).toEqual([
      'npm axios 1.14.1',
    ]);
    expect(
      pairs(read('list.csv', 'type,package,version\npypi package,durabletask,1.4.1\n')),
    ).toEqual(['pypi durabletask 1.4.1']);
  });

  it('a registry column may hold addresses', () => {
    const content = 'package,version,registry\naxios,1.14.1,https://registry.example/\n';

    expect(pairs(read('list.csv', content))).toEqual(['npm axios 1.14.1']);
  });

  it('vendors come from the sources column, per pair', () => {
    const [axios, foo] = read(
      'l.csv',
      'package,version,sources\naxios,1.14.1,"koi, aikido"\nfoo,1.0.0,\n',
    ).pairs;

    expect(axios?.vendors).toEqual(['aikido', 'koi']);
    expect(foo?.vendors).toEqual([]);
  });
});

describe('entries', () => {
  const reading = read(
    'list.csv',
    [
      '# a comment',
      '',
      'package,version',
      '# another',
      'axios,1.14.1',
      '@@antv/g2,5.5.8',
      '@antv/*,*',
      'foo,latest',
      ',1.0.0',
      'bar,',
      'baz,<=1.4.0',
      'qux,"> 1.0.0, < 2"',
      'both,"1.0.0, *"',
      ',',
      '"@antv/*","1.0.0"',
    ].join('\n'),
  );

  it('count once each, by kind', () => {
    expect(reading.entries).toEqual({
      total: 10,
      packages: 4,
      anyVersion: 1,
      wildcard: 4,
      indicator: 0,
      notUnderstood: 1,
    });
  });

  it('are not made of comments, headings and blank rows', () => {
    expect(reading.apart).toEqual({ headers: 1, comments: 2, blank: 2 });
  });

  it('give pairs and ranges', () => {
    expect(pairs(reading)).toEqual(['npm axios 1.14.1', 'npm both 1.0.0']);
    expect(reading.pairs.map(({ line }) => line)).toEqual([5, 13]);
    expect(ranges(reading)).toEqual([
      'npm @antv/* *',
      'npm @antv/* 1.0.0',
      'npm bar *',
      'npm baz <=1.4.0',
      'npm both *',
      'npm qux >1.0.0 <2',
    ]);
  });

  it('that can never match are named with their line and repaired by nobody', () => {
    expect(reading.neverMatches).toEqual([
      {
        line: 6,
        name: '@@antv/g2',
        reason: 'a scope begins with one @; did the list mean @antv/g2?',
      },
      { line: 8, name: 'foo@latest', reason: 'not an exact semantic version' },
    ]);
    expect(pairs(reading).join()).not.toContain('g2');
  });

  it('that nobody understands come with line, text and reason', () => {
    expect(reading.notUnderstood).toEqual([
      { line: 9, text: ',1.0.0', reason: 'a row without a package name' },
    ]);
  });
});

describe('quotes', () => {
  it('may hold versions on several lines, and later rows keep their lines', () => {
    const reading = read('l.csv', 'package,versions\naxios,"1.14.1,\n1.14.2, 1.14.3"\nfoo,1.0.0\n');

    expect(reading.pairs.map(({ version, line }) => [version, line])).toEqual([
      ['1.14.1', 2],
      ['1.14.2', 2],
      ['1.14.3', 2],
      ['1.0.0', 4],
    ]);
  });

  it.each([['"open\nfoo,1.0.0,x\nbar,1.0.1,"closed"\n'], ['"open\nfoo,1.0.0,x\nbar,1.0.1,y\n']])(
    'left open swallow no rows: %j',
    (rest) => {
      const reading = read('l.csv', `package,version,note\naxios,1.14.1,${rest}`);

      expect(pairs(reading)).toEqual(['npm bar 1.0.1', 'npm foo 1.0.0']);
      expect(reading.notUnderstood).toEqual([
        { line: 2, text: 'axios,1.14.1,"open', reason: 'a quote that is not closed' },
      ]);
    },
  );
});

it('a comment before a row of several lines does not move its line', () => {
  const reading = read('l.csv', 'package,versions\n# new\n\naxios,"1.14.1,\n1.14.2"\nfoo,1.0.0\n');

  expect(reading.pairs.map(({ line }) => line)).toEqual([4, 4, 6]);
  expect(reading.notUnderstood).toEqual([]);
});

it('a quote that closes by chance, rows later, swallows none either', () => {
  const reading = read(
    'l.csv',
    'package,version,note\naxios,1.14.1,"open\nfoo,1.0.0,x\nbar,1.0.1,y"\nlast,2.0.0,z\n',
  );

  expect(pairs(reading)).toEqual(['npm foo 1.0.0', 'npm last 2.0.0']);
  expect(reading.notUnderstood.map(({ line }) => line)).toEqual([2, 4]);
});

describe('typed rows', () => {
  const reading = read(
    'iocs.csv',
    [
      'type,indicator,context',
      'domain,sfrclak[.]example,"C2, since March"',
      'ipv4,192.0.2.7,',
      'url,hxxps://evil[.]example/x,stage 2',
      'user-agent,mozilla/4.0 (compatible),',
      'npm package,axios@1.14.1,Compromised release',
      'PyPI package,durabletask==1.4.1,',
      'malicious release,@antv/g2@5.5.8,',
      'package,foo,',
      `sha256,${'AB'.repeat(32)},payload`,
      `hash,${'ab'.repeat(20)},payload`,
      'filepath,/tmp/ld.py,',
      'file path,ld.py,',
      'registry,HKCU\\Software\\Run\\Update,Run key',
      'mutex,Global\\xyz,seen once',
      'sha256,,',
    ].join('\n'),
  );

  it('are packages where the type or the value says so', () => {
    expect(reading.format).toBe('csv-typed');
    expect(pairs(reading)).toEqual([
      'npm @antv/g2 5.5.8',
      'npm axios 1.14.1',
      'pypi durabletask 1.4.1',
    ]);
    expect(ranges(reading)).toEqual(['npm foo *']);
  });

  it('are indicators otherwise, defanging undone', () => {
    expect(indicators(reading)).toEqual([
      'domain sfrclak.example',
      'file-name ld.py',
      'file-path /tmp/ld.py',
      'ip 192.0.2.7',
      'other Global\\xyz',
      'registry-key HKCU\\Software\\Run\\Update',
      `sha1 ${'ab'.repeat(20)}`,
      `sha256 ${'ab'.repeat(32)}`,
      'url https://evil.example/x',
      'user-agent mozilla/4.0 (compatible)',
    ]);
    expect(reading.indicators[0]).toMatchObject({ context: 'C2, since March', line: 2 });
    expect(reading.indicators[4]).toMatchObject({ context: 'mutex: seen once' });
  });

  it('without a value are not understood', () => {
    expect(reading.notUnderstood).toEqual([
      { line: 16, text: 'sha256,,', reason: 'an entry without a value' },
    ]);
    expect(reading.entries).toMatchObject({
      total: 15,
      packages: 3,
      anyVersion: 1,
      indicator: 10,
      notUnderstood: 1,
    });
  });

  it('need no heading', () => {
    const bare = read('x.csv', 'domain,evil[.]example,C2\nnpm package,axios@1.14.1,bad\n');

    expect(pairs(bare)).toEqual(['npm axios 1.14.1']);
    expect(indicators(bare)).toEqual(['domain evil.example']);
  });
});
