import { classWord, countedRefs } from './class-words.ts';
import { shortMoment } from './moment.ts';
import { lifeOverlap } from './overlap.ts';
import type { ExposureHistory, HistoryClass } from './schema.ts';
import type { Trace } from './trace.ts';
import { makerOf } from './who.ts';

/** What a story is told of. */
export interface Subject {
  /** `axios 1.14.1`. */
  readonly what: string;
  /** `held`, or `asked for` where no version is known. */
  readonly verb: string;
  readonly classes: readonly HistoryClass[];
  readonly clocks: ExposureHistory['clocks'];
  readonly clocksTotal: number;
}

/** Spans of default branches that are told of one by one. */
const told = 3;

/** Digits of a commit that are shown. */
const digits = 12;

/** What happened, for a person: where it was from when to when, how it came, what holds it now, what nobody knows. */
export function storyOf(trace: Trace, subject: Subject): string[] {
  return [
    ...onDefault(trace, subject),
    ...elsewhere(trace, subject),
    now(trace, subject),
    ...afterwards(trace, subject),
    ...notKnown(trace),
    ...clockLines(subject),
  ].map((sentence) => `${sentence}.`);
}

function onDefault(trace: Trace, { verb, what }: Subject): string[] {
  const { ground, onDefault: spans } = trace;
  const lines = spans.slice(0, told).map(({ by, from, ref, to, until }) => {
    const ends =
      until === -1 ? 'until now' : `to ${shortMoment(to)} (${commitWords(trace, until)})`;
    return `${ref.name} ${verb} ${what} from ${shortMoment(from)} (${commitWords(trace, by)}) ${ends}${windowWords(trace, from, to)}`;
  });
  const more = spans.length - lines.length;
  if (more > 0) lines.push(`After that the default branch ${verb} it ${more} more times`);
  if (lines.length === 0 && ground.refs.byClass.some((ref) => ref.class === 'default'))
    lines.push(
      trace.refs.ever.default === 0
        ? `The default branch never ${verb} ${what}`
        : `The default branch itself never ${verb} ${what}; commits merged into it did`,
    );
  return lines;
}

/** How it first came, where that was not on a default branch. */
function elsewhere(trace: Trace, { verb, what }: Subject): string[] {
  const { ground, onDefault: spans, times } = trace;
  const { chronicle, lives, window } = ground;
  if (times.first === -1 || spans.some(({ by }) => by === times.first)) return [];
  const time = chronicle.commits.committedAt[times.first] as number;
  const ref = ground.refs.byAge[ground.oldestRef()[times.first] ?? -1];
  const where = ref === undefined ? '' : ` on ${ref.name}`;
  const place = lives.built[times.first] === 1 ? ', on a ref CI builds' : ', on no ref CI builds';
  const words = {
    inside: ': inside the window',
    outside: ': after the window',
    unknown: ': cannot say whether inside the window',
  }[lifeOverlap(chronicle, lives, window, times.first)];
  return [
    `The first commit that ${verb} ${what} is of ${shortMoment(time)} (${commitWords(trace, times.first)})${where}${hasWindow(trace) ? words : ''}${place}`,
  ];
}

function now({ refs }: Trace, { classes }: Subject): string {
  const held = countedRefs(refs.now);
  if (classes.includes('gone') && held === '') return 'Nothing holds it now';
  return held === '' ? 'What holds it now is no commit' : `Holding it now: ${held}`;
}

function afterwards({ overlap }: Trace, { classes }: Subject): string[] {
  const words = (['residue', 'merged-later', 'local'] as const)
    .filter((one) => classes.includes(one))
    .map(classWord);
  return [
    ...(overlap === 'outside'
      ? ['It came only after the versions could be installed no more']
      : []),
    ...words,
  ];
}

function notKnown(trace: Trace): string[] {
  const { ground, overlap, turns } = trace;
  if (overlap !== 'unknown' || !hasWindow(trace)) return [];
  const why = ground.hidden
    ? 'commits of that time are missing or could not be read'
    : turns.behindGap.size > 0
      ? 'what came before it is missing'
      : 'its commits’ clocks, or the window, do not tell';
  return [`Whether it was there during the window cannot be said: ${why}`];
}

function clockLines({ clocks, clocksTotal }: Subject): string[] {
  const [first] = clocks;
  if (first === undefined) return [];
  const others = clocksTotal > 1 ? `, and ${clocksTotal - 1} more` : '';
  return [
    `A clock or the list is wrong: commit ${first.commit.slice(0, digits)} says ${first.committedAt ?? 'no time'} (author ${first.authoredAt ?? 'no time'}), ${faultWords[first.fault]}${others}`,
  ];
}

const faultWords: Record<ExposureHistory['clocks'][number]['fault'], string> = {
  'no-time': 'which is none',
  'before-its-parents': 'which is before its parents',
  'after-its-children': 'which is after its children',
  'in-the-future': 'which is in the future',
  'before-publication': 'which is before it was there to be had',
};

function windowWords(trace: Trace, from: number, to: number): string {
  const { window } = trace.ground;
  if (!hasWindow(trace) || Number.isNaN(from)) return '';
  if (from <= window.to && !(to < window.from)) return ': inside the window, on a ref CI builds';
  return from > window.notAfter ? ': after the window' : '';
}

function hasWindow({ ground: { window } }: Trace): boolean {
  return !Number.isNaN(window.from);
}

/** `bot commit 4b8d7c577beb, claims dependabot[bot]`. */
function commitWords({ ground }: Trace, commit: number): string {
  const { commits } = ground.chronicle;
  const nobody = { name: '', email: '' };
  const author = commits.people[commits.author[commit] as number] ?? nobody;
  const committer = commits.people[commits.committer[commit] as number] ?? nobody;
  const by = makerOf(author, committer, commits.subjectOf(commit));
  const kind = { person: '', bot: 'bot ', scheduled: 'scheduled ' }[by];
  const claim = author.name === '' ? 'claims nobody' : `claims ${author.name.slice(0, 80)}`;
  return `${kind}commit ${commits.oidOf(commit).slice(0, digits)}, ${claim}`;
}
