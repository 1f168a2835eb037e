import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { inspectRows } from '../../../src/lockfile/inspect.ts';
import { needsShared, sharedPath } from '../../support/shared.ts';
import { digest, digestIntegrity } from '../reading/python-digest.ts';
import { codes, edges, only, read, row, sha, stated } from '../support.ts';
import { uvFixture, uvManifest } from './fixture.ts';

const companions = { 'pyproject.toml': uvManifest };
const registry = 'source = { registry = "https://registry.example/simple" }';

function entry(name: string, version: string, rest = `${registry}\nwheels = []\n`): string {
  return `\n[[package]]\nname = "${name}"\nversion = "${version}"\n${rest}`;
}

describe('uv.lock', () => {
  const reading = read('uv.lock', uvFixture, companions);

  it('states its packages, members among them', () => {
    expect(stated(reading)).toEqual([
      'a@1.0.0',
      'app@0.1.0 workspace',
      'b@2.0.0',
      'fork@1.0.0',
      'fork@2.0.0',
      'git-made@0.5.0 git',
      't@3.0.0 tarball',
      'tool@ workspace',
      'z@9.0.0',
    ]);
    expect(reading).toMatchObject({ formatVersion: '1', describes: 'resolution', problems: [] });
    expect(reading.documents[0]?.covers).toEqual(['.', 'tool']);
  });

  it('says where each comes from, and the hashes of all its archives', () => {
    expect(only(reading, 'a')).toMatchObject({
      resolved: 'https://registry.example/simple',
      integrity: `${digestIntegrity('a1')} ${digestIntegrity('a2')}`,
    });
    expect(only(reading, 'git-made')).toMatchObject({ commit: sha, integrity: null });
    expect(only(reading, 't').integrity).toBe(digestIntegrity('c1'));
  });

  it('leads from members to packages, by version and source where a name has several', () => {
    expect(edges(reading)).toEqual(['a -prod> b', 'b -prod> z', 't -prod> fork']);
    const { importers } = reading.documents[0]?.graph() ?? {};
    const packages = reading.documents[0]?.packages ?? [];
    const [app] = importers as Exclude<typeof importers, 'unknown' | undefined>;
    expect(
      app?.dependencies.map(({ alias, kind, range, to }) => [
        alias,
        kind,
        range,
        packages[to ?? -1]?.version,
      ]),
    ).toEqual([
      ['a', 'prod', '>=1', '1.0.0'],
      ['git-made', 'prod', null, '0.5.0'],
      ['tool', 'prod', null, ''],
      ['fork', 'optional', '<2', '1.0.0'],
      ['t', 'dev', '>=3', '3.0.0'],
    ]);
    expect(row(reading, 'z')).toMatchObject({ scope: 'prod', direct: false });
    expect(row(reading, 't')).toMatchObject({ scope: 'dev', direct: true });
  });

  it('gives the line of each name, that of a fork too', () => {
    const lines = uvFixture.split('\n');
    const [document] = reading.documents;
    for (const [index, { name }] of (document?.packages ?? []).entries())
      expect(lines[(document?.lines()[index] ?? 0) - 1]).toBe(`name = "${name}"`);
    expect(new Set(document?.lines()).size).toBe(9);
  });

  it('folds names, and takes no inherited property for one', () => {
    const text = `version = 1\n${entry('A_b.c', '1.0')}${entry('constructor', '1.0')}${entry('p', '1', 'source = { virtual = "." }\ndependencies = [{ name = "a-b-c" }]\n[package.metadata]\n')}`;
    const folded = read('uv.lock', text);

    expect(stated(folded)).toEqual(['a-b-c@1.0', 'constructor@1.0', 'p@1 workspace']);
    expect(folded.problems).toEqual([]);
    expect(row(folded, 'a-b-c').direct).toBe(true);
  });

  it.each([
    [
      'a later version',
      uvFixture.replace('version = 1\n', 'version = 2\n'),
      'FORMAT_VERSION_UNSUPPORTED',
      9,
    ],
    ['no version', uvFixture.replace('version = 1\n', ''), 'FORMAT_VERSION_UNSUPPORTED', 9],
    [
      'a reference that leads nowhere',
      uvFixture.replace('{ name = "z" }', '{ name = "y" }'),
      'REFERENCE_MISSING',
      9,
    ],
    [
      'a member that is gone',
      uvFixture.replace('    "tool",\n', '    "toll",\n'),
      'REFERENCE_MISSING',
      9,
    ],
    ['a request that is not answered', uvFixture.replaceAll('"a"', '"a2"'), 'REFERENCE_MISSING', 9],
    ['a source that is not known', uvFixture.replace('{ git =', '{ hg ='), 'ENTRY_UNREADABLE', 8],
    [
      'a name that is none',
      uvFixture.replace('name = "z"\nversion', 'name = "z!"\nversion'),
      'ENTRY_UNREADABLE',
      8,
    ],
    [
      'an entry without a version',
      uvFixture.replace('version = "9.0.0"\n', ''),
      'ENTRY_UNREADABLE',
      8,
    ],
    [
      'a key twice',
      uvFixture.replace('version = "9.0.0"\n', 'version = "9.0.0"\nversion = "9.0.0"\n'),
      'SYNTAX',
      9,
    ],
  ])('with %s shows a problem and states the rest', (_, text, code, count) => {
    const broken = read('uv.lock', text, companions);

    expect(codes(broken)).toContain(code);
    expect(stated(broken).length).toBeGreaterThanOrEqual(count - 1);
  });

  it.each([
    ['a package without an archive', entry('z', '1', `${registry}\n`)],
    [
      'a member that asks for something and has no metadata',
      `${entry('a', '1')}${entry('z', '1', 'source = { virtual = "." }\ndependencies = [{ name = "a" }]\n')}`,
    ],
  ])('that ends with %s is cut', (_, entries) => {
    const cut = read('uv.lock', `version = 1\n\n[manifest]\nmembers = ["z"]\n${entries}`);

    expect(codes(cut)).toEqual(['SYNTAX']);
    expect(cut.problems[0]?.message).toContain('"z"');
  });

  it('leads to the version that is named where two come from one place', () => {
    const asking = entry(
      'q',
      '1',
      `${registry}\ndependencies = [{ name = "n", version = "2", ${registry} }]\nwheels = []\n`,
    );
    const project = entry('r', '1', 'source = { virtual = "." }\n');
    const forked = read(
      'uv.lock',
      `version = 1\n${entry('n', '1')}${entry('n', '2')}${asking}${project}`,
    );

    expect(forked.documents[0]?.graph().edges).toEqual([{ from: 2, to: 1, kind: 'prod' }]);
  });

  it('of a script asks by its manifest', () => {
    const head = 'version = 1\n\n[manifest]\nrequirements = [{ name = "a", specifier = ">=1" }]\n';
    const script = read('job.py.lock', head + entry('a', '1.0'));
    const cut = read('job.py.lock', head);

    expect(row(script, 'a')).toMatchObject({ direct: true, scope: 'prod' });
    expect(script.problems).toEqual([]);
    expect(codes(cut)).toEqual(['REFERENCE_MISSING']);
    expect(codes(read('job.py.lock', 'version = 1\n'))).toEqual(['SYNTAX']);
  });

  it('has lines longer than 64 KiB, and as many archives as there are', () => {
    const wheels = Array.from(
      { length: 2000 },
      (_, index) =>
        `{ url = "https://files.example/${index}.whl", hash = "${digest(index % 2 === 0 ? 'ab' : 'cd')}", size = 1 }`,
    ).join(', ');
    const text = `version = 1\n${entry('a', '1', `${registry}\nwheels = [${wheels}]\n`)}${entry('p', '1', 'source = { virtual = "." }\n')}`;
    const long = read('uv.lock', text);

    expect(only(long, 'a').integrity).toBe(`${digestIntegrity('ab')} ${digestIntegrity('cd')}`);
    expect(long.problems).toEqual([]);
  });
});

describe('a real uv.lock', () => {
  const missing = needsShared('data/lockfiles/uv-tracecat');

  it("states what Python's own parser finds in it", ({ skip }) => {
    if (missing !== null) skip(missing);
    const folder = sharedPath('data/lockfiles/uv-tracecat');
    const bytes = readFileSync(`${folder}/uv.lock`);
    const expected = readFileSync(`${folder}/expected-packages.txt`, 'utf8').trim().split('\n');

    const reading = read('uv.lock', bytes);
    const { packages } = inspectRows(reading);
    const fetched = packages.filter(({ source }) => source !== 'workspace');

    const pairs = fetched.map(({ name, version }) => `${name}@${version}`);
    expect(pairs.toSorted()).toEqual(expected.toSorted());
    expect(expected).toHaveLength(296);
    expect(reading.problems).toEqual([]);
    expect(
      fetched.filter(({ integrity, scope }) => integrity === null || scope === 'unknown'),
    ).toEqual([]);
    const text = bytes.toString().split('\n');
    expect(
      packages.filter(
        ({ lines, name }) => !lines.every((line) => text[line - 1] === `name = "${name}"`),
      ),
    ).toEqual([]);
  });
});
