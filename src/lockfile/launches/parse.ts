import type { ParseContext, Parsed } from '../reading/format.ts';

/** What a file that starts installs asks for. */
export function parseBytes(_bytes: Uint8Array, _context: ParseContext): Parsed {
  return { formatVersion: '', documents: [] };
}
