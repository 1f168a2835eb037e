/** Where the time comes from. An exercise swaps it. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };
