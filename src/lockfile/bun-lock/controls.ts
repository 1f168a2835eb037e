import type { Control } from '../types.ts';
import { controlIntegrity, controlOf, npmPlant } from '../reading/control.ts';

const { name, version } = npmPlant;

/** As bun writes them, and one in which the plant goes by another name, under what asks for it. */
export function bunControls(): readonly Control[] {
  return [
    controlOf('version 0', 'bun.lock', lockfile(0, name, `^${version}`, name), npmPlant),
    controlOf('version 1', 'bun.lock', lockfile(1, name, `^${version}`, name), npmPlant),
    controlOf(
      'version 2 with an alias',
      'bun.lock',
      lockfile(2, 'other', `npm:${name}@^${version}`, 'carrier/other'),
      npmPlant,
    ),
  ];
}

function lockfile(lockfileVersion: number, alias: string, range: string, key: string): string {
  return `{
  "lockfileVersion": ${lockfileVersion},
  "configVersion": 1,
  "workspaces": {
    "": {
      "name": "control",
      "devDependencies": {
        "carrier": "^1.0.0",
      },
    },
  },
  "packages": {
    "carrier": ["carrier@1.0.0", "", { "dependencies": { "${alias}": "${range}" } }, "${controlIntegrity}"],

    "${key}": ["${name}@${version}", "", {}, "${controlIntegrity}"],
  }
}
`;
}
