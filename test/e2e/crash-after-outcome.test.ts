import { survivesCuts } from './crash/survives-cuts.ts';

// An effect that was adopted after a cut has no outcome to cut after: that takes a run of its own.
survivesCuts(['after outcome'], 5);
