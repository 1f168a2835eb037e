/** One dependency as PEP 508 writes it: `name[extra]>=1.0; marker`, or `name @ url`. */
export interface Pep508Requirement {
  /** As it is written. */
  readonly name: string;
  readonly extras: readonly string[];
  /** PEP 440 specifiers parted by commas; null where there are none. */
  readonly range: string | null;
  readonly url: string | null;
  readonly marker: string | null;
}

/** Names and extras (PEP 508, "Names"). A name that ends in a sign that it cannot end in is no name. */
const identifier = /[A-Za-z0-9][A-Za-z0-9._-]*/y;

const specifier = /^(?:~=|===|==|!=|<=|>=|<|>)\s*[^\s,;@()]+$/;

/** Reads a dependency in linear time; null where the text is none. Whether its range selects anything is not asked. */
export function parsePep508(text: string): Pep508Requirement | null {
  const start = skipBlanks(text, 0);
  const end = matchAt(identifier, text, start);
  const name = text.slice(start, end);
  if (name === '' || /[._-]$/.test(name)) return null;
  const extras = readExtras(text, skipBlanks(text, end));
  if (extras === null) return null;
  const rest = text.slice(extras.behind).trim();
  if (rest.startsWith('@')) return withUrl(name, extras.names, rest.slice(1).trim());
  const semicolon = rest.indexOf(';');
  const asked = (semicolon === -1 ? rest : rest.slice(0, semicolon)).trim();
  const marker = semicolon === -1 ? null : rest.slice(semicolon + 1).trim() || null;
  const range = rangeOf(asked);
  return range === undefined ? null : { name, extras: extras.names, range, url: null, marker };
}

/** A URL ends at white space; what follows a semicolon behind that is the marker (PEP 508, "Complete Grammar"). */
function withUrl(name: string, extras: readonly string[], rest: string): Pep508Requirement | null {
  const blank = rest.search(/\s/);
  const url = blank === -1 ? rest : rest.slice(0, blank);
  const behind = blank === -1 ? '' : rest.slice(blank).trim();
  if (url === '' || (behind !== '' && !behind.startsWith(';'))) return null;
  return { name, extras, range: null, url, marker: behind.slice(1).trim() || null };
}

/** `undefined` for what is no list of specifiers. They may stand in brackets. */
function rangeOf(text: string): string | null | undefined {
  const inner = text.startsWith('(') && text.endsWith(')') ? text.slice(1, -1).trim() : text;
  if (inner === '' || inner === '*') return null;
  const parts = inner.split(',').map((part) => part.trim());
  // pip and setuptools let a comma stand at the end.
  if (parts.length > 1 && parts.at(-1) === '') parts.pop();
  return parts.every((part) => specifier.test(part))
    ? parts.map((part) => part.replace(/\s+/g, '')).join(',')
    : undefined;
}

function readExtras(text: string, from: number): { names: string[]; behind: number } | null {
  if (text[from] !== '[') return { names: [], behind: from };
  const close = text.indexOf(']', from);
  if (close === -1) return null;
  const inner = text.slice(from + 1, close).trim();
  const names = inner === '' ? [] : inner.split(',').map((name) => name.trim());
  const sound = names.every((name) => /^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?$/.test(name));
  return sound ? { names, behind: close + 1 } : null;
}

function matchAt(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ' || text[at] === '\t') at += 1;
  return at;
}
