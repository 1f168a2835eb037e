const mark = '\u0001';

/**
 * Text as a database takes it. Strangers write names and versions: what no database keeps as it is (a NUL, half of a
 * surrogate pair) is written in the escapes of JSON behind a mark.
 */
export function storable(text: string): string {
  const isPlain = !text.includes('\0') && !text.startsWith(mark) && text.isWellFormed();
  return isPlain ? text : mark + JSON.stringify(text);
}

/** The text again, to the letter. */
export function stored(text: string): string {
  return text.startsWith(mark) ? (JSON.parse(text.slice(1)) as string) : text;
}
