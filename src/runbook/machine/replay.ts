import { FirebreakError } from '../../errors.ts';
import type { Compiled } from './compiled.ts';
import { advance } from './decide.ts';
import { initialState } from './initial.ts';
import type { PlacedEvent, RunState } from './state.ts';

/** The state that a journal's records give, in their order. Throws JOURNAL_BROKEN naming the record that does not fit. */
export function replay(compiled: Compiled, records: Iterable<PlacedEvent>): RunState {
  let state = initialState(compiled);
  for (const record of records) {
    try {
      state = advance(compiled, state, record);
    } catch (error) {
      if (!(error instanceof FirebreakError) || error.code !== 'STEP_REFUSED') throw error;
      throw new FirebreakError(
        'JOURNAL_BROKEN',
        `record ${record.seq} (${record.type}) does not fit those before it: ${error.message}`,
        '`firebreak journal verify` checks the whole journal; nothing is done from one that does not verify.',
        error,
      );
    }
  }
  return state;
}
