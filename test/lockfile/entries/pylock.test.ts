import { describe } from 'vitest';
import { pylock as reader } from '../../../src/lockfile/pylock/index.ts';
import type { Part } from './fixtures.ts';
import { type Format, itReadsWhole, itSaysWhatIsSaidWhole, pair } from './format-support.ts';

const pylock: Format = { reader, path: 'pylock.toml', write };

function write(parts: readonly Part[]): string {
  const packages = parts.map(({ name, needs, version }) => {
    const asked = needs.map((need) => `{ name = "${need}" }`).join(', ');
    return `[[packages]]
name = "${name}"
version = "${version}"
dependencies = [${asked}]

[[packages.wheels]]
name = "${name}-${version}-py3-none-any.whl"
url = "https://files.example/${name}-${version}-py3-none-any.whl"
upload-time = 2025-07-31T07:54:19Z
hashes = { sha256 = "${'ab'.repeat(32)}" }
`;
  });
  return ['lock-version = "1.0"\ncreated-by = "test"\n', ...packages, '[tool.test]\na = 1\n'].join(
    '\n',
  );
}

describe('pylock.toml', () => {
  itSaysWhatIsSaidWhole(pylock);

  itReadsWhole(pylock, pair, [
    ['a package that is not there', '{ name = "b" }', '{ name = "c" }'],
    ['something without a name that is asked for', '{ name = "b" }', '{ version = "1" }'],
    ['no packages', /\n\[\[packages\]\][^]*$/, ''],
    ['another version', '"1.0"', '"2.0"'],
    ['no version', 'lock-version = "1.0"', 'version = "1.0"'],
    ['packages in front of them all', /(?=\n\[)/, 'packages = []\n'],
    ['packages behind what tools add', /$/, '\n[[packages]]\nname = "c"\nversion = "1"\n'],
    [
      'two packages in one',
      /(?=\nname = "b"\n)/,
      '\nname = "c"\nversion = "1"\nwheels = []\n[[ packages ]]',
    ],
    ['a package from nowhere', /\[\[packages\.wheels\]\]/, '[other]'],
  ]);
});
