import { describe, it, expect } from 'vitest';
import { bunLock } from '../../../src/lockfile/bun-lock/index.ts';
import type { Part } from './fixtures.ts';
import {
  type Format,
  itReadsWhole,
  itSaysWhatIsSaidWhole,
  pair,
  smallReader,
  told,
  wholeOf,
} from './format-support.ts';

const bun: Format = { reader: bunLock, path: 'bun.lock', write };

function object(names: readonly string[]): string {
  return `{ ${names.map((name) => `"${name}": "*"`).join(', ')} }`;
}

function write(parts: readonly Part[]): string {
  const packages = parts.map(({ name, needs, version }) => {
    const asked = needs.length === 0 ? '{}' : `{ "dependencies": ${object(needs)} }`;
    return `    "${name}": ["${name}@${version}", "", ${asked}, "sha512-${'A'.repeat(86)}=="],\n`;
  });
  const member = '    "member": ["member@workspace:packages/member"],\n';
  const nested = `    "${parts[0]?.name}/nested": ["nested@1.0.0", "", {}, "sha512-${'B'.repeat(86)}=="],\n`;
  return `{
  "lockfileVersion": 1,
  "workspaces": {
    "": {
      "name": "project",
      "dependencies": {
${parts.map(({ name }) => `        "${name}": "*",\n`).join('')}      },
      "optionalDependencies": {
        "gone": "*",
      },
    },
    "packages/member": {
      "name": "member",
      "version": "${parts[0]?.version}",
    },
  },
  "trustedDependencies": [
    "a",
  ],
  "packages": {
${[member, ...packages, nested].join('\n')}  }
}
`;
}

describe('bun.lock', () => {
  itSaysWhatIsSaidWhole(bun);

  itReadsWhole(bun, pair, [
    ['a package that is not there', '{ "b": "*" }', '{ "c": "*" }'],
    ['a package that is there for another alone', '{ "b": "*" }', '{ "b": "*", "nested": "*" }'],
    ['a place for a name that has slashes', '{ "b": "*" }', '{ "a/nested": "*" }'],
    ['something the project asks for and has not', '"a": "*",\n', '"c": "*",\n'],
    ['a place that stands there twice', '    "b": [', '    "a": ['],
    ['a member that stands there twice', '"packages/member": {', '"": {'],
    ['a member of another name', '"member@workspace', '"other@workspace'],
    ['a member that has no place', /\n? {4}"member": \[.*\n/, ''],
    ['a member that is not among them', /\n {4}"packages\/member": \{[^}]*\},/, ''],
    ['no project', /"": \{/, '"other": {'],
    ['another version', '"lockfileVersion": 1', '"lockfileVersion": 3'],
    ['two commas', /\],(?=\n\n {4}"b")/, '],,'],
    ['two commas with a comment between', /\],(?=\n\n {4}"b")/, '], /* */,'],
    ['a comment that swallows a comma', /\],(?=\n\n {4}"b")/, '] //,'],
    ['a missing comma', /\],(?=\n\n {4}"b")/, ']'],
    ['two entries on a line', /(?=\n\n {4}"b")/, ' "c": ["c@1.0.0", "", {}, ""],'],
    ['other items than it should have', '"b@2.0.0", ""', '"b@2.0.0"'],
    ['a list of workspaces', '"workspaces": {', '"workspaces": ['],
  ]);

  it('takes no comma for what it is behind the last member', () => {
    const entries = smallReader();
    for (const text of [write(pair), write(pair).replace('  }\n}', '  },\n}')])
      expect(told(entries, bun, text)).toEqual(wholeOf(bun, text).stated);
  });
});
