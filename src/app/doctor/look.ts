import { type Hit, sift } from '../../exposure/hits.ts';
import { createMatcher } from '../../exposure/matcher.ts';
import type { Incident } from '../../incident/schema.ts';
import type {
  Control,
  LockfileReader,
  Neighbours,
  OpenRequest,
  Reading,
} from '../../lockfile/types.ts';

/** Reads a control's bytes, or others in their place, as a scan would read a file at its path. */
export function readControl(
  reader: LockfileReader,
  { companions, path }: Pick<Control, 'companions' | 'path'>,
  bytes: Uint8Array,
): Reading {
  return reader.read(bytes, { path, neighbours: neighboursOf(companions) });
}

/** Where a scan found what an incident names: a package that a file states, or one that it asks for. */
export interface Find {
  /** 1-based; 0 where it is not known. */
  readonly line: number;
  /** Null for what is asked for. */
  readonly hit: Hit | null;
  /** Null for what is stated. */
  readonly request: OpenRequest | null;
}

/** What a scan for an incident would find in a reading: the way of `scan`, prefilter included. */
export function findsIn(reader: LockfileReader, reading: Reading, incident: Incident): Find[] {
  const { ecosystems, id, version } = reader;
  const artefact = { digest: '', reader: `${id}@${version}`, ecosystems, reading };
  const { hits, requests } = sift(artefact, createMatcher(incident));
  return [
    ...hits.map((hit) => ({
      line: hit.document.lines()[hit.index] ?? 0,
      hit,
      request: null,
    })),
    ...requests.map(({ request }) => ({ line: request.line, hit: null, request })),
  ];
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
