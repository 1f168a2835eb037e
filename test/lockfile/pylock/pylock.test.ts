import { describe, expect, it } from 'vitest';
import { digestIntegrity } from '../reading/python-digest.ts';
import { codes, edges, only, read, row, sha, stated } from '../support.ts';
import { pylockFixture, pylockManifest } from './fixture.ts';

const head = 'lock-version = "1.0"\ncreated-by = "test"\n';

describe('pylock.toml', () => {
  const reading = read('pylock.toml', pylockFixture, { 'pyproject.toml': pylockManifest });

  it('states its packages', () => {
    expect(stated(reading)).toEqual([
      'a@1.0.0',
      'b-b@2.0.0 tarball',
      'g@ git',
      't@3.0.0',
      'z@9.0.0',
    ]);
    expect(only(reading, 'a').integrity).toBe(`${digestIntegrity('a1')} ${digestIntegrity('a2')}`);
    expect(only(reading, 'b-b').integrity).toContain(digestIntegrity('b1'));
    expect(only(reading, 't').integrity).toBe(digestIntegrity('c1'));
    expect(only(reading, 'g')).toMatchObject({
      commit: sha,
      resolved: 'https://git.example/g.git',
    });
    expect(reading).toMatchObject({ formatVersion: '1.0', problems: [] });
  });

  it('tells extras and groups by markers, and edges where they are', () => {
    expect(edges(reading)).toEqual(['a -prod> b-b', 'a -prod> g']);
    expect(row(reading, 'a')).toMatchObject({ scope: 'prod', direct: true });
    expect(row(reading, 't')).toMatchObject({ scope: 'dev', direct: true });
    expect(row(reading, 'z')).toMatchObject({ scope: 'optional', direct: true });
  });

  it.each([
    ["'t' in dependency_groups or 'x' in extras", 'optional'],
    ["'t' in dependency_groups and 'x' in extras", 'dev'],
    ["'t' in dependency_groups or os_name == 'nt'", 'prod'],
    ["'t' not in dependency_groups", 'prod'],
    ["os_name == 'extras'", 'prod'],
  ])('takes %s for %s', (marker, scope) => {
    const text = `${head}[[packages]]\nname = "a"\nversion = "1"\nmarker = "${marker}"\nwheels = []\n`;

    expect(only(read('pylock.dev.toml', text), 'a').scope).toBe(scope);
  });

  it.each([
    ['directory = { path = "." }', ' workspace'],
    ['directory = { path = "lib", editable = true }', ' workspace'],
    ['directory = { path = "lib" }', ' file'],
    ['archive = { path = "dist/a-1.5.tar.gz", hashes = {} }', '1.5 file'],
    ['archive = { url = "https://files.example/a-1.5-py3-none-any.whl" }', '1.5 tarball'],
    ['sdist = { name = "a-1.tar.gz" }\nversion = "1"', '1'],
  ])('takes %s for a@%s', (origin, expected) => {
    const text = `${head}[[packages]]\nname = "a"\n${origin}\n`;

    expect(stated(read('pylock.toml', text))).toEqual([`a@${expected}`]);
  });

  it.each([
    [
      'a version to come',
      pylockFixture.replace('"1.0"\nrequires', '"2.0"\nrequires'),
      'FORMAT_VERSION_UNSUPPORTED',
    ],
    [
      'a reference that leads nowhere',
      pylockFixture.replace('{name = "g"}', '{name = "gone"}'),
      'REFERENCE_MISSING',
    ],
    [
      'an entry without an archive',
      `${pylockFixture}[[packages]]\nname = "y"\nversion = "1"\n`,
      'ENTRY_UNREADABLE',
    ],
  ])('with %s shows a problem', (_, text, code) => {
    const broken = read('pylock.toml', text);

    expect(codes(broken)).toEqual([code]);
    expect(stated(broken)).toContain('a@1.0.0');
  });

  it('is read in a minor version to come, and without packages', () => {
    expect(read('pylock.toml', `${head.replace('1.0', '1.7')}packages = []\n`).problems).toEqual(
      [],
    );
    expect(codes(read('pylock.toml', head))).toEqual(['SYNTAX']);
  });
});
