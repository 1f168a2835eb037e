import { parseJson, walkKeys } from '../reading/json.ts';
import { reportRepeated } from '../reading/json-walk.ts';
import { Problems } from '../reading/problems.ts';
import { isRecord } from '../reading/value.ts';
import { hasProjects } from './shape.ts';

/** The document that ends a file and is written as JSON, with commas behind last members. */
export interface JsonLike {
  readonly document: Record<string, unknown>;
  /** What stands in front of it: nothing, or the environment's document. */
  readonly front: string;
  lineOf(): (key: string) => number;
}

/**
 * Reads a document of version 13, which is JSON but for commas behind last members and is the last of its file. Null where
 * it is not written so: then it is YAML. At a fault it holds what stood in front of it.
 */
export function readJsonLike(text: string, problems: Problems): JsonLike | null {
  const start = startOf(text);
  if (start === -1) return null;
  // Lines and columns stay what they are in the file.
  const blank = text.slice(0, start).replaceAll(/[^\n]/g, ' ');
  const json = blank + withoutLastCommas(text.slice(start));
  const found = new Problems();
  const document = parseJson(json, found);
  if (!isRecord(document) || !hasProjects(document)) return null;
  reportRepeated(json, 'any', () => 'any', found);
  for (const { code, line, message } of found.all()) problems.add(code, message, line);
  const front = start === 0 ? '' : text.slice(0, text.lastIndexOf('\n', start - 2) + 1);
  return { document, front, lineOf: () => linesOf(json) };
}

function startOf(text: string): number {
  if (text.startsWith('{')) return 0;
  const marker = /\n---\r?\n(?=\{)/.exec(text);
  return marker === null ? -1 : marker.index + marker[0].length;
}

/** The text with a space for every comma in front of a closing bracket. */
function withoutLastCommas(text: string): string {
  const parts: string[] = [];
  let from = 0;
  let comma = -1;
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charCodeAt(at);
    if (inString) {
      if (sign === 0x5c) at += 1;
      else if (sign === 0x22) inString = false;
    } else if (sign === 0x2c) comma = at;
    else if (sign > 0x20) {
      if (comma !== -1 && (sign === 0x7d || sign === 0x5d)) {
        parts.push(text.slice(from, comma), ' ');
        from = comma + 1;
      }
      comma = -1;
      inString = sign === 0x22;
    }
  }
  return parts.join('') + text.slice(from);
}

function linesOf(json: string): (key: string) => number {
  const lineOf = new Map<string, number>();
  walkKeys<'file' | 'packages'>(json, 'file', (role, key, line) => {
    if (role === 'packages') lineOf.set(key, line);
    return role === 'file' && key === 'packages' ? 'packages' : null;
  });
  return (key) => lineOf.get(key) ?? 0;
}
