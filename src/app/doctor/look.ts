import { hitsIn, type Hit } from '../../exposure/hits.ts';
import { createMatcher } from '../../exposure/matcher.ts';
import type { Incident } from '../../incident/schema.ts';
import type { Control, LockfileReader, Neighbours, Reading } from '../../lockfile/types.ts';

/** Reads a control's bytes, or others in their place, as a scan would read a file at its path. */
export function readControl(
  reader: LockfileReader,
  { companions, path }: Pick<Control, 'companions' | 'path'>,
  bytes: Uint8Array,
): Reading {
  return reader.read(bytes, { path, neighbours: neighboursOf(companions) });
}

/** What a scan for an incident would find in a reading: the way of `scan`, prefilter included. */
export function hitsOf(reader: LockfileReader, reading: Reading, incident: Incident): Hit[] {
  const { ecosystems, id, version } = reader;
  const artefact = { digest: '', reader: `${id}@${version}`, ecosystems, reading };
  return hitsIn(artefact, createMatcher(incident));
}

function neighboursOf(companions: Control['companions']): Neighbours {
  const texts = new Map(Object.entries(companions));
  return {
    paths: [...texts.keys()],
    bytes: (path) => {
      const text = texts.get(path);
      return text === undefined ? null : new TextEncoder().encode(text);
    },
  };
}
