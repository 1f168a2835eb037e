import type { Window } from '../../incident/schema.ts';

/** An incident's window in seconds since 1970. */
export interface WindowTimes {
  /**
   * When it could certainly be installed: from one end to the other, or that one moment of which somebody has said so.
   * NaN where nobody has.
   */
  readonly from: number;
  readonly to: number;
  /** Before this it was certainly not there to be installed; -Infinity where its beginning is not known. */
  readonly notBefore: number;
  /** After this it could certainly not be installed any more; Infinity where its end is not known. */
  readonly notAfter: number;
}

/** Seconds by which an end of a window that is an estimate may be wrong: a day, as lists tell of days. */
const leeway = 86_400;

/** A window as numbers. An estimated end is certain to be past, or not yet reached, only a day away from it. */
export function windowTimes({ estimated, from, to }: Window): WindowTimes {
  const [begins, ends] = [from ?? to, to ?? from].map((time) =>
    time === null ? Number.NaN : Date.parse(time) / 1000,
  ) as [number, number];
  const doubt = estimated ? leeway : 0;
  return {
    from: begins,
    to: ends,
    notBefore: from === null ? -Infinity : begins - doubt,
    notAfter: to === null ? Infinity : ends + doubt,
  };
}
