import { FirebreakError } from '../errors.ts';
import type { ListReading } from './reading.ts';
import type { Window } from './schema.ts';

/** Source of a window nobody has stated. */
export const NOT_STATED = 'not stated';

/** Source of a window taken from what the lists' records say of themselves. */
export const FROM_RECORDS = 'earliest publication date of the imported records';

const moment =
  /^(\d{4}-\d{2}-\d{2})(?:[Tt ](\d{2}:\d{2})(:\d{2}(?:\.\d{1,9})?)?([Zz]|[+-]\d{2}:?\d{2})?)?$/;

/**
 * Reads `FROM..TO` as given to --window: ISO 8601 dates or date-times, either side may be empty, a `~`
 * before a time marks it as an estimate. A time without a zone is UTC; a date stands for its first
 * instant as FROM and its last second as TO. Throws ARGUMENT_INVALID, naming the side that is wrong.
 */
export function parseWindow(text: string, source = 'given with --window'): Window {
  const sides = text.split('..');
  if (sides.length !== 2) throw invalid(`--window ${text}: expected FROM..TO`);
  const [fromText = '', toText = ''] = sides.map((side) => side.trim());
  if (fromText === '' && toText === '')
    throw invalid('--window ..: at least one of FROM and TO must be given');
  const from = parseSide('FROM', fromText);
  const to = parseSide('TO', toText);
  if (from !== null && to !== null && from > to)
    throw invalid(`--window: FROM ${fromText} is after TO ${toText}`);
  return { from, to, estimated: fromText.startsWith('~') || toText.startsWith('~'), source };
}

/** The window where the caller gives none: from the records' earliest publication, open at its end, estimated. */
export function deriveWindow(readings: readonly Pick<ListReading, 'published'>[]): Window {
  const times = readings.map((reading) => reading.published).filter((time) => time !== null);
  const [from] = times.toSorted();
  if (from === undefined) return { from: null, to: null, estimated: true, source: NOT_STATED };
  return { from, to: null, estimated: true, source: FROM_RECORDS };
}

/** Whether a window was derived, so that a later import may move it. */
export function isDerived(window: Window): boolean {
  return window.source === NOT_STATED || window.source === FROM_RECORDS;
}

function parseSide(side: 'FROM' | 'TO', text: string): string | null {
  const bare = text.replace(/^~\s*/, '');
  if (bare === '') {
    if (text === '') return null;
    throw invalid(`--window: ${side} is a ~ without a time`);
  }
  const match = moment.exec(bare);
  const [, day = '', clock, seconds, zone] = match ?? [];
  const time =
    clock === undefined
      ? side === 'FROM'
        ? '00:00:00Z'
        : '23:59:59Z'
      : `${clock}${seconds ?? ':00'}${(zone ?? 'Z').toUpperCase()}`;
  const parsed = Date.parse(`${day}T${time}`);
  if (match === null || Number.isNaN(parsed) || !isDay(day))
    throw invalid(`--window: ${side} "${bare.slice(0, 60)}" is not an ISO 8601 date or time`);
  return new Date(parsed).toISOString();
}

/** Whether a calendar has the day: Date.parse takes 30 February for 2 March. */
function isDay(day: string): boolean {
  const midnight = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(day);
}

function invalid(message: string): FirebreakError {
  return new FirebreakError(
    'ARGUMENT_INVALID',
    message,
    'Write it like 2026-05-19T01:39Z..2026-05-19T05:00Z, with ~ before a time that is an estimate.',
  );
}
