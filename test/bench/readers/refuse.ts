import { createMatcher } from '../../../src/exposure/matcher.ts';
import type { Incident } from '../../../src/incident/schema.ts';
import { readerFor } from '../../../src/lockfile/index.ts';
import type { LockfileReader, Reading } from '../../../src/lockfile/types.ts';

/** Entries of the list, none of which is in a file here. */
const listed = 660;

const neighbours = { paths: [], bytes: () => null };

/** Reads a file and holds it against a list that names nothing in it, as a scan does. */
export interface Refusal {
  readonly read: () => Reading;
  /** Whether anything answered to the list. */
  readonly refuse: () => boolean;
}

const matcher = createMatcher(incident());

/** The work on a file at a path; throws where no reader reads it. */
export function refusalOf(path: string, bytes: Uint8Array): Refusal {
  const reader: LockfileReader | null = readerFor(path);
  if (reader === null) throw new Error(`no reader for ${path}`);
  const read = (): Reading => reader.read(bytes, { path, neighbours });
  return { read, refuse: () => answers(read()) };
}

function answers({ documents }: Reading): boolean {
  return documents.some(
    (document) =>
      (document.requests ?? []).some((request) => matcher.judgeRequest(request) !== null) ||
      (matcher.mayMatch(document) &&
        document.packages.some((locked) => matcher.judge(locked) !== null)),
  );
}

function incident(): Incident {
  const ecosystems = ['npm', 'pypi', 'composer'];
  return {
    schema: 'firebreak/incident@1',
    id: 'bench',
    title: 'Bench',
    severity: null,
    commander: null,
    openedAt: '2026-01-01T00:00:00.000Z',
    updatedAt: '2026-01-01T00:00:00.000Z',
    window: { from: null, to: null, estimated: false, source: '' },
    lists: [],
    packages: Array.from({ length: listed }, (_, entry) => ({
      ecosystem: ecosystems[entry % ecosystems.length] ?? 'npm',
      name: `${entry % ecosystems.length === 2 ? 'nobody/' : ''}unheard-of-${entry}`,
      versions: { '1.0.1': { bench: [] } },
      ranges: {},
    })),
    indicators: [],
  };
}
