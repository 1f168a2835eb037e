/**
 * Characters that a terminal obeys, or that change how their neighbours look without showing themselves: controls,
 * marks that reverse text, everything Unicode lets a program draw as nothing, line separators, halves of a pair.
 */
export const hidden = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/**
 * Text that came from outside, made safe for a terminal: what it would obey or hide is shown as an escape.
 * Line breaks are too, so that a name cannot forge a line of ours.
 */
export function printable(text: string): string {
  return text.replace(hidden, escaped);
}

/** Characters as the escapes that JSON has for them, one for each UTF-16 unit. */
export function escaped(text: string): string {
  return Array.from(
    { length: text.length },
    (_, index) => `\\u${text.charCodeAt(index).toString(16).padStart(4, '0')}`,
  ).join('');
}
