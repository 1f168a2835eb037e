import { parseCoordinates } from '../../coordinates.ts';
import type { CoordinatesForm } from '../../coordinates.ts';
import type { ListBuilder } from '../../builder.ts';
import { unmistakableKind } from '../../indicator.ts';
import type { ListText } from '../../text.ts';
import type { ListFormat } from '../types.ts';

const headings = /^(?:packages?|package[_ ]?names?|names?|purls?|indicators?|iocs?)$/i;

/**
 * One package a line: `name@version`, `[eco:]name:version`, a purl or a name alone, mixed as people paste
 * them; `#` and `//` begin comments. The dialect is the form all lines share.
 */
export const text: ListFormat = {
  id: 'text',
  looksLike: 'text, one name@version, [ecosystem:]name:version or purl a line, # comments',
  recognises: () => 10,
  read(list, into) {
    const forms = new Set<CoordinatesForm>();
    for (const [index, raw] of list.lines().entries()) readLine(raw, index + 1, into, forms, list);
    const [form] = forms;
    return forms.size === 1 && form !== undefined && form !== 'name' ? form : 'text';
  },
};

function readLine(
  raw: string,
  line: number,
  into: ListBuilder,
  forms: Set<CoordinatesForm>,
  list: ListText,
): void {
  const trimmed = raw.trim();
  if (trimmed === '') return into.skip('blank');
  if (/^(?:#|\/\/)/.test(trimmed)) return into.skip('comments');
  const item = bareItem(trimmed);
  if (headings.test(item) && line === firstContent(list)) return into.skip('headers');
  const kind = unmistakableKind(item);
  if (kind !== null) return into.indicator({ kind, value: item, context: null, line });
  const parsed = parseCoordinates(item);
  if (!parsed.ok) return into.notUnderstood(line, raw, parsed.reason);
  forms.add(parsed.form);
  into.package({ ...parsed, line, text: raw });
}

/** The item without a trailing comment, a bullet, quotes and the comma of a pasted array. */
function bareItem(trimmed: string): string {
  const comment = trimmed.search(/\s#/);
  return (comment === -1 ? trimmed : trimmed.slice(0, comment))
    .trim()
    .replace(/^[-*+•]\s+/, '')
    .replace(/,$/, '')
    .replace(/^(["'`])(.*)\1$/, '$2')
    .trim();
}

function firstContent(list: ListText): number {
  return list.lines().findIndex((line) => line.trim() !== '' && !/^\s*(?:#|\/\/)/.test(line)) + 1;
}
