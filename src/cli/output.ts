import { dirname } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { FirebreakError } from '../errors.ts';
import { resolveLinks, statusOf, writeFileAtomically } from '../host/files.ts';

const hint = 'Name a file in a directory that can be written to, or leave --output out.';

/**
 * The file that `--output` stands for, links followed. Throws ARGUMENT_INVALID where it cannot be one: a result takes
 * the place of what is there, and a directory or a device must not be replaced.
 */
export async function outputFile(output: string): Promise<string> {
  if (output === '') throw new FirebreakError('ARGUMENT_INVALID', '--output names no file', hint);
  const path = (await resolveLinks(output)) ?? output;
  const status = await statusOf(path);
  if (status === null && !(await statusOf(await realDirectory(path)))?.isDirectory())
    throw new FirebreakError(
      'ARGUMENT_INVALID',
      `--output ${output}: there is no directory ${dirname(path)}`,
      hint,
    );
  if (status === null || status.isFile()) return path;
  const what = status.isDirectory() ? 'a directory' : 'not a regular file';
  throw new FirebreakError('ARGUMENT_INVALID', `--output ${output} is ${what}`, hint);
}

async function realDirectory(path: string): Promise<string> {
  return (await resolveLinks(dirname(path))) ?? dirname(path);
}

/** Writes a result where `--output` says; colours do not belong in a file. Throws FILE_UNWRITABLE. */
export async function writeOutput(path: string, text: string): Promise<void> {
  try {
    await writeFileAtomically(path, stripVTControlCharacters(text));
  } catch (error) {
    if (!(error instanceof FirebreakError)) throw error;
    throw new FirebreakError(error.code, error.message, hint, error.cause);
  }
}
