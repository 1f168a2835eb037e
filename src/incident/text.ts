import { FirebreakError } from '../errors.ts';
import { parseJson } from './json.ts';
import type { JsonParse } from './json.ts';

/** Bytes a list may have at most: 64 MiB, ten times the largest public dump of names and versions. */
export const MAX_LIST_BYTES = 64 * 1024 * 1024;

/** A list as the importers see it: decoded once, its JSON parsed once and only when asked for. */
export interface ListText {
  readonly name: string;
  readonly text: string;
  /** Physical lines without their ends; the first is line 1. */
  lines(): readonly string[];
  json(): JsonParse;
}

/**
 * Decodes a list: UTF-8, or UTF-16 that says so by its byte order mark.
 * Throws LIST_UNUSABLE where the bytes are no text or too many.
 */
export function decodeList(name: string, bytes: Uint8Array): ListText {
  if (bytes.length > MAX_LIST_BYTES) {
    throw unusable(
      `${name} has ${bytes.length} bytes; a list may have ${MAX_LIST_BYTES}`,
      'Split the list, or keep only the rows of this incident.',
    );
  }
  const text = decodeText(bytes);
  // eslint-disable-next-line no-control-regex -- control characters are what tells binary from text
  if (/[\u0000-\u0008\u000E-\u001A\u001C-\u001F]/.test(text)) {
    throw unusable(
      `${name} is binary, not a text list`,
      'Give the list itself (unpacked), as UTF-8 or as UTF-16 with a byte order mark.',
    );
  }
  return listText(name, text);
}

/** A list whose text is known already. */
function listText(name: string, text: string): ListText {
  let lines: readonly string[] | undefined;
  let json: JsonParse | undefined;
  return {
    name,
    text,
    lines: () => (lines ??= text.replace(/\r?\n$|\r$/, '').split(/\r\n|\n|\r/)),
    json: () => (json ??= parseJson(text)),
  };
}

/** The text of bytes: UTF-8, or UTF-16 that says so by its byte order mark, which is taken off. */
export function decodeText(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  return new TextDecoder('utf-8').decode(bytes);
}

function unusable(message: string, hint: string): FirebreakError {
  return new FirebreakError('LIST_UNUSABLE', message, hint);
}
