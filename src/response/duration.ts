import { FirebreakError } from '../errors.ts';

/**
 * Milliseconds of an ISO 8601 duration in days, hours and minutes (`P1DT2H`, `PT15M`), no number with more than five
 * digits. Throws ARGUMENT_INVALID.
 */
export function milliseconds(duration: string): number {
  const parts = /^P(?=.)(?:(\d{1,5})D)?(?:T(?=.)(?:(\d{1,5})H)?(?:(\d{1,5})M)?)?$/.exec(duration);
  if (parts === null)
    throw new FirebreakError(
      'ARGUMENT_INVALID',
      `${duration} is not a duration`,
      'Write one such as PT15M, PT4H or P7D.',
    );
  const [, days = 0, hours = 0, minutes = 0] = parts.map((part) => Number(part ?? 0));
  return ((days * 24 + hours) * 60 + minutes) * 60_000;
}

/** The moment a duration after another, ISO 8601 in UTC. */
export function after(start: string | Date, duration: string): string {
  return new Date(new Date(start).getTime() + milliseconds(duration)).toISOString();
}
