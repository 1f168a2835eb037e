import { dataOf, type JournalRecord } from '../journal/record.ts';
import type { EventType } from '../journal/vocabulary.ts';
import type { TimelineLine } from './timeline-schema.ts';
import { wordsOf } from './words.ts';

interface Fold {
  line: TimelineLine;
  /** Whether it is what was done to targets. */
  readonly effects: boolean;
  /** What its records were, by what they say. */
  readonly tally: Map<string, number>;
  readonly targets: Set<string>;
}

/**
 * The records in lines that a person can follow: every record is counted in exactly one line. What firebreak does to
 * the targets of one plan is one line; a step's beginning goes with what came of it, its facts with its end.
 */
export function timelineOf(records: readonly JournalRecord[]): TimelineLine[] {
  const folds: Fold[] = [];
  const open = new Map<string, Fold>();
  for (const record of records) {
    const place = placeOf(record);
    const into = place.joins === null ? undefined : open.get(place.joins);
    if (into === undefined) {
      const fold: Fold = {
        line: lineOf(record),
        effects: place.opens?.startsWith('effects ') === true,
        tally: new Map(),
        targets: new Set(),
      };
      folds.push(fold);
      if (place.opens !== null) open.set(place.opens, fold);
      count(fold, record);
      continue;
    }
    into.line = place.leads ? led(into.line, record) : grown(into.line, record);
    if (place.joins !== null && place.leads) open.delete(place.joins);
    if (place.leads && place.opens !== null) open.set(place.opens, into);
    count(into, record);
  }
  return folds
    .map(summed)
    .toSorted((a, b) => (a.at === b.at ? a.first - b.first : a.at < b.at ? -1 : 1));
}

/** Where a record goes: into an open line, as its head or at its end; and what may join the line it makes. */
interface Place {
  readonly joins: string | null;
  readonly opens: string | null;
  /** Whether it is what the line is about, those before it being its beginning. */
  readonly leads: boolean;
}

function placeOf(record: JournalRecord): Place {
  const place = places[record.type]?.(record) ?? {};
  return { joins: null, opens: null, leads: false, ...place };
}

const amongEffects = ({ step }: JournalRecord): Partial<Place> => {
  return { joins: `effects ${step}`, opens: `effects ${step}` };
};
const amongFacts = ({ actor, step }: JournalRecord): Partial<Place> =>
  actor.kind === 'engine' ? { joins: `facts ${step}`, opens: `facts ${step}` } : {};
const afterBeginning = ({ step }: JournalRecord): Partial<Place> => {
  return { joins: `begun ${step}`, leads: true };
};

/** Types that do not stand alone. */
const places: Readonly<Partial<Record<EventType, (record: JournalRecord) => Partial<Place>>>> = {
  'deadline.set': () => ({ joins: 'clocks', opens: 'clocks' }),
  'step.entered': ({ step }) => ({ opens: `begun ${step}` }),
  'step.satisfied': afterBeginning,
  'step.asked': afterBeginning,
  'plan.made': ({ step }) => ({ joins: `begun ${step}`, opens: `plan ${step}`, leads: true }),
  'approval.requested': ({ step }) => ({ joins: `plan ${step}` }),
  // Another arming is another plan, or the same one another time.
  'step.armed': ({ step }) => ({ opens: `effects ${step}` }),
  'effect.intent': amongEffects,
  'effect.reconciling': amongEffects,
  'verify.passed': amongEffects,
  'effect.outcome': (record) =>
    dataOf(record, 'effect.outcome').status === 'failed' ? {} : amongEffects(record),
  'fact.recorded': amongFacts,
  'fact.withdrawn': amongFacts,
  'step.ended': ({ step }) => ({ joins: `facts ${step}`, leads: true }),
};

function lineOf(record: JournalRecord): TimelineLine {
  const { actor, at, seq, step, target } = record;
  return {
    at,
    until: at,
    first: seq,
    last: seq,
    records: 0,
    step,
    target,
    actor: actor.kind === 'engine' ? null : actor.id,
    ...wordsOf(record),
  };
}

function grown(line: TimelineLine, record: JournalRecord): TimelineLine {
  const { said } = wordsOf(record);
  return { ...line, until: record.at, last: record.seq, said: said === '' ? line.said : said };
}

function led(line: TimelineLine, record: JournalRecord): TimelineLine {
  const own = lineOf(record);
  const said = [own.said, line.said].filter((text) => text !== '').join('; ');
  return { ...own, first: line.first, records: line.records, said };
}

function count(fold: Fold, record: JournalRecord): void {
  const { what } = wordsOf(record);
  fold.line = { ...fold.line, records: fold.line.records + 1 };
  fold.tally.set(what, (fold.tally.get(what) ?? 0) + 1);
  if (record.target !== null) fold.targets.add(record.target);
  if (record.type === 'approval.requested' && fold.line.kind === 'plan' && fold.line.records > 1)
    fold.line = { ...fold.line, what: `${fold.line.what}; ${what}` };
}

/** What is counted of effects: as a record says it, and as a line does. */
const counted = [
  ['application begun', 'begun'],
  ['applied', 'applied'],
  ['looked for', 'looked for'],
  ['verified', 'verified'],
] as const;

/** Lines of several alike say how many of what, and name a target only where there is one. */
function summed({ effects, line, tally, targets }: Fold): TimelineLine {
  if (tally.has('clock of a control started'))
    return { ...line, what: `clocks of controls started: ${line.records}`, said: '' };
  if (!effects || targets.size === 0) return line;
  const counts = counted.flatMap(([what, shown]) => {
    const times = tally.get(what) ?? 0;
    return times === 0 ? [] : [`${times} ${shown}`];
  });
  const [only = null] = targets;
  return {
    ...line,
    kind: 'effects',
    target: targets.size === 1 ? only : null,
    what: `${targets.size} ${targets.size === 1 ? 'target' : 'targets'}: ${counts.join(', ')}`,
    said: targets.size === 1 ? line.said : '',
  };
}
