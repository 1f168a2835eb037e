import type { Control } from '../types.ts';
import { controlIntegrity as integrity, controlOf, npmPlant } from '../reading/control.ts';

const { name, version } = npmPlant;
const path = 'pnpm-lock.yaml';
const resolution = `resolution: {integrity: ${integrity}}`;

/** One for each shape of the format. */
export function pnpmControls(): readonly Control[] {
  return [
    controlOf('version 5.4', path, five(ownFive), npmPlant),
    controlOf(
      'version 5.4 of a workspace',
      path,
      five(`importers:\n\n  .:\n${indented(ownFive)}`),
      npmPlant,
    ),
    controlOf('version 6.0', path, six(ownSix), npmPlant),
    controlOf(
      'version 6.0 of a workspace',
      path,
      six(`importers:\n\n  .:\n${indented(ownSix)}`),
      npmPlant,
    ),
    controlOf('version 9.0', path, nine, npmPlant),
    controlOf('two documents', path, `${environment}---\n${nine}`, npmPlant),
    controlOf('version 13.0', path, thirteen, npmPlant),
  ];
}

const ownFive = `specifiers:
  carrier: ^1.0.0

devDependencies:
  carrier: 1.0.0
`;

const ownSix = `devDependencies:
  carrier:
    specifier: ^1.0.0
    version: 1.0.0
`;

function indented(text: string): string {
  return text.replaceAll(/^(?=.)/gm, '    ');
}

function five(project: string): string {
  return `lockfileVersion: 5.4

${project}
packages:

  /${name}/${version}:
    ${resolution}
    dev: true

  /carrier/1.0.0:
    ${resolution}
    dependencies:
      '${name}': ${version}
    dev: true
`;
}

function six(project: string): string {
  return `lockfileVersion: '6.0'

${project}
packages:

  /${name}@${version}:
    ${resolution}
    dev: true

  /carrier@1.0.0:
    ${resolution}
    dependencies:
      '${name}': ${version}
    dev: true
`;
}

const nine = `lockfileVersion: '9.0'

importers:

  .:
    devDependencies:
      carrier:
        specifier: ^1.0.0
        version: 1.0.0

packages:

  '${name}@${version}':
    ${resolution}

  carrier@1.0.0:
    ${resolution}

snapshots:

  '${name}@${version}': {}

  carrier@1.0.0:
    dependencies:
      '${name}': ${version}
`;

const environment = `---
lockfileVersion: '9.0'

importers:

  .:
    configDependencies:
      settings:
        specifier: 1.0.0
        version: 1.0.0

packages:

  settings@1.0.0:
    ${resolution}

snapshots:

  settings@1.0.0: {}

`;

const thirteen = `{
	"lockfileVersion": "13.0",

	"projects": {
		".": {
			"devDependencies": {
				"carrier": {
					"specifier": "^1.0.0",
					"version": "1.0.0",
				},
			},
		},
	},

	"packages": {
		"${name}@${version}": {
			"integrity": "${integrity}",
		},

		"carrier@1.0.0": {
			"integrity": "${integrity}",
			"dependencies": {
				"${name}": "${version}",
			},
		},
	},
}
`;
