import { isDeepStrictEqual } from 'node:util';
import type { Document, YAMLSeq } from 'yaml';
import { utf8 } from '../bytes.ts';
import {
  type Configuration,
  filterOf,
  filterPath,
  parseConfiguration,
  unusable,
} from './configuration.ts';
import type { DenyRule } from './rules.ts';

/**
 * Property of a rule that says whose it is: the effect's key. The filter looks at `scope`, `package`, `versions` and
 * `strategy` alone (`@verdaccio/package-filter`, config parser) and, unlike a comment, it outlives other programs.
 */
const mark = 'firebreak';

/** A rule of ours as it stands in a configuration. */
export type KeyedRule = DenyRule & { readonly firebreak: string };

const blockPath = [...filterPath, 'block'];

/**
 * A configuration with rules added at the end of the deny list: there they can neither be narrowed by what stands
 * before, nor be turned into `replace`. Everything else keeps its bytes where the list is written line by line or
 * there is no filter yet; else the file is written anew with its comments. Throws REGISTRY_CONFIG.
 */
export async function withRules(
  configuration: Configuration,
  rules: readonly DenyRule[],
  key: string,
): Promise<Uint8Array> {
  if (rules.length === 0) return configuration.bytes;
  const document = await parseConfiguration(configuration);
  const keyed = rules.map((rule): KeyedRule => ({ ...rule, [mark]: key }));
  const wanted = [...blockList(document), ...keyed];
  const text = Buffer.from(configuration.bytes).toString('utf8');
  const spliced = await splice(document, text, keyed);
  if (spliced !== null) {
    const bytes = utf8(spliced);
    if (await holds({ ...configuration, bytes }, document, wanted)) return bytes;
  }
  return await rewritten(configuration, document, wanted, async (list) => {
    for (const rule of keyed) list.add(await flowRule(document, rule));
  });
}

/** The keyed rules of a configuration whose key is one of ours, in the file's order. Throws REGISTRY_CONFIG. */
export async function keyedRules(
  configuration: Configuration,
  ours: (rule: KeyedRule) => boolean,
): Promise<readonly KeyedRule[]> {
  return blockList(await parseConfiguration(configuration)).filter(
    (rule): rule is KeyedRule => isKeyed(rule) && ours(rule),
  );
}

/** A configuration without the keyed rules that are ours. Everything else keeps its bytes where each has a line of its own. */
export async function withoutRules(
  configuration: Configuration,
  ours: (rule: KeyedRule) => boolean,
): Promise<Uint8Array> {
  const { isSeq } = await import('yaml');
  const document = await parseConfiguration(configuration);
  const all = blockList(document);
  const isOurs = (rule: unknown): boolean => isKeyed(rule) && ours(rule);
  const wanted = all.filter((rule) => !isOurs(rule));
  if (wanted.length === all.length) return configuration.bytes;
  const list = document.getIn(blockPath, true);
  if (!isSeq(list)) throw unusable(configuration.path, 'its deny list is an alias: write it out');
  const lines = Buffer.from(configuration.bytes).toString('utf8').split('\n');
  const kept = lines.filter((line) => {
    const rule = ruleOfLine(line);
    return rule === null || !isOurs(rule);
  });
  const bytes = utf8(kept.join('\n'));
  if (await holds({ ...configuration, bytes }, document, wanted)) return bytes;
  return await rewritten(configuration, document, wanted, async (found) => {
    for (let index = all.length - 1; index >= 0; index -= 1)
      if (isOurs(all[index])) found.delete(index);
  });
}

/** The deny list as plain data; empty where there is none. */
function blockList(document: Document.Parsed): readonly unknown[] {
  const filter = filterOf(document);
  const list =
    typeof filter === 'object' && filter !== null ? (filter as { block?: unknown }).block : null;
  return Array.isArray(list) ? list : [];
}

/** Whether a rule bears the key of an effect, of whichever run. */
export function isKeyed(rule: unknown): rule is KeyedRule {
  return typeof rule === 'object' && rule !== null && typeof Reflect.get(rule, mark) === 'string';
}

