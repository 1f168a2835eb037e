import { styleText } from 'node:util';
import type { Verdict } from '../exposure/schema.ts';

type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';

/** Styles text where standard output shows colour: NO_COLOR, FORCE_COLOR and pipes are minded. */
export function paint(style: Style | readonly Style[], text: string): string {
  return styleText([...(Array.isArray(style) ? style : [style])] as Style[], text, {
    stream: process.stdout,
  });
}

const verdicts: Record<Verdict, { readonly word: string; readonly styles: readonly Style[] }> = {
  exposed: { word: 'EXPOSED', styles: ['bold', 'red'] },
  'possibly-exposed': { word: 'POSSIBLY EXPOSED', styles: ['bold', 'yellow'] },
  unknown: { word: 'UNKNOWN', styles: ['bold', 'yellow'] },
  'not-exposed': { word: 'NOT EXPOSED', styles: ['bold', 'green'] },
};

/** A verdict as it heads a page. */
export function verdictWord(verdict: Verdict): string {
  const { styles, word } = verdicts[verdict];
  return paint(styles, word);
}
