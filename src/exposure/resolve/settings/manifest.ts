import { isRecord, own, textOf } from '../../../lockfile/reading/value.ts';
import { jsonSettings, tableAt } from './documents.ts';
import type { Client } from './types.ts';

/** What the package.json around a request says of how it is resolved. */
export interface ManifestSettings {
  /** Of the field `packageManager` (Node docs, "packageManager"); null where it is absent. */
  readonly manager: { readonly client: Client; readonly version: string } | null;
  /** Whether it is the root of a workspace, whose overrides its members have. */
  readonly isWorkspace: boolean;
  /** Names that it asks for, peers left out. */
  readonly asks: ReadonlySet<string>;
  /** Versions given to names whatever asks for them, by the field. What holds in one place of the tree alone is left out. */
  readonly pins: ReadonlyMap<PinField, ReadonlyMap<string, string>>;
}

/** Fields that give names a version: npm and bun read the first, yarn and bun the second, pnpm up to 10 the third. */
export type PinField = 'overrides' | 'resolutions' | 'pnpm.overrides';

/** Reads a package.json; null where it is none. */
export function manifestSettings(bytes: Uint8Array): ManifestSettings | null {
  const manifest = jsonSettings(bytes);
  if (manifest === null) return null;
  const [, client, version] =
    /^(npm|pnpm|yarn|bun)@(\d+\.\d+\.\d+[\w.+-]*)$/.exec(
      textOf(own(manifest, 'packageManager')) ?? '',
    ) ?? [];
  const sections = ['dependencies', 'devDependencies', 'optionalDependencies'] as const;
  return {
    manager:
      client === undefined || version === undefined
        ? null
        : { client: client as Client, version: version.replace(/\+.*$/, '') },
    isWorkspace: own(manifest, 'workspaces') !== undefined,
    asks: new Set(sections.flatMap((section) => Object.keys(tableAt(manifest, section) ?? {}))),
    pins: new Map<PinField, ReadonlyMap<string, string>>([
      ['overrides', pinsOf(manifest, own(manifest, 'overrides'))],
      ['resolutions', pinsOf(manifest, own(manifest, 'resolutions'))],
      ['pnpm.overrides', pinsOf(manifest, tableAt(manifest, 'pnpm', 'overrides'))],
    ]),
  };
}

/** Overrides by name alone. `$name` stands for what the project itself asks for under that name. */
export function pinsOf(
  manifest: Record<string, unknown>,
  overrides: unknown,
): ReadonlyMap<string, string> {
  const pins = new Map<string, string>();
  for (const [selector, value] of isRecord(overrides) ? Object.entries(overrides) : []) {
    const bare = selector.replace(/^\*\*\//, '');
    const spec = isRecord(value) ? own(value, '.') : value;
    if (!/^(?:@[^/@>]+\/)?[^/@>]+$/.test(bare) || typeof spec !== 'string' || spec === '-')
      continue;
    const real = spec.startsWith('$') ? referred(manifest, spec.slice(1)) : spec;
    if (real !== null) pins.set(bare, real);
  }
  return pins;
}

function referred(manifest: Record<string, unknown>, name: string): string | null {
  const sections = ['dependencies', 'devDependencies', 'optionalDependencies'];
  return (
    sections
      .map((section) => textOf(own(tableAt(manifest, section) ?? {}, name)))
      .find((spec) => spec !== null) ?? null
  );
}
