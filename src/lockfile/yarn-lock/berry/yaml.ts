import { FAILSAFE_SCHEMA, load } from 'js-yaml';
import { readBlockYaml } from '../../reading/block-yaml.ts';
import { quoted, type Problems } from '../../reading/problems.ts';
import { isRecord } from '../../reading/value.ts';

/** One key at the margin of the file, with its value; every scalar is a text. */
export type Member = readonly [key: string, value: unknown];

/** A file may be broken a million times over, and finding out in what way takes long. */
const mostFailures = 100;

/**
 * The members of a yarn.lock in YAML, as yarn reads it (syml.ts: js-yaml with all scalars as texts). Where the whole is no
 * YAML, each member is read by itself, those that cannot be are problems, and one that stands there twice is given
 * twice.
 */
export function readMembers(text: string, problems: Problems): readonly Member[] {
  const whole = readYaml(text);
  if (whole.reason === null && isRecord(whole.value)) return Object.entries(whole.value);
  const members: Member[] = [];
  const lines = new Map<string, number>();
  let failures = 0;
  for (const { line, source } of partsOf(text)) {
    const part = failures > mostFailures ? readPlain(source) : readYaml(source);
    const isMember = part.reason === null && isRecord(part.value);
    if (!isMember) {
      failures += 1;
      const reason = part.reason ?? 'not a key with a value';
      problems.add(
        'SYNTAX',
        `not YAML that is read here, ${reason}: ${quoted(firstOf(source))}`,
        line,
      );
      continue;
    }
    for (const [key, value] of Object.entries(part.value)) {
      const before = lines.get(key);
      if (before !== undefined) {
        const twice = `${quoted(key)} stands on line ${before} too: both are read`;
        problems.add('SYNTAX', twice, line);
      }
      lines.set(key, line);
      members.push([key, value]);
    }
  }
  if (problems.all().length === 0) problems.add('SYNTAX', whole.reason ?? 'not a lockfile of yarn');
  return members;
}

/** A value, or why there is none. */
export type ReadYaml =
  | { readonly value: unknown; readonly reason: null }
  | { readonly reason: string };

/**
 * Reads one YAML document, all scalars as texts. Aliases are refused: yarn writes none, and a few make a file that never
 * ends.
 */
export function readYaml(source: string): ReadYaml {
  const plain = readPlain(source);
  if (plain.reason === null) return plain;
  try {
    const options = { schema: FAILSAFE_SCHEMA, maxAliases: 0, maxDepth: 32 };
    return { value: load(source, options), reason: null };
  } catch (error) {
    const [reason = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    return { reason };
  }
}

/** As yarn writes it. */
function readPlain(source: string): ReadYaml {
  const plain = readBlockYaml(source, null);
  return plain !== null && plain.documents.length === 1
    ? { value: plain.documents[0], reason: null }
    : { reason: 'not as yarn writes it' };
}

interface Part {
  /** 1-based. */
  readonly line: number;
  readonly source: string;
}

/** The text parted in front of every line that begins at the margin, comments left out. */
function partsOf(text: string): Part[] {
  const parts: { line: number; start: number }[] = [];
  let line = 1;
  for (let at = 0; at < text.length; line += 1) {
    if (beginsPart(text.charCodeAt(at), text.startsWith(':', at))) parts.push({ line, start: at });
    const next = text.indexOf('\n', at);
    at = next === -1 ? text.length : next + 1;
  }
  return parts.map((part, index) => ({
    line: part.line,
    source: text.slice(part.start, parts[index + 1]?.start),
  }));
}

/** A long key ends with a colon on a line of its own (syml.ts). */
function beginsPart(sign: number, isColon: boolean): boolean {
  return sign !== 0x20 && sign !== 0x0a && sign !== 0x0d && sign !== 0x23 && !isColon;
}

function firstOf(source: string): string {
  const end = source.indexOf('\n');
  return source.slice(0, end === -1 ? source.length : end).trim();
}

/** 1-based line of every key at the margin, the first where it stands there twice. */
export function linesOfKeys(text: string): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  for (const { line, source } of partsOf(text)) {
    const key = keyOf(firstOf(source));
    if (!lines.has(key)) lines.set(key, line);
  }
  return lines;
}

/** The key of a line at the margin: bare or quoted, with a colon behind it, or alone behind a question mark. */
function keyOf(line: string): string {
  const written = line.replace(/^\? /, '').replace(/:$/, '');
  if (!written.startsWith('"')) return written;
  try {
    return String(JSON.parse(written));
  } catch {
    return written;
  }
}
