/** Seconds since 1970 as ISO 8601 in UTC; null where that is no time, or none that a date can say. */
export function isoMoment(seconds: number): string | null {
  // Beyond the year 9999 the written form changes.
  if (!Number.isFinite(seconds) || Math.abs(seconds) > 253_402_300_799) return null;
  const date = new Date(seconds * 1000);
  return date.getUTCFullYear() < 0 ? null : date.toISOString();
}

/** `2026-03-31 01:28Z`, or that no time is stated. */
export function shortMoment(seconds: number): string {
  const iso = isoMoment(seconds);
  return iso === null ? 'a time not stated' : `${iso.slice(0, 16).replace('T', ' ')}Z`;
}
