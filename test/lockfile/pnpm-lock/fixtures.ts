import { integrity } from '../support.ts';

/** A lockfile of version 9, of a workspace with peers, an alias, a link, and what is no package. */
export const nine = `lockfileVersion: '9.0'

settings:
  autoInstallPeers: true
  excludeLinksFromLockfile: false

catalogs:
  default:
    z:
      specifier: ^9.0.0
      version: 9.0.0

overrides:
  b@1>c: '2'
  '@s/d': npm:d@^1

importers:

  .:
    dependencies:
      a:
        specifier: ^1.0.0
        version: 1.0.0(z@9.0.0)
      odd:
        specifier: npm:is-odd@^0.1.0
        version: is-odd@0.1.2
    devDependencies:
      z:
        specifier: 'catalog:'
        version: 9.0.0

  packages/x:
    dependencies:
      y:
        specifier: workspace:*
        version: link:../y
    dependenciesMeta:
      y:
        injected: false

  packages/y: {}

packages:

  '@s/b@2.0.0':
    resolution: {integrity: ${integrity}}
    engines: {node: ^12.0.0 || >=14, npm: '>=6'}
    os: [linux, '!win32']
    hasBin: true

  a@1.0.0:
    resolution: {integrity: ${integrity}}
    deprecated: >-
      Folded over
      two lines

      and one.
    peerDependencies:
      z: '*'
    bundledDependencies:
      - q

  is-odd@0.1.2:
    resolution: {integrity: ${integrity}}
    deprecated: 'It''s no more: see # elsewhere'

  z@9.0.0:
    resolution: {integrity: ${integrity}}

snapshots:

  '@s/b@2.0.0': {}

  a@1.0.0(z@9.0.0):
    dependencies:
      z: 9.0.0
    optionalDependencies:
      '@s/b': 2.0.0
    transitivePeerDependencies:
      - supports-color

  is-odd@0.1.2:
    optional: true

  z@9.0.0: {}
`;

export const environment = `---
lockfileVersion: '9.0'

importers:

  .:
    configDependencies:
      c:
        specifier: 1.0.0
        version: 1.0.0
    packageManagerDependencies:
      pnpm:
        specifier: 12.0.0
        version: 12.0.0

packages:

  c@1.0.0:
    resolution: {integrity: ${integrity}}

  pnpm@12.0.0:
    resolution: {integrity: ${integrity}}

snapshots:

  c@1.0.0: {}

  pnpm@12.0.0: {}

---
`;

/** Version 9.0 of one project with one package. */
export const nineShort = `lockfileVersion: '9.0'

importers:

  .:
    dependencies:
      '@s/b':
        specifier: ^2.0.0
        version: 2.0.0

packages:

  '@s/b@2.0.0':
    resolution: {integrity: ${integrity}}

snapshots:

  '@s/b@2.0.0': {}
`;

/** Version 6.0 of one project. */
export const six = `lockfileVersion: '6.0'

settings:
  autoInstallPeers: true

dependencies:
  a:
    specifier: ^1.0.0
    version: 1.0.0(@s/b@2.0.0)(z@9.0.0)
  odd:
    specifier: npm:is-odd@^0.1.0
    version: /is-odd@0.1.2

devDependencies:
  z:
    specifier: ^9.0.0
    version: 9.0.0

packages:

  /@s/b@2.0.0:
    resolution: {integrity: ${integrity}}
    dev: false

  /a@1.0.0(@s/b@2.0.0)(z@9.0.0):
    resolution: {integrity: ${integrity}}
    peerDependencies:
      z: '*'
    dependencies:
      '@s/b': 2.0.0
      z: 9.0.0
    dev: false

  /is-odd@0.1.2:
    resolution: {integrity: ${integrity}}
    dev: false
    optional: true

  /z@9.0.0:
    resolution: {integrity: ${integrity}}
`;

/** Version 6.1 of a workspace. */
export const sixWorkspace = `lockfileVersion: '6.1'

importers:

  .:
    dependencies:
      a:
        specifier: ^1.0.0
        version: 1.0.0

  packages/x:
    dependencies:
      y:
        specifier: workspace:*
        version: link:../y
    devDependencies:
      z:
        specifier: ^9.0.0
        version: 9.0.0

  packages/y: {}

packages:

  /@s/b@2.0.0:
    resolution: {integrity: ${integrity}}
    dev: false

  /a@1.0.0:
    resolution: {integrity: ${integrity}}
    optionalDependencies:
      '@s/b': 2.0.0
    dev: false

  /z@9.0.0:
    resolution: {integrity: ${integrity}}
    dev: true
`;

