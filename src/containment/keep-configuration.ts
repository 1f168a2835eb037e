import type { EvidenceRef } from '../journal/record.ts';
import { redactedYaml } from './redacted-yaml.ts';
import type { World } from './types.ts';

/**
 * Keeps what may be shown of a configuration as evidence: a copy without credentials, which its name says (`NAME.yaml`
 * becomes `NAME.redacted.yaml`) where any were in it.
 */
export async function keepRedacted(
  world: World,
  name: string,
  bytes: Uint8Array,
): Promise<EvidenceRef> {
  const copy = await redactedCopy(world, name, bytes);
  return await world.keep(copy.name, 'application/yaml', copy.bytes);
}

/** A configuration as it may be shown, and the name that says so. */
export async function redactedCopy(
  world: Pick<World, 'redact'>,
  name: string,
  bytes: Uint8Array,
): Promise<{ readonly name: string; readonly bytes: Uint8Array }> {
  const copy = await redactedYaml(bytes, (text) => world.redact(text));
  return Buffer.compare(copy, bytes) === 0
    ? { name, bytes }
    : { name: redactedName(name), bytes: copy };
}

/** `a.yaml` as `a.redacted.yaml`. */
function redactedName(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot <= name.lastIndexOf('/')
    ? `${name}.redacted`
    : `${name.slice(0, dot)}.redacted${name.slice(dot)}`;
}
