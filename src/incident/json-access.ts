import type { JsonNode } from './json.ts';

/** A key or heading in lower-case letters and digits alone, as lists spell the same one in many ways. */
export function foldKey(key: string): string {
  return key.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
}

/** The value of an exactly spelt member; the last one where it is repeated, as JSON.parse has it. */
export function member(node: JsonNode | null | undefined, key: string): JsonNode | null {
  if (node?.type !== 'object') return null;
  return node.members.findLast((each) => each.key === key)?.value ?? null;
}

/** The text of a string that is not blank, else null. */
export function stringOf(node: JsonNode | null | undefined): string | null {
  return node?.type === 'string' && node.text.trim() !== '' ? node.text.trim() : null;
}

/** The items of an array; none for anything else. */
export function itemsOf(node: JsonNode | null | undefined): readonly JsonNode[] {
  return node?.type === 'array' ? node.items : [];
}

/** The strings of an array, or those a string separates by commas: the names of vendors. */
export function namesOf(node: JsonNode | null | undefined): string[] {
  const texts =
    node?.type === 'array' ? node.items.map(stringOf) : (stringOf(node)?.split(/[,;|]/) ?? []);
  return texts.map((text) => text?.trim() ?? '').filter((text) => text !== '');
}
