import { Problems } from '../reading/problems.ts';
import { normalName } from '../reading/python-package.ts';
import { parseToml } from '../reading/toml.ts';
import { isRecord, own } from '../reading/value.ts';

/** Lists of archives: most of a file, and nothing that entries refer to. */
const late: ReadonlySet<string> = new Set(['files', 'sdist', 'wheels']);

/** A block of TOML: the one table of an array that it begins, and all other keys at its top. */
export interface TableBlock {
  readonly table: Record<string, unknown>;
  readonly others: readonly string[];
}

/**
 * What a block that begins with `[[key]]` holds. Null where it does not, holds two such tables, or is no TOML by itself:
 * what stands in front of it, and behind it, is no part of it then.
 */
export function tableBlock(block: string, key: string): TableBlock | null {
  if (!block.startsWith(`[[${key}]]\n`)) return null;
  const tree = treeOf(block);
  const tables = tree === null ? null : own(tree, key);
  if (tree === null || !Array.isArray(tables) || tables.length !== 1) return null;
  const [table] = tables as readonly unknown[];
  const others = Object.keys(tree).filter((one) => one !== key);
  return isRecord(table) ? { table, others } : null;
}

/** What a block without such a table holds; null where it has keys at its top that are not known, or is no TOML. */
export function keyBlock(block: string, known: readonly string[]): Record<string, unknown> | null {
  const tree = treeOf(block);
  return tree !== null && Object.keys(tree).every((key) => known.includes(key)) ? tree : null;
}

function treeOf(block: string): Record<string, unknown> | null {
  const problems = new Problems();
  const tree = parseToml(block, problems, late);
  return problems.all().length === 0 ? tree : null;
}

/** The key by which packages of a name are asked for and offered. */
export function packageKey(name: string): string {
  return `package ${normalName(name)}`;
}
