/** A name for a command that somebody may paste into a shell; one that could do harm there, from a forged record, is `'?'`. */
export function shellWord(text: string): string {
  return /^[\w.-]+$/.test(text) && !text.startsWith('-') ? text : "'?'";
}
