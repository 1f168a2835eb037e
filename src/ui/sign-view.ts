import type { ExposureMap, Sign } from '../exposure/schema.ts';
import { plural, wrapped } from './layout.ts';
import { printable } from './printable.ts';
import { paint } from './style.ts';

/** Signs of each strength that are shown without details. */
const shown = 5;

const words: Record<Sign['strength'], string> = {
  certain: 'certain',
  likely: 'likely',
  weak: 'weak: ordinary projects have these too, listed and not counted',
};

/** What was found of the incident's indicators besides packages, the strongest first; weak ones whole only with details. */
export function signLines({ scan, signs = [] }: ExposureMap, details: boolean): string[] {
  if (signs.length === 0) return [];
  const where =
    scan.number === null ? '--details or --json' : '`firebreak exposure show --details`';
  const lines = (['certain', 'likely', 'weak'] as const).flatMap((strength) => {
    const same = signs.filter((sign) => sign.strength === strength);
    if (same.length === 0) return [];
    const some = details ? same : same.slice(0, strength === 'weak' ? 0 : shown);
    const left = same.length - some.length;
    const colour = ({ certain: 'red', likely: 'yellow', weak: 'dim' } as const)[strength];
    return [
      ...wrapped(2, paint(colour, `${same.length.toLocaleString('en')} ${words[strength]}`)),
      ...some.flatMap(signText),
      ...(left > 0
        ? wrapped(
            4,
            paint(
              'dim',
              `${some.length > 0 ? 'and ' : ''}${plural(left, 'sign')}: ${where} lists them`,
            ),
          )
        : []),
    ];
  });
  return [paint('bold', 'Signs'), ...lines];
}

function signText({ indicator, matched, place, target, why }: Sign): string[] {
  const refs = place.refs.slice(0, 3).map(({ name }) => printable(name));
  const more = place.refs.length > 3 ? ` and ${place.refs.length - 3} more` : '';
  const on = refs.length === 0 ? '' : ` (on ${refs.join(', ')}${more})`;
  const others = place.others > 0 ? `, and ${place.others.toLocaleString('en')} more like it` : '';
  const where = place.path ?? place.commit?.slice(0, 12) ?? '';
  const command = matched.behaviour?.command ?? null;
  return [
    ...wrapped(4, `${paint('bold', printable(target))}  ${printable(where)}${on}${others}`),
    ...wrapped(6, `${indicator.kind} ${printable(indicator.value)}: ${printable(why)}`),
    ...(command === null ? [] : wrapped(6, paint('dim', `it runs ${printable(command)}`))),
  ];
}
