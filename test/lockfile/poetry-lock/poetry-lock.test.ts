import { describe, expect, it } from 'vitest';
import { digestIntegrity } from '../reading/python-digest.ts';
import { codes, edges, only, read, row, sha, stated } from '../support.ts';
import { oldPoetryFixture, poetryFixture, poetryManifest } from './fixture.ts';

const companions = { 'pyproject.toml': poetryManifest };

describe('poetry.lock, version 2.1', () => {
  const reading = read('poetry.lock', poetryFixture, companions);

  it('states its packages with their sources', () => {
    expect(stated(reading)).toEqual(['a@1.0.0', 'b-b@2.0.0 git', 't@3.0.0', 'x@9.0.0']);
    expect(only(reading, 'b-b')).toMatchObject({
      commit: sha,
      resolved: 'https://git.example/b.git',
    });
    expect(only(reading, 't').resolved).toBe('https://registry.example/simple');
    expect(only(reading, 'a').integrity).toBe(`${digestIntegrity('a1')} ${digestIntegrity('a2')}`);
    expect(reading).toMatchObject({ formatVersion: '2.1', problems: [] });
  });

  it('tells development and extras by groups', () => {
    expect(row(reading, 'a')).toMatchObject({ scope: 'prod', direct: true, marks: [] });
    expect(row(reading, 't')).toMatchObject({ scope: 'dev', direct: true, marks: ['dev'] });
    expect(row(reading, 'x')).toMatchObject({ scope: 'optional', marks: ['optional'] });
    expect(row(reading, 'b-b').direct).toBe(false);
  });

  it('leads from package to package, and leaves out what the project’s Python excludes', () => {
    expect(edges(reading)).toEqual(['a -optional> x', 'a -prod> b-b']);
  });

  it('does not know what the project asks for without its manifest', () => {
    const alone = read('poetry.lock', poetryFixture);

    expect(alone.documents[0]?.graph().importers).toBe('unknown');
    expect(row(alone, 't')).toMatchObject({ scope: 'dev', direct: null });
    expect(alone.problems).toEqual([]);
  });

  it.each([
    [
      'a request without an answer',
      poetryFixture,
      { 'pyproject.toml': `${poetryManifest}\n[project]\ndependencies = ["gone"]\n` },
      'REFERENCE_MISSING',
    ],
    [
      'a dependency without an entry',
      poetryFixture.replace('B_b =', 'gone ='),
      companions,
      'REFERENCE_MISSING',
    ],
    ['no end', poetryFixture.slice(0, poetryFixture.indexOf('[metadata]')), companions, 'SYNTAX'],
    [
      'a later version',
      poetryFixture.replace('"2.1"', '"3.0"'),
      companions,
      'FORMAT_VERSION_UNSUPPORTED',
    ],
    [
      'a source that is not known',
      poetryFixture.replace('"legacy"', '"cloud"'),
      companions,
      'ENTRY_UNREADABLE',
    ],
    ['a broken manifest', poetryFixture, { 'pyproject.toml': '[project' }, 'ENTRY_UNREADABLE'],
  ])('with %s shows a problem', (_, text, files, code) => {
    const broken = read('poetry.lock', text, files);

    expect(codes(broken)).toContain(code);
    expect(stated(broken)).toContain('a@1.0.0');
  });

  it('chooses among entries of one name by the constraint', () => {
    const one = (version: string): string =>
      `[[package]]\nname = "n"\nversion = "${version}"\noptional = false\ngroups = ["main"]\nfiles = []\n\n`;
    const asking = `[[package]]\nname = "q"\nversion = "1"\ngroups = ["main"]\nfiles = []\n\n[package.dependencies]\nn = "^2.0"\n\n`;
    const twice = read(
      'poetry.lock',
      `${one('1.5')}${one('2.5')}${asking}[metadata]\nlock-version = "2.1"\ncontent-hash = "0"\n`,
    );

    const [document] = twice.documents;
    expect(document?.graph().edges).toEqual([{ from: 2, to: 1, kind: 'prod' }]);
    expect(document?.lines()).toEqual([2, 9, 16]);
  });

  it.each([
    ['directory', '../lib', 'file'],
    ['file', 'dist/d.whl', 'file'],
    ['url', 'https://files.example/d.whl', 'tarball'],
  ])('takes a package of a %s for no release', (type, url, source) => {
    const text = `[[package]]\nname = "d"\nversion = "1"\nfiles = []\n\n[package.source]\ntype = "${type}"\nurl = "${url}"\n\n[metadata]\nlock-version = "2.0"\ncontent-hash = "0"\n`;

    expect(only(read('poetry.lock', text), 'd')).toMatchObject({
      source,
      resolved: url,
      scope: null,
    });
  });
});

describe('poetry.lock, version 1.1', () => {
  const reading = read('poetry.lock', oldPoetryFixture);

  it('tells development by its category, and has its archives at the end', () => {
    expect(stated(reading)).toEqual(['a@1.0.0', 't@2.0.0', 'z@9.0.0']);
    expect(only(reading, 'a')).toMatchObject({ scope: 'prod', integrity: digestIntegrity('a1') });
    expect(only(reading, 't')).toMatchObject({ scope: 'dev', integrity: digestIntegrity('a2') });
    expect(only(reading, 'z')).toMatchObject({ scope: 'optional', integrity: null });
    expect(edges(reading)).toEqual(['a -prod> t']);
    expect(reading).toMatchObject({ formatVersion: '1.1', problems: [] });
  });
});
