import { describe, expect, it } from 'vitest';
import { readIncident, writeIncident } from '../../src/incident/file.ts';
import { newIncident } from '../../src/incident/incident.ts';
import { read, refusal } from './support.ts';

const incident = newIncident({
  id: 'antv',
  title: 'yes: "quoted" # no comment',
  severity: 1,
  readings: [
    read('a.csv', 'package,version,sources\n@antv/g2,1.10.0,"koi, wiz"\naxios,1.14.1,\n'),
    read(
      'b.txt',
      'pypi:durabletask:1.10\npypi:one:1\nfoo@<2\nbar\n123@1.0.0\n__proto__@1.0.0\n192.0.2.7\n',
    ),
  ],
  now: new Date('2026-05-19T03:00:00Z'),
});
const text = writeIncident(incident);

describe('an incident file', () => {
  it('is read back as it was', () => {
    expect(readIncident(text, 'incident.yaml')).toEqual(incident);
    expect(writeIncident(readIncident(text, 'incident.yaml'))).toBe(text);
  });

  it('is one line a version, versions in quotes, for a person to read', () => {
    expect(text).toContain(
      "  - ecosystem: npm\n    name: '@antv/g2'\n    versions:\n      '1.10.0': {a.csv: [koi, wiz]}\n    ranges: {}\n",
    );
    expect(text).toContain(
      "  - ecosystem: pypi\n    name: durabletask\n    versions:\n      '1.10': {b.txt: []}\n",
    );
    expect(text).toContain("    ranges:\n      '<2': {b.txt: []}\n");
  });

  it('keeps a version that a person wrote without quotes', () => {
    const edited = text
      .replace("'1.10':", '1.10:')
      .replace("'1':", '1:')
      .replace('title: ', 'title: 1.20 #');
    const back = readIncident(edited, 'incident.yaml');

    expect(back.packages.flatMap(({ versions }) => Object.keys(versions))).toEqual([
      '1.0.0',
      '1.10.0',
      '1.0.0',
      '1.14.1',
      '1.10',
      '1',
    ]);
    expect(back.title).toBe('1.20');
  });
});

describe('a bad incident file is refused with its place', () => {
  const line = (part: string): number => text.slice(0, text.indexOf(part)).split('\n').length;

  it.each([
    [
      'a value of the wrong kind',
      text.replace('estimated: true', 'estimated: maybe'),
      `line ${line('estimated')}: Invalid input: expected boolean, received string at window.estimated`,
    ],
    [
      'a number out of bounds',
      text.replace('severity: 1', 'severity: 9'),
      `line ${line('severity')}: Too big: expected number to be <=4 at severity`,
    ],
    [
      'a key we do not know',
      text.replace('commander:', 'comander:'),
      `line ${line('commander')}: `,
    ],
    ['a missing key', text.replace('ranges: {}', ''), ''],
    [
      'a bad entry deep inside',
      text.replace('{a.csv: [koi, wiz]}', '{a.csv: koi}'),
      `line ${line('{a.csv: [koi')}: Invalid input: expected array, received string at packages[1].versions.1.10.0.a.csv`,
    ],
    [
      'another schema',
      text.replace('incident@1', 'incident@9'),
      'line 1: Invalid input: expected "firebreak/incident@1" at schema',
    ],
    ['broken YAML', `${text}\n  : [`, 'line '],
    ['a key given twice', `${text}title: again\n`, 'line '],
    [
      'an alias',
      text.replace('title: ', 'title: &a x #').replace('commander: null', 'commander: *a'),
      'line ',
    ],
    ['nothing', '', ''],
    ['a list', '- 1\n', ''],
  ])('%s', (_what, content, message) => {
    expect(content).not.toBe(text);
    expect(refusal(() => readIncident(content, 'incident.yaml'))).toMatch(
      /^INCIDENT_INVALID: incident\.yaml[,:]/,
    );
    expect(refusal(() => readIncident(content, 'incident.yaml'))).toContain(message);
  });
});
