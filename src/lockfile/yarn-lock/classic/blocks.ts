import type { Problems } from '../../reading/problems.ts';
import { quoted } from '../../reading/problems.ts';
import { splitLine, type Line } from './tokens.ts';

/** What one block asks for. */
export interface Need {
  readonly alias: string;
  readonly range: string;
  readonly optional: boolean;
  readonly line: number;
}

/** One block: the descriptors it answers, and what they resolved to. */
export interface Block {
  readonly descriptors: readonly string[];
  /** 1-based line of the descriptors. */
  readonly line: number;
  /** `name`, `version`, `resolved`, `integrity` and other single values. */
  readonly fields: ReadonlyMap<string, string>;
  readonly needs: readonly Need[];
}

interface OpenBlock extends Block {
  readonly fields: Map<string, string>;
  readonly needs: Need[];
}

/**
 * Reads the blocks of a yarn.lock, version 1, line by line: descriptors at the margin, values below
 * them at two spaces, dependencies at four. A line that fits nowhere is a problem and the rest is read.
 */
export function readBlocks(text: string, problems: Problems): readonly Block[] {
  const blocks: OpenBlock[] = [];
  let current: OpenBlock | undefined;
  let section = '';
  let opened = 0;
  let number = 0;
  for (let start = 0; start < text.length;) {
    const next = text.indexOf('\n', start);
    const end = next === -1 ? text.length : next;
    const raw = text.slice(start, text.charCodeAt(end - 1) === 0x0d && end > start ? end - 1 : end);
    start = end + 1;
    number += 1;
    const line = splitLine(raw);
    if (line.words.length === 0 && line.fault === null && !line.opens) continue;
    if (line.indent === 0) current = undefined;
    const fault = line.fault ?? misplaced(line, current, section);
    if (fault !== null) {
      problems.add('SYNTAX', `not a line of yarn.lock, ${fault}: ${quoted(raw.trim())}`, number);
      section = '';
      opened = 0;
      continue;
    }
    // yarn writes no empty section: what stood there is gone.
    if (opened !== 0 && line.indent < 4) noteEmpty(opened, problems);
    opened = 0;
    const [first = '', second = ''] = line.words;
    if (current === undefined) {
      current = { descriptors: line.words, line: number, fields: new Map(), needs: [] };
      blocks.push(current);
      section = '';
    } else if (line.opens) {
      section = first;
      opened = number;
    } else if (line.indent < 4) {
      current.fields.set(first, second);
      section = '';
    } else if (section === 'dependencies' || section === 'optionalDependencies') {
      const optional = section === 'optionalDependencies';
      current.needs.push({ alias: first, range: second, optional, line: number });
    }
  }
  if (opened !== 0) noteEmpty(opened, problems);
  return blocks;
}

function noteEmpty(line: number, problems: Problems): void {
  problems.add('SYNTAX', 'a section of yarn.lock without a line in it', line);
}

function misplaced(line: Line, block: Block | undefined, section: string): string | null {
  if (line.indent === 0) return line.opens ? null : 'no colon';
  if (block === undefined) return 'no block above it';
  if (line.opens) return line.words.length === 1 && line.indent < 4 ? null : 'not a section';
  if (line.words.length !== 2) return 'not a name and a value';
  return line.indent < 4 || section !== '' ? null : 'no section above it';
}
