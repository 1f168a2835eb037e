import { isoMoment } from '../../sources/moment.ts';

/** `2026-03-31 01:28Z`, or that no time is stated. */
export function shortMoment(seconds: number): string {
  const iso = isoMoment(seconds);
  return iso === null ? 'a time not stated' : `${iso.slice(0, 16).replace('T', ' ')}Z`;
}
