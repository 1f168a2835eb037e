import type { ListBuilder } from './builder.ts';
import { kindOf, kindOfValue } from './indicator.ts';
import { foldKey, itemsOf, stringOf } from './json-access.ts';
import type { JsonNode, JsonObject } from './json.ts';
import { takeTyped } from './typed.ts';

/** Levels of keys that are followed; no list that people wrote goes deeper. */
const MAX_DEPTH = 50;

/** Keys under which lists keep indicators, folded. */
const blockKeys: ReadonlySet<string> = new Set([
  'indicators',
  'indicatorsofcompromise',
  'ioc',
  'iocs',
]);

/** Whether a key opens a block of indicators. */
export function isIndicatorBlock(key: string): boolean {
  return blockKeys.has(foldKey(key));
}

/**
 * Takes every leaf of a block as one indicator: each string, number or flag in it, and `{type, value}`
 * objects as one
 * (a package, where the type says so). The keys on the way to a leaf tell its kind and become its context.
 */
export function readIndicatorBlock(root: JsonNode, source: string, into: ListBuilder): void {
  const work: { node: JsonNode; keys: readonly string[] }[] = [{ node: root, keys: [] }];
  for (let next = work.pop(); next !== undefined; next = work.pop()) {
    const { node, keys } = next;
    if (node.type === 'array') {
      for (const item of itemsOf(node).toReversed()) work.push({ node: item, keys });
    } else if (node.type === 'object') {
      if (readTypedObject(node, keys, source, into)) continue;
      if (keys.length >= MAX_DEPTH) {
        into.notUnderstood(
          node.line,
          keys.slice(0, 5).join(' / '),
          `nested deeper than ${MAX_DEPTH} levels`,
        );
        continue;
      }
      for (const each of node.members.toReversed())
        work.push({ node: each.value, keys: [...keys, each.key] });
    } else if (node.type !== 'null') readLeaf(node.text, keys, node.line, into);
  }
}

/** Texts in a block with the keys on the way to them, the outermost first; nothing deeper than is read. */
export function leavesOf(root: JsonNode): { text: string; keys: readonly string[] }[] {
  const leaves: { text: string; keys: readonly string[] }[] = [];
  const work: { node: JsonNode; keys: readonly string[] }[] = [{ node: root, keys: [] }];
  for (let next = work.pop(); next !== undefined; next = work.pop()) {
    const { node, keys } = next;
    if (node.type === 'array') {
      for (const item of node.items) work.push({ node: item, keys });
    } else if (node.type === 'object') {
      if (keys.length >= MAX_DEPTH) continue;
      for (const each of node.members) work.push({ node: each.value, keys: [...keys, each.key] });
    } else if (node.type === 'string') leaves.push({ text: node.text, keys });
  }
  return leaves;
}

function readLeaf(text: string, keys: readonly string[], line: number, into: ListBuilder): void {
  if (text.trim() === '')
    return into.notUnderstood(line, keys.join(' / '), 'an indicator without a value');
  const own = keys.at(-1) ?? '';
  const keyKind = kindOfValue(own);
  // `{"<sha256>": "setup_bun.js"}`: the key is the digest, the value says what bears it.
  if (keyKind !== null && /^[0-9a-f]{32,128}$/i.test(own))
    into.indicator({ kind: keyKind, value: own, context: text, line });
  else
    into.indicator({
      kind: kindOf(keys, text),
      value: text,
      context: keys.join(' / ') || null,
      line,
    });
}

/** Takes a `{type, value}` object under any of its spellings; false when the object is not one. */
export function readTypedObject(
  node: JsonObject,
  keys: readonly string[],
  source: string,
  into: ListBuilder,
): boolean {
  const find = (pattern: RegExp): string | null =>
    stringOf(node.members.find((each) => pattern.test(foldKey(each.key)))?.value);
  const value = find(/^(?:indicator|ioc|observable|value|indicatorvalue|iocvalue)$/);
  const type = find(/^(?:indicator|ioc)?(?:type|kind|category)$/);
  if (value === null || type === null) return false;
  const context = find(/^(?:context|description|comments?|details|notes?)$/);
  const text = source.slice(node.start, Math.min(node.end, node.start + 200));
  takeTyped(
    {
      labels: [...keys, type],
      value,
      context,
      version: find(/^versions?$/) ?? '',
      ecosystem: null,
      line: node.line,
      text,
    },
    into,
  );
  return true;
}
