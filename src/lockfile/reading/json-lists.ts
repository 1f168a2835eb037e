import type { MemberScan } from './json-members.ts';
import type { JsonTape } from './json-tape.ts';

/** Whether a node, which may not be there (-1), is a text that says something, without escapes. */
export function isPlainText(tape: JsonTape, node: number): boolean {
  return (
    node !== -1 && tape.isString(node) && !tape.hasEscape(node) && tape.start(node) < tape.end(node)
  );
}

/** Whether a node is a list that holds nothing. */
export function isEmptyList(tape: JsonTape, node: number): boolean {
  return tape.isArray(node) && tape.first(node) === tape.last(node);
}

/** Whether a node is a list of objects, in none of which a key stands twice. */
export function areWhole(tape: JsonTape, list: number, members: MemberScan): boolean {
  if (!tape.isArray(list)) return false;
  for (let item = tape.first(list); item < tape.last(list); item = tape.behind(item))
    if (!tape.isObject(item) || !members.look(item)) return false;
  return true;
}
