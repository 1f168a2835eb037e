import type { ListFormat } from '../types.ts';
import { readDocument } from './walk.ts';

/**
 * JSON: an array of packages or an object that holds one; `{name, versions}` in many spellings, maps from
 * name to versions, lists under an ecosystem's name, blocks of indicators.
 */
export const json: ListFormat = {
  id: 'json',
  looksLike: 'JSON such as [{"name", "versions": []}] or {"packages": {"name": ["1.0.0"]}}',
  recognises(list) {
    if (!/^\s*[[{]/.test(list.text.slice(0, 1000))) return 0;
    if (list.json().ok) return 90;
    return /\.json$/i.test(list.name) ? 60 : 30;
  },
  read(list, into) {
    const parsed = list.json();
    if (parsed.ok) readDocument(parsed.root, list.text, into);
    else
      into.notUnderstood(
        parsed.line,
        list.lines()[parsed.line - 1] ?? '',
        `not valid JSON: ${parsed.reason}`,
      );
    return 'json';
  },
};
