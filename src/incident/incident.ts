import { FirebreakError } from '../errors.ts';
import { mergeLists } from './merge.ts';
import type { Compromised } from './merge.ts';
import { byCodeUnit } from './order.ts';
import type { ListReading } from './reading.ts';
import { Incident } from './schema.ts';
import type { ListRecord, Window } from './schema.ts';
import { deriveWindow, isDerived } from './window.ts';

/** What a person says when opening an incident. */
export interface NewIncident {
  readonly id: string;
  readonly title?: string | null;
  /** 1 (gravest) to 4. */
  readonly severity?: number | null;
  readonly commander?: string | null;
  /** As parseWindow gives it; without one it is derived from the lists. */
  readonly window?: Window | null;
  readonly readings: readonly ListReading[];
  readonly now: Date;
}

/** Opens an incident from its first lists. Throws ARGUMENT_INVALID for an id, severity or list names that cannot stand. */
export function newIncident(given: NewIncident): Incident {
  if (!Incident.shape.id.safeParse(given.id).success) {
    throw invalid(
      `"${given.id}" cannot name an incident`,
      'Use lower-case letters, digits, dots, dashes and underscores, 64 at most, a letter or digit first.',
    );
  }
  const severity = given.severity ?? null;
  if (!Incident.shape.severity.safeParse(severity).success)
    throw invalid(`severity ${severity} is not one of 1, 2, 3, 4`, '1 is the gravest.');
  const now = given.now.toISOString();
  return {
    schema: 'firebreak/incident@1',
    id: given.id,
    title: given.title ?? given.id,
    severity,
    commander: given.commander ?? null,
    openedAt: now,
    updatedAt: now,
    window: given.window ?? deriveWindow(given.readings),
    lists: mergeRecords([], given.readings, now),
    ...mergeLists({ packages: [], indicators: [] }, given.readings),
  };
}

/** Merges newer lists into an incident (see mergeLists), and moves a window that was only derived. */
export function updateIncident(
  incident: Incident,
  readings: readonly ListReading[],
  now: Date,
): Incident {
  const time = now.toISOString();
  const earlier = { published: incident.window.from };
  return {
    ...incident,
    updatedAt: time,
    window: isDerived(incident.window) ? deriveWindow([earlier, ...readings]) : incident.window,
    lists: mergeRecords(incident.lists, readings, time),
    ...mergeLists(incident, readings),
  };
}

/** Number of distinct (ecosystem, name, version). */
export function pairCount({ packages }: Compromised): number {
  return packages.reduce((sum, { versions }) => sum + Object.keys(versions).length, 0);
}

/** Number of distinct (ecosystem, name, range); a name without a version is one. */
export function rangeCount({ packages }: Compromised): number {
  return packages.reduce((sum, { ranges }) => sum + Object.keys(ranges).length, 0);
}

/** Pairs per ecosystem, in the order of their names; an ecosystem with ranges alone counts 0. */
export function pairsByEcosystem({ packages }: Compromised): Record<string, number> {
  const counts = new Map<string, number>();
  for (const { ecosystem, versions } of packages)
    counts.set(ecosystem, (counts.get(ecosystem) ?? 0) + Object.keys(versions).length);
  return Object.fromEntries([...counts].toSorted(([a], [b]) => byCodeUnit(a, b)));
}

function mergeRecords(
  known: readonly ListRecord[],
  readings: readonly ListReading[],
  importedAt: string,
): ListRecord[] {
  const records = new Map(known.map((record) => [record.name, record]));
  const fresh = new Map<string, string>();
  for (const { name, format, digest, entries, neverMatchesTotal, pairs } of readings) {
    const other = fresh.get(name);
    if (other !== undefined && other !== digest)
      throw invalid(
        `two different lists are both called ${name}`,
        'Rename one of the files: sources are told apart by name.',
      );
    fresh.set(name, digest);
    const same = records.get(name);
    records.set(name, {
      name,
      format,
      digest,
      // The same bytes again are no newer import, though more of them may be understood by now.
      importedAt: same?.digest === digest ? same.importedAt : importedAt,
      entries: entries.total,
      pairs: pairs.length,
      notUnderstood: entries.notUnderstood,
      neverMatches: neverMatchesTotal,
    });
  }
  return [...records.values()].toSorted((a, b) => byCodeUnit(a.name, b.name));
}

function invalid(message: string, hint: string): FirebreakError {
  return new FirebreakError('ARGUMENT_INVALID', message, hint);
}
