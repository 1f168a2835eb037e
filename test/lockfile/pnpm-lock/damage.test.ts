import { describe, expect, it } from 'vitest';
import { describeDamage } from '../damage-support.ts';
import { codes, read, stated } from '../support.ts';
import {
  environment,
  five,
  fiveWorkspace,
  nine,
  nineShort,
  six,
  sixWorkspace,
  thirteen,
  thirteenShort,
} from './fixtures.ts';

const two = ['@s/b@2.0.0', 'a@1.0.0', 'z@9.0.0'];
const three = ['@s/b@2.0.0', 'a@1.0.0', 'is-odd@0.1.2', 'z@9.0.0'];
const conflict = { ours: '2.0.0', theirs: '2.2.2', name: '@s/b' };
const path = 'pnpm-lock.yaml';

describeDamage('version 5.4', path, five, { packages: three, conflict });
describeDamage('version 5.3 of a workspace', path, fiveWorkspace, { packages: two, conflict });
describeDamage('version 6.0', path, six, { packages: three, conflict });
describeDamage('version 6.1 of a workspace', path, sixWorkspace, { packages: two, conflict });
describeDamage('version 9.0', path, nine, { packages: three, conflict });
describeDamage('two documents', path, environment + nineShort, {
  packages: ['@s/b@2.0.0', 'c@1.0.0', 'pnpm@12.0.0'],
});
describeDamage('two documents, the second of version 13', path, environment + thirteenShort, {
  packages: ['@s/b@2.0.0', 'c@1.0.0', 'pnpm@12.0.0'],
});
describeDamage('version 13', path, thirteen, {
  packages: ['@s/b@2.0.0', 'a@1.0.0', 'c@3.0.0', 'is-odd@0.1.2', 'p@1.0.0', 'p@2.0.0', 'zed@9.0.0'],
  conflict,
});

describe('a hostile pnpm-lock.yaml', () => {
  it('with aliases that expand is a problem at once', () => {
    const bombs = Array.from(
      { length: 30 },
      (_, index) => `b${index}: &b${index} [${`*b${index - 1}, `.repeat(9)}x]\n`,
    );
    const reading = read(
      path,
      `lockfileVersion: '9.0'\nb-1: &b-1 x\n${bombs.join('')}${nine.slice(nine.indexOf('importers'))}`,
    );

    expect(codes(reading)).toContain('SYNTAX');
    expect(reading.problems[0]?.message).toContain('anchors');
  });

  it.each([
    [
      'of blocks',
      Array.from({ length: 5000 }, (_, depth) => `${' '.repeat(depth * 2)}k:\n`).join(''),
    ],
    ['of flows', `k: ${'{k: '.repeat(50_000)}`],
  ])('that nests without end %s is a problem, and what stands in front is read', (_, deep) => {
    const reading = read(path, nine + deep);

    expect(codes(reading)).toContain('SYNTAX');
    expect(stated(reading)).toEqual(expect.arrayContaining(three));
  });

  it.each([
    ['5.4', five, '  /a/1.0.0_z@9.0.0:\n', '  /a/6.6.6:\n    resolution: {integrity: x}\n'],
    ['6.0', six, '  /is-odd@0.1.2:\n', '  /a@6.6.6:\n    resolution: {integrity: x}\n'],
  ])('of version %s with a key twice is a problem, and the rest is read', (_, text, at, more) => {
    const reading = read(path, text.replace(at, more + more + at));

    expect(codes(reading)).toEqual(['SYNTAX']);
    expect(stated(reading)).toEqual(expect.arrayContaining(['a@6.6.6', 'z@9.0.0']));
  });

  it.each([
    ['5.4', five.replaceAll('is-odd', '__proto__').replaceAll('/z/', '/constructor/')],
    ['6.0', six.replaceAll('is-odd', '__proto__').replaceAll('/z@', '/constructor@')],
    ['13', thirteen.replaceAll('is-odd', '__proto__').replaceAll('"c@', '"constructor@')],
  ])('of version %s has __proto__ and constructor for names', (_, text) => {
    const names = stated(read(path, text)).join(' ');

    expect(names).toContain('__proto__@0.1.2');
    expect(names).toContain('constructor@');
  });

  it('of very many references that lead nowhere is read, and they are counted', () => {
    const asked = Array.from({ length: 20_000 }, (_, index) => `  k${index}: 1.0.0\n`).join('');
    const reading = read(path, five.replace('dependencies:\n', `dependencies:\n${asked}`));

    expect(stated(reading)).toEqual(three);
    expect(reading.problems).toHaveLength(1001);
  });
});
