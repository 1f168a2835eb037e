import type { ListFormat } from '../types.ts';
import { isOsvRecord, readOsvRecord } from './record.ts';

/** OSV records: one, or an array of them. One a line is read by `jsonl`. */
export const osv: ListFormat = {
  id: 'osv',
  looksLike: 'OSV JSON, one record or an array of records',
  recognises(list) {
    if (!/^\s*[[{]/.test(list.text.slice(0, 1000)) || !list.text.includes('"id"')) return 0;
    const parsed = list.json();
    if (!parsed.ok) return 0;
    const first = parsed.root.type === 'array' ? parsed.root.items[0] : parsed.root;
    return first !== undefined && isOsvRecord(first) ? 95 : 0;
  },
  read(list, into) {
    const parsed = list.json();
    if (!parsed.ok) {
      into.notUnderstood(parsed.line, '', `not valid JSON: ${parsed.reason}`);
      return 'osv';
    }
    const records = parsed.root.type === 'array' ? parsed.root.items : [parsed.root];
    for (const record of records) {
      if (isOsvRecord(record)) readOsvRecord(record, list.text, into);
      else
        into.notUnderstood(
          record.line,
          list.text.slice(record.start, Math.min(record.end, record.start + 200)),
          'not an OSV record',
        );
    }
    return 'osv';
  },
};