/** Version 5.4 of one project. */
export const five = `lockfileVersion: 5.4

overrides:
  b: '2'

specifiers:
  a: ^1.0.0
  odd: npm:is-odd@^0.1.0
  z: ^9.0.0

dependencies:
  a: 1.0.0_z@9.0.0
  odd: /is-odd/0.1.2

devDependencies:
  z: 9.0.0

packages:

  /@s/b/2.0.0_a1b2c3d4e5f6a1b2c3d4e5f6:
    resolution: {integrity: ${integrity}}
    dev: false

  /a/1.0.0_z@9.0.0:
    resolution: {integrity: ${integrity}}
    peerDependencies:
      z: '*'
    dependencies:
      '@s/b': 2.0.0_a1b2c3d4e5f6a1b2c3d4e5f6
      z: 9.0.0
    dev: false

  /is-odd/0.1.2:
    resolution: {integrity: ${integrity}}
    dev: false

  /z/9.0.0:
    resolution: {integrity: ${integrity}}
`;

/** Version 5.3 of a workspace. */
export const fiveWorkspace = `lockfileVersion: 5.3

importers:

  .:
    specifiers:
      a: ^1.0.0
    dependencies:
      a: 1.0.0

  packages/x:
    specifiers:
      '@app/y': workspace:*
      z: ^9.0.0
    dependencies:
      '@app/y': link:../y
    devDependencies:
      z: 9.0.0

  packages/y:
    specifiers: {}

packages:

  /@s/b/2.0.0:
    resolution: {integrity: ${integrity}}
    dev: false
    optional: true

  /a/1.0.0:
    resolution: {integrity: ${integrity}}
    optionalDependencies:
      '@s/b': 2.0.0
    dev: false

  /z/9.0.0:
    resolution: {integrity: ${integrity}}
    dev: true
`;

/** Version 13 of a workspace (`lockfile.format: v13`). */
export const thirteen = `{
	"lockfileVersion": "13.0",

	"settings": {
		"autoInstallPeers": true,
		"catalogs": {
			"default": {
				"z": {
					"specifier": "npm:zed@^9.0.0",
					"version": "9.0.0",
				},
			},
		},
	},

	"projects": {
		".": {
			"dependencies": {
				"a": {
					"specifier": "^1.0.0",
					"version": "1.0.0",
				},
				"odd": "npm:is-odd@0.1.2",
				"x": "workspace:*",
			},
			"devDependencies": {
				"z": "catalog:",
			},
		},

		"packages/x": {
			"name": "x",
			"optionalDependencies": {
				"c": "3.0.0",
			},
		},
	},

	"packages": {
		"@s/b@2.0.0": {
			"integrity": "${integrity}",
			"engines": {"node": ">=6.9.0"},
		},

		"a@1.0.0": {
			"integrity": "${integrity}",
			"peerDependencies": {
				"c": {
					"specifier": "*",
					"optional": true,
				},
				"p": "*",
			},
			"dependencies": {
				"be": "@s/b@2.0.0",
			},
			"snapshots": [
				{
					"peerDependencies": {
						"p": {
							"version": "1.0.0",
						},
					},
				},
				{
					"peerDependencies": {
						"p": {
							"version": "2.0.0",
						},
					},
				},
			],
		},

		"c@3.0.0": {
			"integrity": "${integrity}",
			"optional": true,
		},

		"is-odd@0.1.2": {
			"integrity": "${integrity}",
		},

		"p@1.0.0": {
			"integrity": "${integrity}",
		},

		"p@2.0.0": {
			"integrity": "${integrity}",
		},

		"zed@9.0.0": {
			"integrity": "${integrity}",
		},
	},
}
`;

/** Version 13 of one project with one package. */
export const thirteenShort = `{
	"lockfileVersion": "13.0",

	"projects": {
		".": {
			"dependencies": {
				"@s/b": "2.0.0",
			},
		},
	},

	"packages": {
		"@s/b@2.0.0": {
			"integrity": "${integrity}",
		},
	},
}
`;
