import { scanNumber, scanString } from './json-scalar.ts';

/** Values one document may hold at most; a list of 100,000 OSV records has fewer. */
export const MAX_JSON_VALUES = 5_000_000;

/**
 * JSON with the place of every value. Members keep their order and their repetitions, and numbers the
 * way they are written: `1.10` as a version must not become `1.1`, nor may a repeated key hide a list.
 */
export type JsonNode = JsonObject | JsonArray | JsonScalar;

interface Place {
  /** 1-based. */
  readonly line: number;
  /** Offsets into the text, end-exclusive. */
  readonly start: number;
  end: number;
}

export interface JsonMember {
  readonly key: string;
  readonly line: number;
  readonly value: JsonNode;
}

export interface JsonObject extends Place {
  readonly type: 'object';
  readonly members: JsonMember[];
}

export interface JsonArray extends Place {
  readonly type: 'array';
  readonly items: JsonNode[];
}

export interface JsonScalar extends Place {
  readonly type: 'string' | 'number' | 'boolean' | 'null';
  /** The string's value; for the others the characters in the file. */
  readonly text: string;
}

export type JsonParse = { ok: true; root: JsonNode } | { ok: false; line: number; reason: string };

type Open = { node: JsonArray } | { node: JsonObject; key: string; keyLine: number };

const literals: ReadonlyMap<string, 'boolean' | 'null'> = new Map([
  ['true', 'boolean'],
  ['false', 'boolean'],
  ['null', 'null'],
]);

/**
 * Parses one JSON document (RFC 8259) without recursion, however deep it is.
 * `firstLine` is the line the text begins on, for a document inside a larger file.
 */
export function parseJson(text: string, firstLine = 1): JsonParse {
  const open: Open[] = [];
  let at = 0;
  let line = firstLine;
  let values = 0;
  let root: JsonNode | null = null;
  let expect: 'value' | 'first' | 'key' | 'firstKey' | 'next' = 'value';

  const fail = (reason: string): JsonParse => ({ ok: false, line, reason });
  const attach = (node: JsonNode): void => {
    const parent = open.at(-1);
    if (parent === undefined) root = node;
    else if ('key' in parent)
      parent.node.members.push({ key: parent.key, line: parent.keyLine, value: node });
    else parent.node.items.push(node);
  };

  for (;;) {
    while (at < text.length) {
      const code = text.charCodeAt(at);
      if (code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10)) line += 1;
      else if (code !== 32 && code !== 9 && code !== 13) break;
      at += 1;
    }
    if (at >= text.length) {
      return root !== null && open.length === 0 ? { ok: true, root } : fail('the JSON breaks off');
    }
    const parent = open.at(-1);
    const sign = text[at] ?? '';
    if (parent === undefined && root !== null) return fail('more text after the JSON value');

    if (
      expect === 'next' ||
      (sign === ']' && expect === 'first') ||
      (sign === '}' && expect === 'firstKey')
    ) {
      if (parent === undefined) return fail('more text after the JSON value');
      const close = 'key' in parent ? '}' : ']';
      if (sign === close) {
        at += 1;
        parent.node.end = at;
        open.pop();
        expect = 'next';
        if (open.length === 0) root = parent.node;
      } else if (sign === ',' && expect === 'next') {
        at += 1;
        expect = 'key' in parent ? 'key' : 'value';
      } else return fail(`expected , or ${close}`);
      continue;
    }

    if ((expect === 'key' || expect === 'firstKey') && parent !== undefined && 'key' in parent) {
      const key = sign === '"' ? scanString(text, at) : null;
      if (key === null) return fail('expected a key in double quotes');
      parent.key = key.value;
      parent.keyLine = line;
      at = key.end;
      while (/\s/.test(text[at] ?? '')) {
        if (text[at] === '\n') line += 1;
        at += 1;
      }
      if (text[at] !== ':') return fail('expected : after a key');
      at += 1;
      expect = 'value';
      continue;
    }

    values += 1;
    if (values > MAX_JSON_VALUES)
      return fail(`more than ${MAX_JSON_VALUES} values in one document`);
    if (sign === '{' || sign === '[') {
      const place = { line, start: at, end: at };
      const node: JsonObject | JsonArray =
        sign === '{'
          ? { type: 'object', members: [], ...place }
          : { type: 'array', items: [], ...place };
      if (open.length > 0) attach(node);
      open.push(node.type === 'object' ? { node, key: '', keyLine: line } : { node });
      at += 1;
      expect = node.type === 'object' ? 'firstKey' : 'first';
      continue;
    }
    const scalar = scanScalar(text, at, line);
    if (scalar === null) return fail('not a JSON value');
    attach(scalar);
    at = scalar.end;
    expect = 'next';
  }
}

function scanScalar(text: string, at: number, line: number): JsonScalar | null {
  if (text[at] === '"') {
    const string = scanString(text, at);
    return string && { type: 'string', text: string.value, line, start: at, end: string.end };
  }
  for (const [word, type] of literals) {
    if (text.startsWith(word, at))
      return { type, text: word, line, start: at, end: at + word.length };
  }
  const end = scanNumber(text, at);
  return end === null ? null : { type: 'number', text: text.slice(at, end), line, start: at, end };
}
