/** Seconds since 1970 as ISO 8601 in UTC; null where that is no time, or none that a date can say. */
export function isoMoment(seconds: number): string | null {
  // Beyond the year 9999 the written form changes.
  if (!Number.isFinite(seconds) || Math.abs(seconds) > 253_402_300_799) return null;
  const date = new Date(seconds * 1000);
  return date.getUTCFullYear() < 0 ? null : date.toISOString();
}
