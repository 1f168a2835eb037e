import { createHash } from 'node:crypto';
import { FirebreakError } from '../errors.ts';
import { ListBuilder } from './builder.ts';
import { foreignKind } from './foreign.ts';
import { listFormats } from './formats/index.ts';
import type { ListReading } from './reading.ts';
import { decodeList } from './text.ts';

/** A list file as the caller has read it. */
export interface ListFile {
  /** What the list is called in the incident and in messages (see listNames). */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * Reads a list, whatever its format, and gives the account of its entries. Throws LIST_EMPTY for a file
 * without entries, LIST_UNUSABLE for one too large, binary, of a foreign kind or with no usable entry.
 */
export function importList(file: ListFile): ListReading {
  const { name } = file;
  const list = decodeList(name, file.bytes);
  const foreign = foreignKind(list);
  if (foreign !== null)
    throw new FirebreakError(
      'LIST_UNUSABLE',
      `${name} is ${foreign}, not a list of compromised packages`,
      acceptedFormats(),
    );
  const into = new ListBuilder();
  const best = listFormats
    .map((format) => ({ format, score: format.recognises(list) }))
    .reduce((winner, each) => (each.score > winner.score ? each : winner));
  const format = best.format.read(list, into);
  const facts = into.finish();
  if (facts.entries.total === 0) {
    throw new FirebreakError(
      'LIST_EMPTY',
      `${name} holds no entries`,
      'Look whether the download is complete; a list names at least one package or indicator.',
    );
  }
  const { indicators, pairs, ranges, references } = facts;
  if (pairs.length + ranges.length + references.length + indicators.length === 0) {
    const rows = [...facts.notUnderstood, ...facts.neverMatches]
      .slice(0, 3)
      .map(({ line, reason }) => `${line === null ? '' : `line ${line}: `}${reason}`);
    throw new FirebreakError(
      'LIST_UNUSABLE',
      `${name} has no usable entry (read as ${format}): ${rows.join('; ')}`,
      acceptedFormats(),
    );
  }
  const digest = `sha256:${createHash('sha256').update(file.bytes).digest('hex')}`;
  return { name, format, digest, ...facts };
}

/** A sentence that lists the formats we read, for the hint of a refusal. */
export function acceptedFormats(): string {
  return `Lists are read as: ${listFormats.map((format) => format.looksLike).join('; ')}.`;
}

/**
 * Names for lists given by path: the base name, with as many directories in front as tell two lists apart.
 * In the order of the paths.
 */
export function listNames(paths: readonly string[]): string[] {
  const parts = paths.map((path) =>
    path.split(/[\\/]+/).filter((part) => part !== '' && part !== '.'),
  );
  return parts.map((own, index) => {
    const others = parts.filter(
      (other, place) => place !== index && other.join('/') !== own.join('/'),
    );
    let depth = 1;
    while (
      depth < own.length &&
      others.some((other) => other.slice(-depth).join('/') === own.slice(-depth).join('/'))
    )
      depth += 1;
    return own.slice(-depth).join('/') || 'list';
  });
}
