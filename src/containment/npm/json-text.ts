import { FirebreakError } from '../../errors.ts';

/** A JSON object with all that stands between its members, so that what is not changed is written as it was. */
export interface ObjectText {
  readonly kind: 'object';
  readonly members: MemberText[];
  /** What stands between the last member, or the opening brace, and the closing brace. */
  tail: string;
}

/** Any other value, verbatim. */
export interface RawText {
  readonly kind: 'raw';
  readonly text: string;
}

export interface MemberText {
  /** What stands before the key. */
  readonly lead: string;
  readonly key: string;
  /** The key as it is written, and all up to the value. */
  readonly head: string;
  /** What stands between the value and the next comma. */
  readonly trail: string;
  value: ObjectText | RawText;
}

export interface DocumentText {
  readonly lead: string;
  readonly root: ObjectText;
  readonly tail: string;
  /** One step of indentation; empty where everything stands on one line. */
  readonly indent: string;
  readonly newline: '\n' | '\r\n';
}

/** No file that npm writes comes near it; what goes deeper was made to exhaust its reader. */
const maxDepth = 200;

/** Reads a JSON object without losing a byte of it. Throws REPOSITORY_UNUSABLE, naming `place`, for anything else. */
export function readJsonText(text: string, place: string): DocumentText {
  const start = /^\uFEFF?[ \t\r\n]*/.exec(text)?.[0].length ?? 0;
  let whole: unknown;
  try {
    whole = JSON.parse(text.slice(start));
  } catch (error) {
    throw unreadable(place, 'is not JSON', error);
  }
  if (typeof whole !== 'object' || whole === null || Array.isArray(whole))
    throw unreadable(place, 'holds no object');
  const { end, root } = readObjects(text, start, place);
  const lead = root.members[0]?.lead ?? '';
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const indent = lead.includes('\n') ? lead.slice(lead.lastIndexOf('\n') + 1) : '';
  return { lead: text.slice(0, start), root, tail: text.slice(end), indent, newline };
}

/** Takes the text of a JSON value apart as far as it is an object. The text is known to be JSON. */
export function valueText(text: string): ObjectText | RawText {
  return text.startsWith('{') ? readObjects(text, 0, 'a value').root : { kind: 'raw', text };
}

/** The text is known to be JSON: only where things begin and end is looked for. */
function readObjects(
  text: string,
  start: number,
  place: string,
): { root: ObjectText; end: number } {
  const root: ObjectText = { kind: 'object', members: [], tail: '' };
  const open: ObjectText[] = [root];
  let at = start + 1;
  for (;;) {
    const own = open.at(-1) as ObjectText;
    const lead = spaceAt(text, at);
    at += lead.length;
    if (text[at] === '}') {
      own.tail = lead;
      at += 1;
      open.pop();
      if (open.length === 0) return { root, end: at };
      at = closeMember(text, at, open.at(-1) as ObjectText);
      continue;
    }
    const keyEnd = stringEnd(text, at);
    const key = JSON.parse(text.slice(at, keyEnd)) as string;
    const colon = text.indexOf(':', keyEnd);
    const valueStart = colon + 1 + spaceAt(text, colon + 1).length;
    const head = text.slice(at, valueStart);
    const value = text[valueStart] === '{' ? emptyObject() : rawAt(text, valueStart);
    own.members.push({ lead, key, head, trail: '', value });
    if (value.kind === 'object') {
      if (open.length >= maxDepth) throw unreadable(place, 'is nested too deeply');
      open.push(value);
      at = valueStart + 1;
    } else {
      at = closeMember(text, valueStart + value.text.length, own);
    }
  }
}

/** What follows a value: the trail and the comma, or nothing where the object ends. */
function closeMember(text: string, at: number, own: ObjectText): number {
  const space = spaceAt(text, at);
  if (text[at + space.length] !== ',') return at;
  const last = own.members.pop() as MemberText;
  own.members.push({ ...last, trail: space });
  return at + space.length + 1;
}

function emptyObject(): ObjectText {
  return { kind: 'object', members: [], tail: '' };
}

function rawAt(text: string, start: number): RawText {
  const first = text[start];
  if (first === '"') return { kind: 'raw', text: text.slice(start, stringEnd(text, start)) };
  if (first !== '[') {
    const end = /[,}\]\s]/g;
    end.lastIndex = start;
    return { kind: 'raw', text: text.slice(start, end.exec(text)?.index) };
  }
  let depth = 0;
  for (let at = start; ; at += 1) {
    const sign = text[at];
    if (sign === '"') at = stringEnd(text, at) - 1;
    else if (sign === '[' || sign === '{') depth += 1;
    else if (sign === ']' || sign === '}') depth -= 1;
    if (depth === 0) return { kind: 'raw', text: text.slice(start, at + 1) };
  }
}

function stringEnd(text: string, start: number): number {
  let at = start + 1;
  while (text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at + 1;
}

function spaceAt(text: string, at: number): string {
  const space = /[ \t\r\n]*/y;
  space.lastIndex = at;
  return space.exec(text)?.[0] ?? '';
}

function unreadable(place: string, what: string, cause?: unknown): FirebreakError {
  return new FirebreakError(
    'REPOSITORY_UNUSABLE',
    `${place} ${what}`,
    'Mend the file on that branch, or pin by hand.',
    cause,
  );
}
