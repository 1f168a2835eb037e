import { FAILSAFE_SCHEMA, load } from 'js-yaml';
import { Problems } from '../../../lockfile/reading/problems.ts';
import { decodeText } from '../../../lockfile/reading/text.ts';
import { nothingLate, parseToml } from '../../../lockfile/reading/toml.ts';
import { isRecord, own } from '../../../lockfile/reading/value.ts';

/** Settings are written by hand; parsers recurse on what is longer and nested deeper. */
const longest = 256 * 1024;

/** The text of a settings file; null where it is none, or too long to be one. */
export function settingsText(bytes: Uint8Array): string | null {
  return bytes.length > longest ? null : decodeText(bytes, new Problems());
}

/** A settings file in YAML as an object, all scalars as texts; null where it is no such file. */
export function yamlSettings(bytes: Uint8Array): Record<string, unknown> | null {
  const text = settingsText(bytes);
  return text === null ? null : objectOf(() => load(text, { schema: FAILSAFE_SCHEMA }));
}

/** A settings file in TOML as an object; null where it is no such file. */
export function tomlSettings(bytes: Uint8Array): Record<string, unknown> | null {
  const text = settingsText(bytes);
  return text === null ? null : objectOf(() => parseToml(text, new Problems(), nothingLate));
}

/** A settings file in JSON as an object; null where it is no such file. */
export function jsonSettings(bytes: Uint8Array): Record<string, unknown> | null {
  const text = settingsText(bytes);
  return text === null ? null : objectOf(() => JSON.parse(text));
}

/** An object within another, by the keys that lead to it; null where there is none. */
export function tableAt(
  table: Record<string, unknown> | null,
  ...keys: readonly string[]
): Record<string, unknown> | null {
  let at: unknown = table;
  for (const key of keys) at = isRecord(at) ? own(at, key) : undefined;
  return isRecord(at) ? at : null;
}

/** The texts of a list; a text alone is a list of one. */
export function textsOf(value: unknown): string[] {
  const list = Array.isArray(value) ? value : [value];
  return list.filter((one) => typeof one === 'string');
}

function objectOf(parse: () => unknown): Record<string, unknown> | null {
  try {
    const value = parse();
    return isRecord(value) ? value : null;
  } catch {
    return null;
  }
}
