import { ecosystemOf } from '../package/ecosystem.ts';
import { parsePurl } from '../package/purl.ts';
import { looksLikeVersion, looksLikeVersions, splitVersions } from './version-text.ts';
import type { VersionPiece } from './version-text.ts';

/** How one line or string names a package. */
export type CoordinatesForm =
  | 'purl'
  | 'name-at-version'
  | 'name-colon-version'
  | 'name-pin-version'
  | 'name-dash-version'
  | 'name-space-version'
  | 'name';

export interface ParsedCoordinates {
  readonly ok: true;
  readonly form: CoordinatesForm;
  /** purl type, or null where none is said. */
  readonly ecosystem: string | null;
  readonly name: string;
  readonly versions: readonly VersionPiece[];
}

/**
 * Reads one package as people write it: a purl, `name@version`, `[eco:]name:version`, `name==version`,
 * `name version` or a name alone. Only words that name an ecosystem are prefixes; the version stands after the last colon or `@`.
 */
export function parseCoordinates(raw: string): ParsedCoordinates | { ok: false; reason: string } {
  const text = withoutRemark(raw.trim());
  if (/^pkg:/i.test(text)) return parsePurlText(text);
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text))
    return bad('an address, not a package; a defanged one (hxxp, [.]) is taken as an indicator');
  const { ecosystem, rest } = splitPrefix(text);
  return (
    parsePin(ecosystem, rest) ??
    parseAt(ecosystem, rest) ??
    parseColon(ecosystem, rest) ??
    parseDash(ecosystem, rest) ??
    parseSpace(ecosystem, rest) ??
    parseName(ecosystem, rest)
  );
}

/** Splits `pypi:name` where the word names an ecosystem and what follows is not just its version. */
export function splitPrefix(text: string): { ecosystem: string | null; rest: string } {
  const match = /^([A-Za-z][\w.-]*):(.+)$/.exec(text);
  const ecosystem = match?.[1] ? ecosystemOf(match[1]) : null;
  const rest = match?.[2]?.trim() ?? '';
  return ecosystem === null || rest === '' || looksLikeVersions(rest)
    ? { ecosystem: null, rest: text }
    : { ecosystem, rest };
}

function parsePurlText(text: string): ParsedCoordinates | { ok: false; reason: string } {
  const purl = parsePurl(text);
  if (purl === null || /\s/.test(purl.name)) return bad('not a package URL');
  const versions = purl.version === null ? [] : splitVersions(purl.version);
  return { ok: true, form: 'purl', ecosystem: purl.ecosystem, name: purl.name, versions };
}

/** `name==version`, extras in brackets left out: pip's pin, which no other ecosystem writes (PEP 508). */
function parsePin(
  ecosystem: string | null,
  rest: string,
): ReturnType<typeof parseCoordinates> | null {
  const match = /^([\w.-]+)(?:\[[^\]]*\])?\s*={2,3}\s*(\S.*)$/.exec(rest);
  return match?.[1] && match[2]
    ? named('name-pin-version', ecosystem ?? 'pypi', match[1], match[2], '==')
    : null;
}

function parseAt(
  ecosystem: string | null,
  rest: string,
): ReturnType<typeof parseCoordinates> | null {
  const at = rest.lastIndexOf('@');
  if (at <= 0 || rest[at - 1] === '@' || rest.slice(at).includes('/')) return null;
  return named('name-at-version', ecosystem, rest.slice(0, at), rest.slice(at + 1), '@');
}

function parseColon(
  ecosystem: string | null,
  rest: string,
): ReturnType<typeof parseCoordinates> | null {
  const colon = rest.lastIndexOf(':');
  if (colon <= 0) return null;
  const after = rest.slice(colon + 1).trim();
  // `maven:group:artifact` has no version: what follows the colon is a name.
  if (ecosystem === 'maven' && !rest.slice(0, colon).includes(':') && !looksLikeVersions(after))
    return null;
  return named('name-colon-version', ecosystem, rest.slice(0, colon), after, ':');
}

/** `name - version`, as people write lists by hand. */
function parseDash(
  ecosystem: string | null,
  rest: string,
): ReturnType<typeof parseCoordinates> | null {
  const match = /^(\S+)\s+[-–—]\s+(\S.*)$/.exec(rest);
  if (!match?.[1] || !match[2] || looksLikeVersion(match[1]) || !looksLikeVersions(match[2]))
    return null;
  return named('name-dash-version', ecosystem, match[1], match[2], 'dash');
}

function parseSpace(
  ecosystem: string | null,
  rest: string,
): ReturnType<typeof parseCoordinates> | null {
  const match = /^(\S+)\s+(\S.*)$/.exec(rest);
  if (!match?.[1] || !match[2]) return null;
  if (!looksLikeVersions(match[2]))
    return bad('several words that are not a package and its version');
  return named('name-space-version', ecosystem, match[1], match[2], ' ');
}

function parseName(ecosystem: string | null, rest: string): ReturnType<typeof parseCoordinates> {
  return rest === ''
    ? bad('nothing to read')
    : { ok: true, form: 'name', ecosystem, name: rest, versions: [] };
}

function named(
  form: CoordinatesForm,
  ecosystem: string | null,
  rawName: string,
  field: string,
  sign: string,
): ReturnType<typeof parseCoordinates> {
  const name = rawName.trim();
  const versions = splitVersions(field);
  if (versions.length === 0) return bad(`nothing after the ${sign}`);
  if (name === '' || /\s/.test(name)) return bad('white space where a package name should be');
  const odd = versions.filter((piece) => !piece.range && !looksLikeVersion(piece.text)).length;
  // One odd word (`axios@latest`) is a version that can never match; several are prose.
  return odd * 2 < versions.length || versions.length === 1
    ? { ok: true, form, ecosystem, name, versions }
    : bad(`not a version after the ${sign}`);
}

/**
 * The text without a remark in brackets at its end (`evil@1.2.3 (malicious)`). One that holds a digit may name a
 * version, and one that denies may take the entry back: those stay, and make it one not understood.
 */
function withoutRemark(text: string): string {
  const open = text.endsWith(')') ? text.lastIndexOf('(') : -1;
  if (open <= 0 || !/\s/.test(text[open - 1] ?? '')) return text;
  const remark = text.slice(open + 1, -1);
  const tells =
    /\d|[*]|\b(?:all|any|every|except|not?|non|un\w*|safe|clean|fix(?:ed)?|patched|legit\w*|benign)\b/i;
  return tells.test(remark) ? text : text.slice(0, open).trimEnd();
}

function bad(reason: string): { ok: false; reason: string } {
  return { ok: false, reason };
}
