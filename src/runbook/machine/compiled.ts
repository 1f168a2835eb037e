import type { LeafStep, Runbook } from '../schema.ts';

/** A definition made ready to run. */
export interface Compiled {
  readonly definition: Runbook;
  /** Leaf steps in order of the file, branches included. */
  readonly steps: readonly LeafStep[];
}

/** Compiles a checked definition. Throws RUNBOOK_INVALID where two steps share an id. */
export function compile(definition: Runbook): Compiled {
  throw new Error(definition.id);
}
