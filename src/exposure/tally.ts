import type { FirebreakError } from '../errors.ts';
import type { Incident } from '../incident/schema.ts';
import { byStrength } from '../sources/ref-order.ts';
import type { Place, Sighting, SourceProblem } from '../sources/types.ts';
import { soughtByBytes } from './by-bytes.ts';
import type { Unclear } from './hits.ts';
import type { CoverageProblem } from './schema.ts';

/** `seen` is the sum of the others. */
export interface ArtefactCounts {
  readonly seen: number;
  readonly read: number;
  readonly unreadable: number;
  readonly unsupported: number;
}

/** Counts a target's distinct artefacts and keeps the problems that bear on the incident. */
export class Tally {
  private readonly target: string;
  /** Null for all. */
  private readonly ecosystems: ReadonlySet<string> | null;
  private readonly read = new Set<string>();
  private readonly unreadable = new Set<string>();
  private readonly unsupported = new Set<string>();
  private readonly found = new Map<string, Kept>();

  constructor(target: string, incident: Incident | null) {
    this.target = target;
    this.ecosystems = incident === null ? null : soughtEcosystems(incident);
  }

  sighting(sighting: Sighting): void {
    const { artefact } = sighting;
    const { documents } = artefact.reading;
    const problems = this.concerns(artefact.ecosystems) ? artefact.reading.problems : [];
    const key = `${artefact.reader} ${artefact.digest}`;
    if (this.read.has(key) || this.unreadable.has(key) || this.unsupported.has(key)) return;
    if (problems.length === 0) {
      this.read.add(key);
      return;
    }
    const unknownVersion =
      problems.some((problem) => problem.code === 'FORMAT_VERSION_UNSUPPORTED') &&
      documents.length === 0;
    (unknownVersion ? this.unsupported : this.unreadable).add(key);
    const [place] = sighting.places();
    const [path, ref] = [place?.path ?? null, place?.refs[0]?.name ?? null];
    for (const { code, line, message } of problems)
      this.keep({ target: this.target, path, ref, line, code, message }, place ?? null);
  }

  unclear(sighting: Sighting, packages: readonly Unclear[]): void {
    if (packages.length === 0) return;
    const [place] = sighting.places();
    const [path, ref] = [place?.path ?? null, place?.refs[0]?.name ?? null];
    for (const { line, name, why } of packages) {
      const message = `${name} is sought, and ${why}`;
      this.keep({ target: this.target, path, ref, line, code: 'VERSION_UNKNOWN', message }, null);
    }
  }

  problem({ artefact, code, ecosystems, line, message, path, ref }: SourceProblem): void {
    if (!this.concerns(ecosystems)) return;
    this.keep({ target: this.target, path, ref, line, code, message }, null);
    if (artefact !== null)
      (artefact === 'unreadable' ? this.unreadable : this.unsupported).add(`${code} ${path}`);
  }

  failed({ code, message }: FirebreakError): void {
    this.keep({ target: this.target, path: null, ref: null, line: null, code, message }, null);
  }

  problems(): CoverageProblem[] {
    const key = (one: CoverageProblem): string =>
      `${one.path ?? ''}\0${String(one.line ?? 0).padStart(9, '0')}\0${one.code}\0${one.message}`;
    return [...this.found.values()]
      .map(({ problem }) => problem)
      .toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
  }

  artefacts(): ArtefactCounts {
    const [read, unreadable, unsupported] = [
      this.read.size,
      this.unreadable.size,
      this.unsupported.size,
    ];
    return { seen: read + unreadable + unsupported, read, unreadable, unsupported };
  }

  private concerns(ecosystems: readonly string[] | null): boolean {
    return (
      this.ecosystems === null ||
      ecosystems === null ||
      ecosystems.some((one) => this.ecosystems?.has(one))
    );
  }

  /**
   * One row per place and kind of problem, however many versions of the file have it: that of the strongest ref. In which
   * order versions are read tells how git keeps them, and what was read before.
   */
  private keep(problem: CoverageProblem, at: Place | null): void {
    const key = `${problem.code} ${problem.path ?? problem.message} ${problem.line}`;
    const before = this.found.get(key);
    if (before === undefined || standsBefore({ problem, at }, before))
      this.found.set(key, { problem, at });
  }
}

interface Kept {
  readonly problem: CoverageProblem;
  readonly at: Place | null;
}

/** Of problems within contents, one at a ref goes before one of the past; all else stands as it came. */
function standsBefore(one: Kept, other: Kept): boolean {
  if (one.at === null || other.at === null) return false;
  const [mine, theirs] = [one.at.refs[0], other.at.refs[0]];
  if (mine === undefined || theirs === undefined)
    return mine === theirs ? one.problem.message < other.problem.message : mine !== undefined;
  return (byStrength(mine, theirs) || (one.problem.message < other.problem.message ? -1 : 1)) < 0;
}

/** Ecosystems in which an incident seeks something; null for all: the same bytes may be anywhere. */
function soughtEcosystems(incident: Incident): ReadonlySet<string> | null {
  if (soughtByBytes(incident)) return null;
  return new Set(incident.packages.map((one) => one.ecosystem));
}
