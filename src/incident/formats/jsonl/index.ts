import type { ListBuilder } from '../../builder.ts';
import { readTypedObject } from '../../indicator-block.ts';
import { packageMembers, readItem } from '../../json-package.ts';
import { parseJson } from '../../json.ts';
import type { JsonNode } from '../../json.ts';
import type { ListText } from '../../text.ts';
import { readDocument } from '../json/walk.ts';
import { isOsvRecord, readOsvRecord } from '../osv/record.ts';
import type { ListFormat } from '../types.ts';

/** JSON Lines: one package or OSV record a line. */
export const jsonl: ListFormat = {
  id: 'jsonl',
  looksLike: 'JSON Lines, one {"name", "version"} or OSV record a line',
  recognises(list) {
    const [first] = firstLines(list);
    if (first === undefined || !/^\s*[{["]/.test(first) || !parseJson(first).ok) return 0;
    return list.json().ok ? 0 : 85;
  },
  read(list, into) {
    for (const [index, text] of list.lines().entries()) {
      if (text.trim() === '') {
        into.skip('blank');
        continue;
      }
      const parsed = parseJson(text, index + 1);
      if (!parsed.ok) into.notUnderstood(index + 1, text, `not valid JSON: ${parsed.reason}`);
      else if (isOsvRecord(parsed.root)) readOsvRecord(parsed.root, text, into);
      else readLine(parsed.root, text, into);
    }
    return 'jsonl';
  },
};

/** A line is an entry whatever it holds: where nothing comes of it, it is named. */
function readLine(node: JsonNode, text: string, into: ListBuilder): void {
  const before = into.total;
  if (node.type !== 'object' || packageMembers(node) !== null)
    readItem(node, { source: text, ecosystem: null }, into);
  else if (!readTypedObject(node, [], text, into)) readDocument(node, text, into);
  if (into.total === before)
    into.notUnderstood(node.line, text, 'no package and no indicator in this line');
}

/** The first lines that are not blank, two at most. */
function firstLines(list: ListText): string[] {
  return list
    .lines()
    .slice(0, 1000)
    .filter((line) => line.trim() !== '')
    .slice(0, 2);
}
