import { compromisedOf } from '../compromised.ts';
import { exposedFiles } from '../exposed-files.ts';
import { hashesIn, hashOf } from '../integrity.ts';
import { integritiesIn } from '../lockfile-integrities.ts';
import type { World } from '../types.ts';

/**
 * Hashes of compromised tarballs, as the incident's indicators and the exposed lockfiles state them, to what each is.
 * A lockfile that cannot be read costs a way of finding, not a finding: entries are found by name too.
 */
export async function knownHashes(world: World): Promise<ReadonlyMap<string, string>> {
  const known = new Map<string, string>();
  for (const { kind, value } of world.incident.indicators) {
    const hashes =
      kind === 'integrity'
        ? hashesIn(value)
        : kind === 'sha1' || kind === 'sha256' || kind === 'sha512'
          ? [hashOf(kind, value)]
          : [];
    for (const hash of hashes)
      if (hash !== null) known.set(hash, `an indicator of ${world.incident.id}`);
  }
  const compromised = compromisedOf(world.incident);
  for await (const file of exposedFiles(world)) {
    if (file.status !== 'read') continue;
    for (const { hash, name, version } of integritiesIn(file.bytes))
      if (compromised.includes(name, version)) known.set(hash, `${name}@${version}`);
  }
  return known;
}
