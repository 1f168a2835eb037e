import { stripVTControlCharacters } from 'node:util';
import { FirebreakError } from '../errors.ts';
import { writeFileAtomically } from '../host/files.ts';

/**
 * JSON for a terminal or a pipe. Controls above ASCII and bidirectional marks, which JSON leaves as they are,
 * are written as escapes: names were chosen by strangers.
 */
export function jsonText(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(
    /[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Writes a result where `--output` says; colours do not belong in a file. */
export async function writeOutput(path: string, text: string): Promise<void> {
  if (path === '')
    throw new FirebreakError('ARGUMENT_INVALID', '--output names no file', 'Give a path.');
  await writeFileAtomically(path, stripVTControlCharacters(text));
}
