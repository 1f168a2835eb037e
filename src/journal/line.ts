import { hash } from 'node:crypto';
import type { z } from 'zod';
import { FirebreakError } from '../errors.ts';
import { type EvidenceRef, JournalRecord } from './record.ts';
import { Data } from './vocabulary.ts';

/** Levels of arrays and objects that a line may nest. */
export const maxDepth = 64;

/** Bytes of the longest line. */
export const maxLineBytes = 64 * 1024 * 1024;

/** `prev` of record 0. */
export const noLine = '0'.repeat(64);

/** What reading one line gave: the record, or why it is none that we have written. */
export type LineRead = { readonly record: JournalRecord } | { readonly problem: string };

/** The one spelling of a record: fields in a fixed order, no blanks, a line end. */
export function lineOf(record: JournalRecord): Uint8Array {
  return Buffer.from(`${JSON.stringify(ordered(record))}\n`);
}

/**
 * A record's line, and the record as reading it gives it. What was taken out of an event may have been what made it one,
 * so that such a record is checked once more; any other was when its event was. Throws BUG for one that could not be read
 * again.
 */
export function writtenAs(record: JournalRecord): { line: Uint8Array; record: JournalRecord } {
  const line = lineOf(record);
  if (record.redacted.length === 0 && line.length <= maxLineBytes)
    return { line, record: JSON.parse(Buffer.from(line).toString('utf8')) as JournalRecord };
  const read = readLine(line);
  if ('record' in read) return { line, record: read.record };
  throw new FirebreakError(
    'BUG',
    `an event ${record.type} cannot be recorded: ${read.problem}`,
    'This is a fault of firebreak. Nothing was written; report it.',
  );
}

/** SHA-256 in hex. Of a line, with its line end: what the next record's `prev` says. */
export function digestOf(bytes: Uint8Array): string {
  return hash('sha256', bytes, 'hex');
}

/**
 * Reads a line, its line end included. One that says the same with other bytes (a blank, another escape, another order
 * of fields) is refused as well.
 */
export function readLine(line: Uint8Array): LineRead {
  if (line.length > maxLineBytes) return { problem: `longer than ${maxLineBytes} bytes` };
  let raw: unknown;
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(line);
    if (depthOfText(text) > maxDepth) return { problem: `nested deeper than ${maxDepth} levels` };
    raw = JSON.parse(text);
  } catch {
    return { problem: 'not JSON in UTF-8' };
  }
  const checked = JournalRecord.safeParse(raw);
  if (!checked.success) return { problem: shapeProblem(checked.error, '') };
  // As it was read: the check drops a member called `__proto__`, which the line holds.
  const record = raw as JournalRecord;
  const data = Data[record.type].safeParse(record.data);
  if (!data.success) return { problem: shapeProblem(data.error, 'data.') };
  if (new Date(record.at).toISOString() !== record.at) return { problem: '"at" has another form' };
  return Buffer.compare(lineOf(record), line) === 0
    ? { record }
    : { problem: 'not written as firebreak writes a record' };
}

/** The first thing that a check of a shape found, in one line. */
export function shapeProblem(error: z.ZodError, before: string): string {
  const [issue] = error.issues;
  const place = `${before}${issue?.path.join('.') ?? ''}`.replace(/\.$/, '');
  return `${place === '' ? 'the record' : place}: ${issue?.message ?? 'has another shape'}`;
}

/** How deep plain data nests: 0 for a text or a number. Counts no further than to `limit` + 1. */
export function depthOf(value: unknown, limit: number): number {
  let level: unknown[] = [value];
  for (let depth = 0; depth <= limit; depth += 1) {
    const nested = level.filter((one) => typeof one === 'object' && one !== null);
    if (nested.length === 0) return depth;
    level = nested.flatMap((one) => Object.values(one));
  }
  return limit + 1;
}

function depthOfText(text: string): number {
  // Nearly every line has too few brackets to be counted.
  const brackets = text.split('[').length + text.split('{').length - 2;
  if (brackets <= maxDepth) return brackets;
  let deepest = 0;
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (quoted) {
      if (unit === 0x5c) at += 1;
      else if (unit === 0x22) quoted = false;
    } else if (unit === 0x22) quoted = true;
    else if (unit === 0x7b || unit === 0x5b) deepest = Math.max(deepest, (depth += 1));
    else if (unit === 0x7d || unit === 0x5d) depth -= 1;
  }
  return deepest;
}

function ordered(record: JournalRecord): JournalRecord {
  const { v, run, seq, epoch, prev, at } = record;
  const { actor, attempt, cause, data, evidence, key, redacted, step, target, type } = record;
  return {
    v,
    run,
    seq,
    epoch,
    prev,
    at,
    type,
    step,
    target,
    attempt,
    key,
    cause,
    actor: { kind: actor.kind, id: actor.id, auth: actor.auth, host: actor.host },
    data,
    evidence: evidence.map(orderedEvidence),
    redacted,
  };
}

function orderedEvidence({ media, name, sha256, size }: EvidenceRef): EvidenceRef {
  return { sha256, size, name, media };
}
