import type { Control } from '../types.ts';
import { controlIntegrity as integrity, controlOf, npmPlant } from '../reading/control.ts';

const { name, version } = npmPlant;
const key = `${name}@${version}`;

/** One for each way in which a version writes what is asked for. */
export function denoControls(): readonly Control[] {
  const npm = (dependencies: unknown): object => ({
    'carrier@1.0.0_peer@2.0.0': { integrity, dependencies },
    'peer@2.0.0': { integrity },
    [key]: { integrity },
  });
  const chosen = '1.0.0_peer@2.0.0';
  const workspace = { dependencies: ['npm:carrier@1'] };
  const third = {
    version: '3',
    packages: {
      specifiers: { 'npm:carrier@1': `npm:carrier@${chosen}` },
      npm: npm({ [name]: key, peer: 'peer@2.0.0' }),
    },
    remote: {},
    workspace,
  };
  const later = (of: '4' | '5', asked: string): object => ({
    version: of,
    specifiers: { 'npm:carrier@1': chosen },
    npm: npm([asked, 'peer']),
    workspace,
  });
  const files = [third, later('4', name), later('5', `alias@npm:${key}`)];
  return files.map((file, index) =>
    controlOf(`version ${3 + index}`, 'deno.lock', `${JSON.stringify(file, null, 2)}\n`, npmPlant),
  );
}
