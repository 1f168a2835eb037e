import { parse } from '@yarnpkg/lockfile';
import { parseSyml } from '@yarnpkg/parsers';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { inspectRows } from '../../../src/lockfile/inspect.ts';
import { readMembers } from '../../../src/lockfile/yarn-lock/berry/yaml.ts';
import { Problems } from '../../../src/lockfile/reading/problems.ts';
import { readBlocks } from '../../../src/lockfile/yarn-lock/classic/blocks.ts';
import { needsShared, sharedPath } from '../../support/shared.ts';
import { read } from '../support.ts';
import { berry, berry4, classic } from './fixtures.ts';

const missing = needsShared('data/lockfiles');

function shared(path: string): string {
  return readFileSync(sharedPath(`data/lockfiles/${path}`), 'utf8');
}

/** The file as this reader takes it apart, in the form that yarn 1's own parser gives. */
function classicObject(text: string): Record<string, object> {
  const object: Record<string, object> = {};
  for (const { descriptors, fields, needs } of readBlocks(text, new Problems())) {
    const sections: Record<string, Record<string, string>> = {};
    for (const { alias, optional, range } of needs) {
      const section = optional ? 'optionalDependencies' : 'dependencies';
      sections[section] = { ...sections[section], [alias]: range };
    }
    for (const descriptor of descriptors)
      object[descriptor] = { ...Object.fromEntries(fields), ...sections };
  }
  return object;
}

function berryObject(text: string): Record<string, unknown> {
  return Object.fromEntries(readMembers(text, new Problems()));
}

describe('yarn.lock is taken apart as by yarn', () => {
  it('in version 1', () => {
    expect(classicObject(classic)).toEqual(parse(classic).object);
  });

  it.each([
    ['4', berry4],
    ['8', berry],
  ])('in version %s', (_, text) => {
    expect(berryObject(text)).toEqual(parseSyml(text));
  });

  it.each([
    ['4', berry4],
    ['8', berry],
  ])('in version %s with any line gone, moved in or out, or there twice', (_, text) => {
    const differing: string[] = [];
    const lines = text.split('\n');
    for (const [index, line] of lines.entries()) {
      for (const instead of [
        [],
        [line, line],
        [` ${line}`],
        [`  ${line}`],
        [line.trim()],
        [`${line} # x`],
      ]) {
        const changed = lines.toSpliced(index, 1, ...instead).join('\n');
        const problems = new Problems();
        const members = readMembers(changed, problems);
        if (problems.all().length > 0) continue;
        // js-yaml 3, which yarn has, gives null for what is empty.
        const theirs = JSON.stringify(parseSyml(changed)).replaceAll(':null', ':""');
        if (JSON.stringify(Object.fromEntries(members)) !== theirs) differing.push(changed);
      }
    }

    expect(differing).toEqual([]);
  });

  it('in a real file of version 1', ({ skip }) => {
    if (missing !== null) skip(missing);
    const text = shared('yarn1-plugin-org/yarn.lock');

    expect(classicObject(text)).toEqual(parse(text).object);
  });

  it('in a real file of version 8', ({ skip }) => {
    if (missing !== null) skip(missing);
    const text = shared('berry8-monica/yarn.lock');

    expect(berryObject(text)).toEqual(parseSyml(text));
  });
});

describe('berry8-monica', () => {
  it('states what its format’s own tool says it does, and reaches all of it', ({ skip }) => {
    if (missing !== null) skip(missing);
    const text = shared('berry8-monica/yarn.lock');

    const reading = read('yarn.lock', text, {
      'package.json': shared('berry8-monica/package.json'),
    });
    const { packages } = inspectRows(reading);

    const pairs = packages.map(({ name, version }) => `${name}@${version}`);
    const expected = shared('berry8-monica/expected-packages.txt').split('\n').filter(Boolean);
    expect(new Set(pairs)).toEqual(new Set(expected));
    expect(pairs).toHaveLength(540);
    expect(reading).toMatchObject({ formatVersion: '8', problems: [] });
    expect(reading.documents[0]?.hashes?.pairs.length).toBeGreaterThan(539);
    const lines = text.split('\n');
    const astray = packages.filter(
      ({ lines: at, name }) =>
        at.length === 0 || !at.every((line) => lines[line - 1]?.includes(name)),
    );
    expect(astray).toEqual([]);
    expect(packages.filter(({ scope }) => scope === 'unknown')).toEqual([]);
  });
});
