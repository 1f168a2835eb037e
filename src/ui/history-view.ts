import type { ExposureHistory, HistoryClass, HistoryCommit } from '../exposure/history/schema.ts';
import type { Exposure } from '../exposure/schema.ts';
import { labelled, plural, wrapped } from './layout.ts';
import { printable } from './printable.ts';
import { paint } from './style.ts';

/** Commits shown of each kind; `--json` has more. */
const shown = 5;

/** Digits of a commit that are shown. */
const digits = 12;

const classWords: Record<HistoryClass, string | null> = {
  'in-window': 'in the window',
  'after-takedown': 'after takedown',
  'before-publication': 'before publication',
  'at-tip': null,
  residue: 'residue',
  'merged-later': 'merged later',
  gone: 'gone',
  local: 'local alone',
};

/** When history had it and what that makes of it, on one line below its row; nothing where history was not read. */
export function historyLine({ history, window }: Exposure): string[] {
  if (history === undefined) return [];
  const last = history.spans.at(-1);
  const open = last?.to === null && history.spansTotal === history.spans.length;
  const ends = open ? 'until now' : `to ${minute(last?.to ?? window.lastSeen)}`;
  const classes = history.classes.flatMap((one) =>
    one === 'in-window' ? `${classWords[one]}${inWindowOn(history)}` : (classWords[one] ?? []),
  );
  const not = window.overlap === 'unknown' && !history.classes.includes('in-window');
  const words = [...classes, ...(not ? ['in the window or not: cannot say'] : [])];
  return wrapped(
    4,
    paint(
      'dim',
      `${minute(window.firstSeen)} ${ends}${words.length === 0 ? '' : `: ${words.join(', ')}`}`,
    ),
  );
}

/** ` on main`, where a default branch held it in the window: what holds it now may be a pull request alone. */
function inWindowOn({ introduced, merged, onDefault }: ExposureHistory): string {
  const within = new Set(
    [...introduced, ...merged].filter((one) => one.inWindow).map(({ commit }) => commit),
  );
  const held = onDefault.find(({ commit }) => within.has(commit));
  return held === undefined ? '' : ` on ${printable(held.ref)}`;
}

/** What history says of an exposure, whole: the story, and the commits at which it came, went and was merged. */
export function historyLines({ history }: Exposure, indent: number, hang: number): string[] {
  if (history === undefined) return [];
  const { introduced, introducedTotal, merged, mergedTotal, removed, removedTotal } = history;
  return [
    ...history.story.flatMap((sentence, index) =>
      labelled(indent, index === 0 ? 'story' : '', hang, printable(sentence)),
    ),
    ...commitLines(indent, hang, 'came', introduced, introducedTotal),
    ...commitLines(indent, hang, 'merged', merged, mergedTotal),
    ...commitLines(indent, hang, 'went', removed, removedTotal),
    ...(history.whole
      ? []
      : labelled(
          indent,
          'gaps',
          hang,
          paint('yellow', 'history is not whole: what is not found is not known'),
        )),
  ];
}

function commitLines(
  indent: number,
  hang: number,
  label: string,
  commits: readonly HistoryCommit[],
  total: number,
): string[] {
  const some = commits.slice(0, shown);
  return [
    ...some.flatMap((one, index) =>
      labelled(indent, index === 0 ? label : '', hang, commitText(one)),
    ),
    ...(total > some.length
      ? labelled(
          indent,
          '',
          hang,
          paint('dim', `and ${plural(total - some.length, 'more commit')} (--json)`),
        )
      : []),
  ];
}

/** Both clocks, the committer's first, who it claims to be by, on which refs, and its subject. */
function commitText(one: HistoryCommit): string {
  const {
    author,
    authoredAt,
    behindGap,
    by,
    commit,
    committedAt,
    inWindow,
    refs,
    refsTotal,
    subject,
  } = one;
  const written = authoredAt === committedAt ? '' : ` (written ${minute(authoredAt)})`;
  const kind = { person: '', bot: 'bot, ', scheduled: 'scheduled, ' }[by];
  const [ref] = refs;
  const more = refsTotal > 1 ? ` +${refsTotal - 1}` : '';
  const on = ref === undefined ? 'on no ref' : `on ${printable(ref.name)}${more}`;
  const window = inWindow ? paint('red', ', in the window') : '';
  const gap = behindGap === true ? ', or earlier: what came before is missing' : '';
  const claims = `${kind}claims ${printable(author.name === '' ? 'nobody' : author.name)}`;
  return `${minute(committedAt)}${written} ${commit.slice(0, digits)} ${claims}, ${on}${window}${gap}: ${printable(subject)}`;
}

function minute(time: string | null): string {
  return time === null ? 'time not stated' : `${time.slice(0, 16).replace('T', ' ')}Z`;
}