/** The text with our rules in it, a line each; null where nothing can be put in without touching the rest. */
async function splice(
  document: Document.Parsed,
  text: string,
  rules: readonly KeyedRule[],
): Promise<string | null> {
  const { isMap, isSeq } = await import('yaml');
  const list = document.getIn(blockPath, true);
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  if (isSeq(list) && list.flow !== true && list.range) {
    const last = list.items.at(-1) as { range?: [number, number, number] } | undefined;
    const start = text.lastIndexOf('\n', list.range[0] - 1) + 1;
    const indent = text.slice(start, list.range[0]);
    if (!/^ *$/.test(indent) || !last?.range) return null;
    const lineEnd = text.indexOf('\n', last.range[1] - 1);
    const at = lineEnd === -1 ? text.length : lineEnd + 1;
    const before = lineEnd === -1 ? `${text}${newline}` : text.slice(0, at);
    return before + ruleLines(rules, indent, newline) + text.slice(at);
  }
  if (isMap(document.contents) && document.contents.flow !== true && !document.has(filterPath[0])) {
    const ended = text === '' || text.endsWith('\n') ? text : `${text}${newline}`;
    const [filters, plugin] = filterPath;
    return `${ended}${filters}:${newline}  '${plugin}':${newline}    block:${newline}${ruleLines(rules, '      ', newline)}`;
  }
  return null;
}

function ruleLines(rules: readonly KeyedRule[], indent: string, newline: string): string {
  return rules.map((rule) => `${indent}- ${quoted(rule)}${newline}`).join('');
}

/** JSON in ASCII, which is YAML in one line whatever the names hold (YAML 1.2.2, 1.3: JSON is a subset). */
function quoted(rule: KeyedRule): string {
  return JSON.stringify(rule).replace(
    /[^\x20-\x7e]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function ruleOfLine(line: string): unknown {
  const json = /^ *- (\{".*\})\r?$/.exec(line)?.[1];
  if (json === undefined) return null;
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return null;
  }
}

async function flowRule(document: Document.Parsed, rule: KeyedRule): Promise<unknown> {
  const { isMap, visit } = await import('yaml');
  const node = document.createNode(rule, { flow: true });
  if (isMap(node))
    visit(node, {
      Scalar(_, scalar) {
        scalar.type = 'QUOTE_DOUBLE';
      },
    });
  return node;
}

/** Changes the deny list in the document and writes the whole file anew, its comments kept. */
async function rewritten(
  configuration: Configuration,
  document: Document.Parsed,
  wanted: readonly unknown[],
  change: (list: YAMLSeq) => Promise<void>,
): Promise<Uint8Array> {
  const { isAlias, isMap, isSeq } = await import('yaml');
  const before = document.clone() as Document.Parsed;
  for (let depth = 1; depth <= blockPath.length; depth += 1) {
    const path = blockPath.slice(0, depth);
    const node = document.getIn(path, true);
    if (isAlias(node))
      throw unusable(configuration.path, `${path.join('.')} is an alias: write it out`);
    const last = depth === blockPath.length;
    if (last ? isSeq(node) : isMap(node)) continue;
    document.setIn(path, document.createNode(last ? [] : {}));
  }
  await change(document.getIn(blockPath, true) as YAMLSeq);
  const bytes = utf8(document.toString({ lineWidth: 0 }));
  if (await holds({ ...configuration, bytes }, before, wanted)) return bytes;
  throw unusable(configuration.path, 'its deny list cannot be changed without changing the rest');
}

/** Whether a configuration is another in everything but its deny list, and that is as wanted. */
async function holds(
  configuration: Configuration,
  before: Document.Parsed,
  wanted: readonly unknown[],
): Promise<boolean> {
  try {
    const after = await parseConfiguration(configuration);
    return (
      isDeepStrictEqual(blockList(after), wanted) &&
      isDeepStrictEqual(withoutBlock(after), withoutBlock(before))
    );
  } catch {
    return false;
  }
}

/** All but the deny list, and without the empty mappings above it. */
function withoutBlock(document: Document.Parsed): unknown {
  const plain = document.toJS({ maxAliasCount: 100 }) as Record<string, unknown>;
  const [filters, plugin] = filterPath;
  const { [filters]: all, ...rest } = plain;
  const { [plugin]: filter, ...plugins } = (all ?? {}) as Record<string, unknown>;
  const { block: _, ...settings } = (filter ?? {}) as Record<string, unknown>;
  return { rest, plugins, settings };
}
