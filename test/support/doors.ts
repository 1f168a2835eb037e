import { type Doors, systemDoors } from '../../src/host/doors.ts';

/** The real doors, one launcher for a whole test file. Never interrupted. */
export const realDoors: Doors = systemDoors(new AbortController().signal);
