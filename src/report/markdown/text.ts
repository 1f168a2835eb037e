import { moment } from '../moment.ts';

const longest = 400;

/** What a reader's screen obeys or hides, and the two characters that end a code span or a table's cell. */
const unsafe = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}`|]/gu;

/**
 * Text that came from outside, as a code span: there Markdown knows no link, mention, image, HTML or heading. What could
 * end the span or the cell around it is written as an escape, line breaks as a space. At most 400 characters are shown.
 */
export function code(text: string): string {
  const flat = text.replaceAll(/[\r\n\u2028\u2029]+/gu, ' ');
  const safe = shortened(flat).replace(unsafe, escaped);
  return safe.trim() === '' ? '-' : `\`${safe}\``;
}

/** Several, one after the other, at most `most` of them. */
export function codes(texts: readonly string[], most = 8): string {
  if (texts.length === 0) return '-';
  const more = texts.length > most ? ` and ${texts.length - most} more` : '';
  return `${texts.slice(0, most).map(code).join(', ')}${more}`;
}

/** Text of the runbook in running words: what Markdown would obey is escaped. It must not begin a line. */
export function prose(text: string): string {
  return shortened(text.replaceAll(/\s+/gu, ' ').trim())
    .replace(unsafe, (found) => (found === '`' || found === '|' ? found : escaped(found)))
    .replaceAll(/[\\`*_[\]<>&|~#!$@]/g, String.raw`\$&`)
    .replaceAll('://', String.raw`\://`)
    .replaceAll(/\bwww\./gi, (found) => found.replace('.', String.raw`\.`));
}

function shortened(text: string): string {
  const points = Array.from(text);
  return points.length <= longest
    ? text
    : `${points.slice(0, longest).join('')}… (${points.length} characters)`;
}

function escaped(text: string): string {
  return Array.from(
    { length: text.length },
    (_, index) => `\\u${text.charCodeAt(index).toString(16).padStart(4, '0')}`,
  ).join('');
}

/** A record's number, as every line carries it. */
export function record(seq: number | null): string {
  return seq === null ? '-' : `#${seq}`;
}

/** A moment, where there is one. */
export function time(at: string | null): string {
  return at === null ? '-' : moment(at);
}

/** Milliseconds in words, never rounded up: `1 d 02 h 03 min 04 s`, below a minute `4.005 s`. */
export function duration(ms: number): string {
  if (ms < 60_000) return `${(ms / 1000).toFixed(3)} s`;
  const seconds = Math.floor(ms / 1000);
  const parts = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor(seconds / 3600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [seconds % 60, 's'],
  ] as const;
  const from = parts.findIndex(([value]) => value > 0);
  return parts
    .slice(from)
    .map(([value, unit], index) => `${index === 0 ? value : `${value}`.padStart(2, '0')} ${unit}`)
    .join(' ');
}

/** A count with its noun. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
