import { describe } from 'vitest';
import { denoLock } from '../../../src/lockfile/deno-lock/index.ts';
import type { Part } from './fixtures.ts';
import { type Format, itReadsWhole, itSaysWhatIsSaidWhole, pair } from './format-support.ts';

const deno: Format = { reader: denoLock, path: 'deno.lock', write };

/** Every other package is of JSR. */
function write(parts: readonly Part[]): string {
  const versions = new Map(parts.map(({ name, version }) => [name, version]));
  const specifiers: Record<string, string> = {};
  const npm: Record<string, object> = {};
  const jsr: Record<string, object> = {};
  for (const { name, needs, version } of parts) {
    specifiers[`npm:${name}@*`] = version;
    specifiers[`jsr:@s/${name}@1`] = version;
    npm[`${name}@${version}`] = {
      integrity: `sha512-${'A'.repeat(86)}==`,
      dependencies: needs.map((need, at) =>
        at === 0 ? need : `alias@npm:${need}@${versions.get(need) ?? ''}`,
      ),
      optionalPeers: ['gone'],
    };
    jsr[`@s/${name}@${version}`] = {
      integrity: 'ab'.repeat(32),
      dependencies: needs.flatMap((need) => [`npm:${need}`, `jsr:@s/${need}@1`]),
    };
  }
  const file = {
    version: '5',
    specifiers,
    jsr,
    npm,
    redirects: { 'https://modules.example/a': 'https://modules.example/b' },
    remote: { 'https://modules.example/b': 'ab'.repeat(32) },
    workspace: {
      dependencies: parts.map(({ name }) => `npm:${name}@*`),
      members: { other: { packageJson: { dependencies: [`npm:${parts[0]?.name}@*`] } } },
    },
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}

describe('deno.lock', () => {
  itSaysWhatIsSaidWhole(deno);

  itReadsWhole(deno, pair, [
    [
      'a package that is not there',
      '"dependencies": [\n        "b"',
      '"dependencies": [\n        "c"',
    ],
    ['a version that is not there', '"b"\n', '"b@3.0.0"\n'],
    ['an alias of what is not there', '"b"\n', '"a@npm:b"\n'],
    ['a specifier that nobody answers', '"jsr:@s/b@1"\n      ]', '"jsr:@s/b@2"\n      ]'],
    ['a specifier of what is not there', '"npm:b@*": "2.0.0"', '"npm:b@*": "3.0.0"'],
    ['a specifier that is none', '"npm:b@*": "2.0.0"', '"b": "2.0.0"'],
    ['what the project asks for and nobody answers', '"npm:a@*",', '"npm:a@2",'],
    ['what a member asks for and nobody answers', /"npm:a@\*"(?=\n *\]\n *\}\n *\})/, '"npm:a@2"'],
    ['a directory in place of a package', '"workspace": {', '"workspace": {\n    "links": {},'],
    ['an entry that stands there twice', '"b@2.0.0"', '"a@1.0.0"'],
    ['a section that stands there twice', '"redirects"', '"npm"'],
    ['packages of an older version', '"redirects"', '"packages"'],
    ['another version', '"version": "5"', '"version": "3"'],
    ['a comma behind the last', /\]\n(?= {4}\}\n {2}\},\n {2}"redirects)/, '],\n'],
  ]);
});
