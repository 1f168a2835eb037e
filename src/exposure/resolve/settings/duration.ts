/** Milliseconds of a day. */
export const day = 86_400_000;
/** Milliseconds of a minute. */
export const minute = 60_000;

const units: readonly (readonly [word: RegExp, milliseconds: number])[] = [
  [/^(?:ms|milliseconds?)$/, 1],
  [/^(?:s|secs?|seconds?)$/, 1000],
  [/^(?:m|mins?|minutes?)$/, minute],
  [/^(?:h|hrs?|hours?)$/, 60 * minute],
  [/^(?:d|days?)$/, day],
  [/^(?:w|wks?|weeks?)$/, 7 * day],
];

/**
 * Milliseconds of a duration: a number in `unit` (milliseconds), a number with a unit behind it (`7d`, `3 days`), or one of
 * ISO 8601 (`P7D`, `PT24H`). Null for anything else.
 */
export function durationOf(value: unknown, unit: number): number | null {
  if (typeof value === 'number') return value >= 0 && Number.isFinite(value) ? value * unit : null;
  if (typeof value !== 'string' || value.length > 40) return null;
  const text = value.trim().toLowerCase();
  const iso = /^p(?:(\d+)w)?(?:(\d+)d)?(?:t(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?)?$/.exec(text);
  if (iso !== null && /\d/.test(text)) {
    const [weeks, days, hours, minutes, seconds] = iso.slice(1).map((part) => Number(part ?? 0));
    return (
      ((weeks ?? 0) * 7 + (days ?? 0)) * day +
      ((hours ?? 0) * 60 + (minutes ?? 0)) * minute +
      (seconds ?? 0) * 1000
    );
  }
  const [, count, word = ''] = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/.exec(text) ?? [];
  if (count === undefined) return null;
  const size = word === '' ? unit : units.find(([name]) => name.test(word))?.[1];
  return size === undefined ? null : Number(count) * size;
}
