import type { LineTape, ScannedLine } from '../../reading/line-tape.ts';
import { spells } from '../scan-words.ts';

/** How many of the fields are scalars; they come first. */
export const scalars = 6;

/** Which of the fields holds what an entry asks for. */
export const needs = 6;

/** What an entry may hold, as yarn writes it. What it does not know is left to a closer look. */
const fields: readonly Uint8Array[] = [
  'version',
  'resolution',
  'linkType',
  'languageName',
  'checksum',
  'conditions',
  'dependencies',
  'dependenciesMeta',
  'peerDependencies',
  'peerDependenciesMeta',
  'bin',
].map((field) => new TextEncoder().encode(field));

/** Which of the fields the key of a line is; -1 for none. */
export function fieldOf({ bytes }: LineTape, { key, keyEnd }: ScannedLine): number {
  const letter = bytes[key];
  const length = keyEnd - key;
  for (let field = 0; field < fields.length; field += 1) {
    const name = fields[field] as Uint8Array;
    if (name[0] === letter && name.length === length && spells(bytes, key, name)) return field;
  }
  return -1;
}
