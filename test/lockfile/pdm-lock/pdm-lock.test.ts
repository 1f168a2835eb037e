import { describe, expect, it } from 'vitest';
import { digestIntegrity } from '../reading/python-digest.ts';
import { codes, edges, only, read, row, sha, stated } from '../support.ts';
import { oldPdmFixture, pdmFixture, pdmManifest } from './fixture.ts';

const companions = { 'pyproject.toml': pdmManifest };

describe('pdm.lock, version 4.5', () => {
  const reading = read('pdm.lock', pdmFixture, companions);

  it('states its packages, one with extras twice', () => {
    expect(stated(reading)).toEqual([
      'a@1.0.0',
      'b-b@2.0.0',
      'b-b@2.0.0',
      'g@0.5.0 git',
      't@3.0.0',
      'x@9.0.0',
    ]);
    expect(reading.documents[0]?.packages.map(({ key }) => key)).toContain('b-b[fast]@2.0.0');
    expect(only(reading, 'g')).toMatchObject({
      commit: sha,
      resolved: 'https://git.example/g.git',
    });
    expect(only(reading, 'a').integrity).toBe(`${digestIntegrity('a1')} ${digestIntegrity('a2')}`);
    expect(reading).toMatchObject({ formatVersion: '4.5.0', problems: [] });
  });

  it('tells what the groups are by the manifest beside it', () => {
    const alone = read('pdm.lock', pdmFixture);

    expect(row(reading, 't')).toMatchObject({ scope: 'dev', direct: true });
    expect(row(reading, 'x')).toMatchObject({ scope: 'optional', direct: true });
    expect(row(alone, 'a')).toMatchObject({ scope: 'prod', direct: null });
    expect(row(alone, 't')).toMatchObject({ scope: 'unknown', direct: null });
    expect(alone.problems).toEqual([]);
  });

  it('leads to the entry with the extras that are asked for', () => {
    const { edges: found } = reading.documents[0]?.graph() ?? {};

    expect(edges(reading)).toEqual(['a -prod> b-b', 'b-b -prod> b-b', 'b-b -prod> g']);
    expect(found?.[0]).toEqual({ from: 0, to: 2, kind: 'prod' });
    expect(found?.[1]).toEqual({ from: 2, to: 1, kind: 'prod' });
  });

  it.each([
    ['a dependency without an entry', pdmFixture.replace('"g",', '"gone",'), 'REFERENCE_MISSING'],
    ['a dependency that is none', pdmFixture.replace('"g",', '"?",'), 'ENTRY_UNREADABLE'],
    ['a later version', pdmFixture.replace('"4.5.0"', '"5.0"'), 'FORMAT_VERSION_UNSUPPORTED'],
    [
      'a last entry without its files',
      `${pdmFixture}\n[[package]]\nname = "z"\nversion = "1"\n`,
      'SYNTAX',
    ],
    [
      'a request without an answer',
      pdmFixture.replace('name = "t"', 'name = "u"'),
      'REFERENCE_MISSING',
    ],
  ])('with %s shows a problem', (_, text, code) => {
    const broken = read('pdm.lock', text, companions);

    expect(codes(broken)).toContain(code);
    expect(stated(broken)).toContain('a@1.0.0');
  });

  it.each([
    ['path = "./lib"\neditable = true', 'workspace'],
    ['path = "./lib"', 'file'],
    ['url = "https://files.example/l.whl"', 'tarball'],
  ])('takes %s for no release', (origin, source) => {
    const text = `[metadata]\nlock_version = "4.5.0"\n[[package]]\nname = "l"\nversion = "1"\n${origin}\nfiles = []\n`;

    expect(only(read('pdm.lock', text), 'l')).toMatchObject({ source });
  });
});

it('pdm.lock, version 4.2, has its archives at the end', () => {
  const reading = read('pdm.lock', oldPdmFixture);

  expect(stated(reading)).toEqual(['a@1.0.0', 't@2.0.0', 'z@9.0.0']);
  expect(only(reading, 't').integrity).toBe(digestIntegrity('a2'));
  expect(edges(reading)).toEqual(['a -prod> t']);
  expect(reading).toMatchObject({ formatVersion: '4.2', problems: [] });
});
