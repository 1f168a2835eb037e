import { describe, expect, it } from 'vitest';
import { digest, digestIntegrity } from '../reading/python-digest.ts';
import { codes, only, read, row, sha, stated } from '../support.ts';
import { pipfileFixture, pipfileLockFixture } from './fixture.ts';

const meta = '"_meta": {"pipfile-spec": 6}';

describe('Pipfile.lock', () => {
  const reading = read('Pipfile.lock', pipfileLockFixture, { Pipfile: pipfileFixture });

  it('states its packages in every category', () => {
    expect(stated(reading)).toEqual([
      'a@1.0.0',
      'a@1.0.0',
      'b-b@2.0.0',
      'g@ git',
      'here@ workspace',
      't@3.0.0',
      'wheel@1.2.3 tarball',
      'z@9.0.0',
    ]);
    expect(only(reading, 'g').commit).toBe(sha);
    expect(only(reading, 'b-b').integrity).toBe(digestIntegrity('b1'));
    expect(reading).toMatchObject({ formatVersion: '6', problems: [] });
  });

  it('tells development by its category, and what is direct by the Pipfile', () => {
    const alone = read('Pipfile.lock', pipfileLockFixture);

    expect(row(reading, 'a')).toMatchObject({ scope: 'prod', direct: true, marks: ['dev'] });
    expect(row(reading, 't')).toMatchObject({ scope: 'dev', direct: true });
    expect(row(reading, 'b-b')).toMatchObject({ scope: 'prod', direct: false });
    expect(row(reading, 'z')).toMatchObject({ scope: 'optional' });
    expect(row(alone, 't')).toMatchObject({ scope: 'dev', direct: null });
  });

  it('gives the line of each entry', () => {
    const lines = pipfileLockFixture.split('\n');

    for (const name of ['a', 't', 'z'])
      for (const line of row(reading, name).lines)
        expect(lines[line - 1]).toContain(`"${name}": {`);
    expect(row(reading, 'a').lines).toHaveLength(2);
  });

  it.each([
    [
      'a name twice',
      `{${meta}, "default": {"a": {"version": "==1"}, "a": {"version": "==2"}}}`,
      'ENTRY_UNREADABLE',
    ],
    [
      'a category twice',
      `{${meta}, "default": {"b": {"version": "==1"}}, "default": {"a": {"version": "==2"}}}`,
      'ENTRY_UNREADABLE',
    ],
    [
      'an entry that is none',
      `{${meta}, "default": {"b": 1, "a": {"version": "==1"}}}`,
      'ENTRY_UNREADABLE',
    ],
    [
      'an entry without a version',
      `{${meta}, "default": {"b": {}, "a": {"version": "==1"}}}`,
      'ENTRY_UNREADABLE',
    ],
    [
      'a category that is none',
      `{${meta}, "x": [], "default": {"a": {"version": "==1"}}}`,
      'ENTRY_UNREADABLE',
    ],
    [
      'a name that is none',
      `{${meta}, "default": {"__proto__": {"version": "==1"}, "a": {"version": "==1"}}}`,
      'ENTRY_UNREADABLE',
    ],
    [
      'another specification',
      '{"_meta": {"pipfile-spec": 7}, "default": {"a": {"version": "==1"}}}',
      'FORMAT_VERSION_UNSUPPORTED',
    ],
    ['no specification', '{"default": {"a": {"version": "==1"}}}', 'FORMAT_VERSION_UNSUPPORTED'],
  ])('with %s shows a problem', (_, text, code) => {
    const broken = read('Pipfile.lock', text);

    expect(codes(broken)).toEqual([code]);
    expect(stated(broken).join()).toMatch(/a@[12]/);
  });

  it.each(['[]', '1', '"x"', '{'])('that is %s is none', (text) => {
    expect(codes(read('Pipfile.lock', text))).toContain('SYNTAX');
  });

  it('knows the name constructor, and hashes of any kind', () => {
    const text = `{${meta}, "default": {"constructor": {"version": "==1", "hashes": ["${digest('ab')}", 1, "md5", "sha256:zz"]}}}`;

    expect(only(read('Pipfile.lock', text), 'constructor').integrity).toBe(digestIntegrity('ab'));
  });
});
