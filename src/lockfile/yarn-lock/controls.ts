import type { Control } from '../types.ts';
import { controlIntegrity as integrity, controlOf, npmPlant } from '../reading/control.ts';

const { name, version } = npmPlant;
const manifest = JSON.stringify({ name: 'control', devDependencies: { carrier: '^1.0.0' } });

const classic = `# yarn lockfile v1


"${name}@^6.0.0":
  version "${version}"
  integrity ${integrity}

carrier@^1.0.0:
  version "1.0.0"
  integrity ${integrity}
  dependencies:
    "${name}" "^6.0.0"
`;

/** A carrier that asks for the plant by one range, and the entry that answers it. */
function berry(metadata: number, range: string, plant: string): string {
  return `__metadata:
  version: ${metadata}
  cacheKey: 10c0

${plant}
"carrier@npm:^1.0.0":
  version: 1.0.0
  resolution: "carrier@npm:1.0.0"
  dependencies:
    "${name}": "${range}"
  languageName: node
  linkType: hard

"control@workspace:.":
  version: 0.0.0-use.local
  resolution: "control@workspace:."
  dependencies:
    carrier: "npm:^1.0.0"
  languageName: unknown
  linkType: soft
`;
}

function berryEntry(key: string, resolution: string): string {
  return `"${key}":
  version: ${version}
  resolution: "${resolution}"
  languageName: node
  linkType: hard
`;
}

const plain = berryEntry(`${name}@npm:^6.0.0`, `${name}@npm:${version}`);

const patch = `${name}@patch:${name}@https%3A//files.example/plant.tgz#~/plant.patch`;

/** Of an archive that no registry serves: what a patch of a registry's package is applied to has an entry too. */
const patched = berryEntry(patch, `${patch}::version=${version}`);

const json = JSON.stringify({
  __metadata: { version: 9 },
  entries: {
    [`${name}@npm:^6.0.0`]: { resolution: { resolution: `${name}@npm:${version}`, version } },
    'carrier@npm:^1.0.0': {
      resolution: {
        resolution: 'carrier@npm:1.0.0',
        version: '1.0.0',
        dependencies: { [name]: '^6.0.0' },
      },
    },
  },
});

/** One for each generation of the format, and one for a patch, whose resolution holds another. */
export function yarnControls(): readonly Control[] {
  const controls: (readonly [title: string, text: string])[] = [
    ['version 1', classic],
    // These leave the protocol out of what entries ask for.
    ...[4, 5, 6].map((of) => [`version ${of}`, berry(of, '^6.0.0', plain)] as const),
    ...[7, 8, 9, 10].map((of) => [`version ${of}`, berry(of, 'npm:^6.0.0', plain)] as const),
    ['version 8, patched', berry(8, patch.slice(name.length + 1), patched)],
    ['version 9, in JSON', json],
  ];
  const companions = { 'package.json': manifest };
  return controls.map(([title, text]) => controlOf(title, 'yarn.lock', text, npmPlant, companions));
}
