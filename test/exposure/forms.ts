/** What a file holds; objects become JSON. */
export type FileContent = string | Uint8Array | object;

const integrity = `sha512-${'A'.repeat(86)}==`;
/** An entry of a package-lock.json. */
export function entry(name: string, version: string, more: object = {}): object {
  return {
    version,
    resolved: `https://registry.example/${name}/-/${name.replace(/^.*\//, '')}-${version}.tgz`,
    integrity,
    ...more,
  };
}
export const evil = entry('evil', '1.2.3');
const carrier = entry('carrier', '1.0.0', { dependencies: { evil: '^1.2.0' } });

/** A package-lock.json of version 3. */
export function npm(packages: object, dependencies: object = { carrier: '1.0.0' }): object {
  const root = { name: 'p', version: '1.0.0', dependencies };
  return { name: 'p', lockfileVersion: 3, requires: true, packages: { '': root, ...packages } };
}

export const plain = npm({ 'node_modules/carrier': carrier, 'node_modules/evil': evil });

function berry(key: string, resolution: string): string {
  return `__metadata:
  version: 8

"${key}":
  version: 1.2.3
  resolution: "${resolution}"
  languageName: node
  linkType: hard

"p@workspace:.":
  version: 0.0.0-use.local
  resolution: "p@workspace:."
  languageName: unknown
  linkType: soft
`;
}

const nine = (importer: string): string => `lockfileVersion: '9.0'

importers:

  .:
    ${importer}

packages:

  evil@1.2.3:
    resolution: {integrity: ${integrity}}

snapshots:

  evil@1.2.3: {}
`;

const asProject = nine(`dependencies:
      evil:
        specifier: ^1.2.0
        version: 1.2.3`);
const asConfig = nine(`configDependencies:
      evil:
        specifier: 1.2.3
        version: 1.2.3`);
const empty = "lockfileVersion: '9.0'\n\nimporters:\n\n  .: {}\n";

const five = (path: string, version: string): string => `lockfileVersion: 5.4

specifiers:
  evil: ^1.2.0

dependencies:
  evil: ${version}

packages:

  ${path}:
    resolution: {integrity: ${integrity}}
    dev: false
`;

const six = (suffix: string): string => `lockfileVersion: '6.0'

dependencies:
  evil:
    specifier: ^1.2.0
    version: 1.2.3${suffix}

packages:

  /evil@1.2.3${suffix}:
    resolution: {integrity: ${integrity}}
    dev: false
`;

const bun = (name: string, asked: string): object => ({
  lockfileVersion: 1,
  workspaces: { '': { name: 'p', dependencies: { [name]: asked } } },
  packages: { [name]: ['evil@1.2.3', '', {}, integrity] },
});

const poetry = `[[package]]
name = "fb-evil"
version = "1.2.3"
optional = false
python-versions = "*"
files = []

[metadata]
lock-version = "2.1"
python-versions = ">=3.9"
content-hash = "x"
`;

const uv = `version = 1
requires-python = ">=3.9"

[[package]]
name = "fb-evil"
version = "1.2.3"
source = { registry = "https://registry.example/simple" }

[[package]]
name = "p"
version = "1.0.0"
source = { virtual = "." }
dependencies = [{ name = "fb-evil" }]
`;

const pdm = `[metadata]
groups = ["default"]
strategy = []
lock_version = "4.5.0"
content_hash = "sha256:x"

[[package]]
name = "fb-evil"
version = "1.2.3"
groups = ["default"]
files = []
`;

const pylock = `lock-version = "1.0"
created-by = "x"

[[packages]]
name = "fb-evil"
version = "1.2.3"
`;

const composer = {
  'content-hash': 'x',
  packages: [{ name: 'fb/evil', version: 'v1.2.3' }],
  'packages-dev': [],
};

