import { FirebreakError } from '../errors.ts';
import type { App } from './app.ts';
import type { ForgetChoice } from './index-questions.ts';

/** What a person gave. */
export interface ForgetWords {
  readonly targets: readonly string[];
  readonly notSeenSince: string | null;
  readonly keepDays: number | null;
  readonly all: boolean;
  readonly yes: boolean;
}

/** What that asks to forget. Throws ARGUMENT_INVALID where it is nothing, more than one thing, or too much to do unasked. */
export function forgetChoiceOf({ doors }: App, words: ForgetWords): ForgetChoice {
  const { all, keepDays, notSeenSince, targets, yes } = words;
  const given = [targets.length > 0, notSeenSince !== null, keepDays !== null, all];
  if (given.filter(Boolean).length !== 1)
    throw new FirebreakError(
      'ARGUMENT_INVALID',
      'one thing to forget must be given',
      'Give TARGET..., --not-seen-since DATE, --keep-days N, or --all --yes.',
    );
  if (targets.length > 0) return { kind: 'targets', words: targets };
  if (notSeenSince !== null) return { kind: 'not-seen-since', moment: momentOf(notSeenSince) };
  if (keepDays !== null) {
    const moment = doors.clock.now().getTime() - keepDays * 24 * 60 * 60 * 1000;
    return { kind: 'not-seen-since', moment: new Date(moment).toISOString() };
  }
  if (yes) return { kind: 'all' };
  throw new FirebreakError(
    'ARGUMENT_INVALID',
    '--all would forget the whole inventory',
    'Give --yes as well to do it.',
  );
}

/** Throws ARGUMENT_INVALID. */
function momentOf(text: string): string {
  const isMoment = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?Z)?$/.test(text);
  const moment = isMoment ? new Date(text) : null;
  if (moment !== null && !Number.isNaN(moment.getTime())) return moment.toISOString();
  throw new FirebreakError(
    'ARGUMENT_INVALID',
    `--not-seen-since ${text} is no moment`,
    'Give a date (2026-01-31) or a moment in UTC (2026-01-31T18:00:00Z).',
  );
}
