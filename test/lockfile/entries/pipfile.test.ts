import { describe } from 'vitest';
import { pipfileLock } from '../../../src/lockfile/pipfile-lock/index.ts';
import type { Part } from './fixtures.ts';
import { type Format, itReadsWhole, itSaysWhatIsSaidWhole, pair } from './format-support.ts';

const pipfile: Format = { reader: pipfileLock, path: 'Pipfile.lock', write };

function write(parts: readonly Part[]): string {
  const entries = parts.map(({ name, version }): [string, object] => [
    name,
    { hashes: [`sha256:${'ab'.repeat(32)}`], index: 'pypi', version: `==${version}` },
  ]);
  const file = {
    _meta: {
      hash: { sha256: 'cd'.repeat(32) },
      'pipfile-spec': 6,
      requires: { python_version: '3.12' },
      sources: [{ name: 'pypi', url: 'https://registry.example/simple', verify_ssl: true }],
    },
    default: Object.fromEntries(entries),
    develop: Object.fromEntries(entries.slice(1)),
  };
  return `${JSON.stringify(file, null, 4)}\n`;
}

describe('Pipfile.lock', () => {
  itSaysWhatIsSaidWhole(pipfile);

  itReadsWhole(pipfile, pair, [
    ['an entry that stands there twice', '"b": {', '"a": {'],
    ['a category that stands there twice', '"develop"', '"default"'],
    ['a category that is named like a place', '"develop"', '"default/a"'],
    ['a category that is none', /"develop": [^]*$/, '"develop": []\n}\n'],
    ['an entry that is none', /"b": \{[^}]*\}/, '"b": "2"'],
    ['another specification', '"pipfile-spec": 6', '"pipfile-spec": 7'],
    ['no specification', '"pipfile-spec": 6,', ''],
    ['two specifications', '"pipfile-spec": 6', '"pipfile-spec": 6,\n        "pipfile-spec": 6'],
    ['no version', '"version": "==2.0.0"', '"markers": ""'],
    ['two entries on a line', /(?=\n {8}"b": \{)/, ' "c": {},'],
    ['a missing comma', /\},(?=\n {8}"b")/, '}'],
    ['a comment', /$/, '// a\n'],
  ]);
});
