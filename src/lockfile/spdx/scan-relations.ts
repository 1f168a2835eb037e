import { hashStart, nameHash } from '../coordinate-hash.ts';
import { createMemberScan } from '../reading/json-members.ts';
import type { JsonTable } from '../reading/json-table.ts';
import { isPlainText } from '../reading/json-lists.ts';
import { type JsonTape, wordOf } from '../reading/json-tape.ts';
import { relationshipTypes } from './second.ts';
import { isUnstated, mostBare } from './scan-packages.ts';

const ofRelation = ['spdxElementId', 'relationshipType', 'relatedSpdxElement'].map(wordOf);

const document = wordOf('SPDXRef-DOCUMENT');
const describes = wordOf('DESCRIBES');

/** Hashes of the types that count; another type of the same hash is looked at as closely as these. */
const meaningful: ReadonlySet<number> = new Set([...relationshipTypes].map(nameHash));

/**
 * Whether all relationships can be read, and both ends of those are there that say what depends on what. What the document
 * describes goes into `roots`.
 */
export function scanRelations(
  tape: JsonTape,
  list: number,
  known: JsonTable,
  roots: Set<string>,
): boolean {
  const relation = createMemberScan(tape, ofRelation);
  const { found } = relation;
  /** Types and elements mostly stand in rows: the last ones, which need not be looked up again. */
  let lastType = -1;
  let isMeaningful = false;
  let lastThere = -1;
  if (!tape.isArray(list)) return false;
  for (let item = tape.first(list); item < tape.last(list); item = tape.behind(item)) {
    if (!tape.isObject(item) || !relation.look(item)) return false;
    const first = found[0] as number;
    const type = found[1] as number;
    const second = found[2] as number;
    if (!isPlainText(tape, first) || !isPlainText(tape, type) || !isPlainText(tape, second))
      return false;
    if (lastType === -1 || !tape.same(lastType, type)) {
      lastType = type;
      isMeaningful = meaningful.has(tape.hash(hashStart, type));
    }
    if (isMeaningful) {
      if (lastThere === -1 || !tape.same(lastThere, first)) {
        if (!isThere(first)) return false;
        lastThere = first;
      }
      if (!isThere(second)) return false;
    } else if (tape.spells(type, describes) && tape.spells(first, document)) {
      if (roots.size <= mostBare) roots.add(tape.text(second));
    }
  }
  return true;

  function isThere(end: number): boolean {
    return known.get(end) >= 0 || tape.spells(end, document) || isUnstated(tape, end);
  }
}
