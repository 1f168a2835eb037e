import type { ExposureDelta } from '../exposure/answers.ts';
import type { Exposure } from '../exposure/schema.ts';
import { plural, table, wrapped } from './layout.ts';
import { printable } from './printable.ts';
import { paint, verdictWord } from './style.ts';

/** What changed between two scans. */
export function deltaText(delta: ExposureDelta): string {
  const { appeared, from, gone, incident, listChanged, remaining, to, unconfirmed, verdict } =
    delta;
  const isUnseen = ({ target }: Exposure): boolean => delta.newlyLookedAt.includes(target);
  const unseen = appeared.filter(isUnseen);
  const known = appeared.filter((exposure) => !isUnseen(exposure));
  const lines = [
    ...wrapped(
      0,
      `${paint('bold', printable(incident))}  scan ${from}: ${verdictWord(verdict.before)}, scan ${to}: ${verdictWord(verdict.after)}`,
    ),
    ...(listChanged
      ? wrapped(
          0,
          'The list changed in between: what appeared may have been there before, and was not looked for.',
        )
      : []),
    '',
    ...section('appeared', known),
    ...(unseen.length === 0 ? [] : section(`in targets that scan ${from} did not look at`, unseen)),
    ...section('gone', gone),
    `${plural(remaining.length, 'exposure')} in both`,
    ...(delta.complete
      ? []
      : wrapped(
          0,
          paint(
            'yellow',
            `Scan ${to} could not read everything: \`firebreak exposure coverage\` names what.`,
          ),
        )),
    ...((delta.toldApart ?? []).length === 0
      ? []
      : wrapped(
          0,
          paint(
            'yellow',
            `Not gone but told apart by scan ${to}: ${plural(delta.toldApart?.length ?? 0, 'exposure')}, which \`firebreak exposure show --details\` lists.`,
          ),
        )),
    ...((delta.pastNotSeen ?? []).length === 0
      ? []
      : wrapped(
          0,
          paint(
            'yellow',
            `Of the past, and not in scan ${to}, which read less of it: ${plural(delta.pastNotSeen?.length ?? 0, 'exposure')} that scan ${from} found.`,
          ),
        )),
    ...unconfirmedLines(
      `scan ${to} did not read all of`,
      unconfirmed.filter((target) => !delta.notLookedAt.includes(target)),
    ),
    ...unconfirmedLines(`scan ${to} did not look at`, delta.notLookedAt),
  ];
  return `${lines.join('\n')}\n`;
}

function unconfirmedLines(why: string, targets: readonly string[]): string[] {
  if (targets.length === 0) return [];
  const names = targets.map(printable).join(', ');
  return wrapped(0, paint('yellow', `Not confirmed to be gone, because ${why}: ${names}`));
}

function section(title: string, exposures: readonly Exposure[]): string[] {
  if (exposures.length === 0) return [`nothing ${title}`];
  const rows = exposures.map(({ package: one, place, target, window }) => [
    printable(target),
    printable(`${one.name} ${one.version}`),
    window.live,
    printable(place.path),
  ]);
  return [paint('bold', `${plural(exposures.length, 'exposure')} ${title}`), ...table(2, rows), ''];
}
