import { createRequire } from 'node:module';
import type * as Parser from 'smol-toml';
import { once } from './once.ts';
import { quoted, type Problems } from './problems.ts';
import { readTomlLines, readTomlRemains } from './toml-lines.ts';
import type { TomlTable } from './toml-tables.ts';
import { isRecord } from './value.ts';

/** Arrays and tables within one another that the whole parser is let into: it recurses. */
const deepest = 128;

/**
 * Parses TOML. Arrays and inline tables under the keys of `late` may come as a `LateValue`, to be taken with `membersOf`
 * or `built`. Where the text
 * is broken, a SYNTAX problem with line and column is noted, and the tree holds every statement that can be read by
 * itself, in front of the fault and behind it. Moments are texts or dates; nothing here asks for them.
 */
export function parseToml(
  text: string,
  problems: Problems,
  late: ReadonlySet<string>,
): Record<string, unknown> {
  return readTomlLines(text, late) ?? parseWhole(text, problems);
}

/** Loaded when it is needed: almost no file comes this way, and loading it would cost every command milliseconds. */
const wholeParser = once(() => createRequire(import.meta.url)('smol-toml') as typeof Parser);

/** What the fast reader leaves: TOML out of the ordinary, or none. */
function parseWhole(text: string, problems: Problems): TomlTable {
  try {
    return wholeParser().parse(text, { maxDepth: deepest });
  } catch (error) {
    const { column, line } = placeOf(error);
    problems.add('SYNTAX', `not TOML: ${reasonOf(error)} at column ${column ?? '?'}`, line);
    return readTomlRemains(text);
  }
}

function placeOf(error: unknown): { line: number | null; column: number | null } {
  const { column, line } = isRecord(error) ? error : {};
  return {
    line: typeof line === 'number' ? line : null,
    column: typeof column === 'number' ? column : null,
  };
}

/** The parser's own words, without the excerpt of the text that it adds. */
function reasonOf(error: unknown): string {
  const [first = ''] = error instanceof Error ? error.message.split('\n') : [];
  return quoted(first.replace(/^Invalid TOML document: /, '')).slice(1, -1);
}

/** No array is left to be built later. */
export const nothingLate: ReadonlySet<string> = new Set();
