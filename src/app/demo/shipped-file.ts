import { readFile } from 'node:fs/promises';
import { load } from 'js-yaml';
import { z } from 'zod';
import { FirebreakError } from '../../errors.ts';

/** Reads a YAML file that firebreak ships. Throws BUG where it is missing or of another shape: it is ours. */
export async function readShipped<T extends z.ZodType>(
  path: string,
  shape: T,
): Promise<z.infer<T>> {
  try {
    return shape.parse(load(await readFile(path, 'utf8')));
  } catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    throw new FirebreakError(
      'BUG',
      `${path} cannot be used: ${reason}`,
      'Report this as a bug of firebreak.',
      error,
    );
  }
}
