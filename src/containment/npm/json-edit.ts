import {
  type DocumentText,
  type MemberText,
  type ObjectText,
  type RawText,
  valueText,
} from './json-text.ts';

/** The value at a path of keys; the last of members that share a key, as JSON.parse has it. Null where none is. */
export function valueAt(
  document: DocumentText,
  path: readonly string[],
): ObjectText | RawText | null {
  let at: ObjectText | RawText = document.root;
  for (const key of path) {
    if (at.kind !== 'object') return null;
    const found: MemberText | undefined = at.members.findLast((member) => member.key === key);
    if (found === undefined) return null;
    at = found.value;
  }
  return at;
}

/** The object at a path of keys, or null. */
export function objectAt(document: DocumentText, path: readonly string[]): ObjectText | null {
  const found = valueAt(document, path);
  return found?.kind === 'object' ? found : null;
}

/**
 * Sets a member of the object at `path`: in its place where it is there, else before the first key that `after` puts
 * behind it (default: at the end). An object that is missing on the way is made. `value` is a JSON value.
 */
export function setMember(
  document: DocumentText,
  path: readonly string[],
  key: string,
  value: unknown,
  isAfter: (other: string) => boolean = () => false,
): void {
  const parent = objectAt(document, path);
  if (parent === null) {
    const own = path.at(-1);
    if (own === undefined) return;
    setMember(document, path.slice(0, -1), own, Object.fromEntries([[key, value]]));
    return;
  }
  const text = valueText(written(document, value, path.length + 1));
  const there = parent.members.findLast((member) => member.key === key);
  if (there !== undefined) {
    there.value = text;
    return;
  }
  const place = parent.members.findIndex((member) => isAfter(member.key));
  const at = place === -1 ? parent.members.length : place;
  const close = lineAt(document, path.length);
  const lead = parent.members[0]?.lead ?? lineAt(document, path.length + 1);
  if (parent.members.length === 0) parent.tail = close;
  const head = `${JSON.stringify(key)}:${document.indent === '' ? spaceOf(parent) : ' '}`;
  parent.members.splice(at, 0, { lead, key, head, trail: '', value: text });
}

/** Takes members out of the object at `path`. */
export function removeMember(document: DocumentText, path: readonly string[], key: string): void {
  const parent = objectAt(document, path);
  if (parent === null) return;
  for (let at = parent.members.length - 1; at >= 0; at -= 1) {
    if (parent.members[at]?.key === key) parent.members.splice(at, 1);
  }
  if (parent.members.length === 0) parent.tail = '';
}

/** The text again: byte for byte what was read, but for what was set and removed. */
export function textOf(document: DocumentText): string {
  return `${document.lead}${objectText(document.root)}${document.tail}`;
}

// As deep as the reader lets objects be.
function objectText(object: ObjectText): string {
  const members = object.members.map(
    ({ head, lead, trail, value }, index) =>
      `${lead}${head}${value.kind === 'raw' ? value.text : objectText(value)}${
        index === object.members.length - 1 ? '' : `${trail},`
      }`,
  );
  return `{${members.join('')}${object.tail}}`;
}

function written(document: DocumentText, value: unknown, depth: number): string {
  const text = JSON.stringify(value, null, document.indent);
  return document.indent === '' ? text : text.replaceAll('\n', lineAt(document, depth));
}

function lineAt({ indent, newline }: DocumentText, depth: number): string {
  return indent === '' ? '' : newline + indent.repeat(depth);
}

/** On one line, a space after the colon where the neighbours have one. */
function spaceOf(parent: ObjectText): string {
  return parent.members.at(-1)?.head.endsWith(' ') === true ? ' ' : '';
}
