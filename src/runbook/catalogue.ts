import type { ZodType } from 'zod';
import type { Semantics } from './schema.ts';

/** What a definition may name, given to the check: this room knows no action itself. */
export interface Catalogue {
  /** Containment actions by id. */
  readonly actions: Readonly<
    Record<
      string,
      {
        readonly semantics: Semantics;
        /** Name of what is looked at afterwards. */
        readonly probe: string;
        /** The same after it was taken back; null where it cannot be. */
        readonly undoProbe: string | null;
        /** Whether it changes nothing outside the run's own directory, so that nobody has to agree and nothing has to be undone. */
        readonly harmless: boolean;
        readonly args: ZodType;
        /** Selectors over which it can go; empty for an action with a target of its own. */
        readonly selectors: readonly string[];
      }
    >
  >;
  /** Names of worklists. */
  readonly worklists: readonly string[];
}