/** Forms in which a compromised package has stood in files, each of which some scanner passes over in silence. */
export const forms: readonly (readonly [title: string, path: string, content: FileContent])[] = [
  [
    'version 1, nested',
    'package-lock.json',
    {
      name: 'p',
      lockfileVersion: 1,
      dependencies: {
        carrier: { version: '1.0.0', requires: { evil: '^1.2.0' }, dependencies: { evil } },
      },
    },
  ],
  ['version 2', 'package-lock.json', { ...plain, lockfileVersion: 2 }],
  ['version 3', 'package-lock.json', plain],
  [
    'for development alone',
    'package-lock.json',
    npm({ 'node_modules/evil': { ...evil, dev: true } }, {}),
  ],
  [
    'an alias',
    'package-lock.json',
    npm({ 'node_modules/nice': { name: 'evil', ...evil } }, { nice: 'npm:evil@1.2.3' }),
  ],
  [
    'in a scope',
    'package-lock.json',
    npm({ 'node_modules/@fb/evil': entry('@fb/evil', '4.5.6') }, { '@fb/evil': '4' }),
  ],
  ['a shrinkwrap', 'npm-shrinkwrap.json', plain],
  ['on one line', 'package-lock.json', JSON.stringify(plain)],
  ['behind a byte order mark', 'package-lock.json', `\ufeff${JSON.stringify(plain)}`],
  ['deep below', 'a/b/c/d/e/f/package-lock.json', plain],
  ['in capitals', 'Package-Lock.json', plain],
  [
    'several descriptors',
    'yarn.lock',
    '# yarn lockfile v1\n\n\nevil@^1.0.0, evil@^1.2.0:\n  version "1.2.3"\n',
  ],
  [
    'an alias of yarn 1',
    'yarn.lock',
    '# yarn lockfile v1\n\n\n"nice@npm:evil@^1.2.0":\n  version "1.2.3"\n',
  ],
  ['UTF-16', 'yarn.lock', Buffer.from('\ufeffevil@^1.0.0:\n  version "1.2.3"\n', 'utf16le')],
  ['yarn 2 and above', 'yarn.lock', berry('evil@npm:^1.2.0', 'evil@npm:1.2.3')],
  ['its alias', 'yarn.lock', berry('nice@npm:evil@^1.2.0', 'evil@npm:1.2.3')],
  [
    'its patch',
    'yarn.lock',
    berry(
      'evil@patch:evil@npm%3A1.2.3#~/e.patch',
      'evil@patch:evil@npm%3A1.2.3#~/e.patch::version=1.2.3&hash=abc',
    ),
  ],
  ['version 5.4', 'pnpm-lock.yaml', five('/evil/1.2.3', '1.2.3')],
  ['version 5.4, with a peer', 'pnpm-lock.yaml', five('/evil/1.2.3_p@1.0.0', '1.2.3_p@1.0.0')],
  ['version 6', 'pnpm-lock.yaml', six('')],
  ['version 6, with a peer', 'pnpm-lock.yaml', six('(p@1.0.0)')],
  ['version 9', 'pnpm-lock.yaml', asProject],
  ['behind an environment', 'pnpm-lock.yaml', `---\n${empty}\n---\n${asProject}`],
  ['in the environment', 'pnpm-lock.yaml', `---\n${asConfig}\n---\n${empty}`],
  ['in the first of three', 'pnpm-lock.yaml', `${asProject}---\n${empty}---\n${empty}`],
  [
    'an alias of version 9',
    'pnpm-lock.yaml',
    asProject
      .replace('      evil:', '      nice:')
      .replace('version: 1.2.3', 'version: evil@1.2.3'),
  ],
  ['text of bun', 'bun.lock', bun('evil', '^1.2.0')],
  ['alias of bun', 'bun.lock', bun('nice', 'npm:evil@^1.2.0')],
  [
    'version 5',
    'deno.lock',
    {
      version: '5',
      specifiers: { 'npm:evil@^1.2.0': '1.2.3' },
      npm: { 'evil@1.2.3': { integrity } },
    },
  ],
  [
    'another spelling, with a hash',
    'requirements.txt',
    `fb_Evil==1.2.3 \\\n    --hash=sha256:${'a'.repeat(64)}\n`,
  ],
  ['poetry', 'poetry.lock', poetry],
  ['uv', 'uv.lock', uv],
  [
    'in a category',
    'Pipfile.lock',
    { _meta: { 'pipfile-spec': 6 }, default: {}, docs: { 'fb-evil': { version: '==1.2.3' } } },
  ],
  ['PDM', 'pdm.lock', pdm],
  ['PEP 751', 'pylock.toml', pylock],
  ['a version with a v', 'composer.lock', composer],
];
