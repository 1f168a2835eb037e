import { describe } from 'vitest';
import { uvLock } from '../../../src/lockfile/uv-lock/index.ts';
import type { Part } from './fixtures.ts';
import { type Format, itReadsWhole, itSaysWhatIsSaidWhole, pair } from './format-support.ts';

const uv: Format = { reader: uvLock, path: 'uv.lock', write };

function write(parts: readonly Part[]): string {
  const packages = parts.map(
    ({ name, needs, version }) => `[[package]]
name = "${name}"
version = "${version}"
source = { registry = "https://registry.example/simple" }
${list('dependencies', needs)}wheels = [
    { url = "https://files.example/${name}-${version}-py3-none-any.whl", hash = "sha256:${'ab'.repeat(32)}", size = 7 },
]

[package.optional-dependencies]
some = [
    { name = "${parts[0]?.name}" },
]
`,
  );
  const project = `[[package]]
name = "aa"
version = "0.1.0"
source = { editable = "." }
${list(
  'dependencies',
  parts.slice(0, -1).map(({ name }) => name),
  ', extra = ["some"]',
)}
[package.metadata]
requires-dist = []
`;
  const head = 'version = 1\nrevision = 3\nrequires-python = ">=3.12"\n';
  return [head, project, ...packages].join('\n');
}

function list(key: string, names: readonly string[], rest = ''): string {
  const items = names.map((name) => `    { name = "${name}"${rest} },\n`);
  return items.length === 0 ? '' : `${key} = [\n${items.join('')}]\n`;
}

/** So many that one more is no reason to read a file whole. */
const several = [
  ...pair.slice(0, 1),
  ...Array.from({ length: 12 }, (_, at) => ({ name: `a${at}`, version: '1.0.0', needs: [] })),
  ...pair.slice(1),
];

const registry = 'source = { registry = "https://registry.example/simple" }\n';
const archives =
  'wheels = [\n    { url = "https://files.example/b.whl", hash = "sha256:00" },\n]\n';
const forked = (version: string): string =>
  `[[package]]\nname = "b"\nversion = "${version}"\n${registry}resolution-markers = ["os_name == 'nt'"]\n${archives}\n`;

describe('uv.lock', () => {
  itSaysWhatIsSaidWhole(uv);

  itSaysWhatIsSaidWhole({
    ...uv,
    // What was locked twice for some machines stands there twice.
    write: (parts) =>
      write(parts).replaceAll(
        /\[\[package\]\]\nname = "p(?:1\d|2)"[^[]*(?:(?!\n\[\[)[^])*\n/g,
        (entry) =>
          ['3.0', '4.0']
            .map((version) =>
              entry.replace(
                /version = "(.*)"\n/,
                `version = "${version}"\nresolution-markers = []\n`,
              ),
            )
            .join('\n'),
      ),
  });

  itReadsWhole(uv, several, [
    ['a package that is not there', '{ name = "b" }', '{ name = "c" }'],
    ['an extra that is not there', '{ name = "b" }', '{ name = "b", extra = ["more"] }'],
    [
      'an extra that the last of two entries does not tell',
      /\{ name = "b" \}([^]*)(?=\[\[package\]\]\nname = "b")/,
      `{ name = "b", version = "1.0", extra = ["more"] }$1${forked('1.0')}`,
    ],
    [
      'an extra that the last of two entries far from each other does not tell',
      /\{ name = "b" \}([^]*)(?=\[\[package\]\]\nname = "b")/,
      `{ name = "b", version = "1.0", extra = ["more"] }$1${forked('1.0')}[[package]]\nname = "c"\nversion = "1.0"\n${registry}${archives}\n`,
    ],
    [
      'another table in an entry',
      /(?=\[\[package\]\]\nname = "b")/,
      '[manifest]\nmembers = ["c"]\n\n',
    ],
    ['a member that is not there', /\n(?=\[\[)/, '\n[manifest]\nmembers = ["c"]\n\n'],
    [
      'requirements that are not there',
      /\n(?=\[\[)/,
      '\n[manifest]\nrequirements = [{ name = "c" }]\n\n',
    ],
    ['no project', 'editable = "."', 'editable = "c"'],
    ['another version', 'version = 1\n', 'version = 2\n'],
    ['packages in front of them all', /(?=\n\[\[)/, '[[ package ]]\nname = "c"\n'],
    [
      'two packages in one',
      /(?=\nname = "b")/,
      '\nname = "c"\nversion = "1"\nsource = { virtual = "c" }\n\n[[ package ]]',
    ],
    ['another table', /$/, '\n[manifest]\nmembers = ["c"]\n'],
    ['a text over two entries', /(?<=name = )"a"/, '"""\n[[package]]\nname = """'],
    ['a last entry without archives', /wheels[^]*$/, ''],
    ['an entry that has no name', 'name = "b"\nversion', 'named = "b"\nversion'],
  ]);
});
