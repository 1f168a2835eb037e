import { removed, withoutTokens } from './token-shapes.ts';
import { vocabularyWords } from './words.ts';

/** What an event says, without secrets, and the places where some were (`target`, `data.targets[2].note`). */
export interface Redacted {
  readonly data: unknown;
  readonly redacted: string[];
}

/** Takes secrets out of plain JSON data, which is not deeper than a record may be. */
export type Redact = (data: unknown) => Redacted;

const shortest = 8;

/**
 * Removes these values wherever they stand, in keys too and within longer texts, as they are and as JSON, a URL or base64
 * writes them, and all that has the shape of a token. Values under 8 characters are left: they stand everywhere by chance.
 */
export function redactor(secrets: readonly string[]): Redact {
  const values = [...new Set(secrets.map((one) => one.trim()).flatMap(spellings))]
    .filter((one) => one.length >= shortest)
    .toSorted((a, b) => b.length - a.length);
  const words = vocabularyWords();
  const clean = (text: string): string => {
    if (words.has(text)) return text;
    let kept = text;
    for (const value of values) if (kept.includes(value)) kept = kept.replaceAll(value, removed);
    return withoutTokens(kept);
  };
  return (data) => {
    const redacted: string[] = [];
    return { data: cleanValue(data, '', clean, redacted), redacted };
  };
}

/** Values of an environment that are secrets by the names of their variables, and passwords in URLs. */
export function secretsOf(env: Readonly<Record<string, string | undefined>>): string[] {
  const found = Object.entries(env).flatMap(([name, value = '']) => [
    ...(isSecretName(name) ? [value.trim()] : []),
    ...passwordsOf(value),
  ]);
  return [...new Set(found)].filter((one) => one.length >= shortest).toSorted();
}

function isSecretName(name: string): boolean {
  // Where something lies is no secret, nor who the author of a commit is. A shell's own PWD is where the person stands,
  // and below it lies all that a site file names.
  if (/_(?:sock|path|file|dir|directory|home|url)$|^(?:old)?pwd$/i.test(name)) return false;
  return /token|secret|passw|passphrase|credential|cookie|auth(?!or(?!i[sz]))|api_?key|private|(?:^|_)(?:keys?|pat|pass|pwd)(?:_|$)/i.test(
    name,
  );
}

function passwordsOf(value: string): string[] {
  const found = /:\/\/[^\s/?#@:]{0,256}:([^\s/?#]{1,1024})@/.exec(value)?.[1];
  return found === undefined ? [] : [found];
}

function spellings(secret: string): string[] {
  return [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret.toWellFormed()),
    Buffer.from(secret).toString('base64'),
  ];
}

function cleanValue(
  value: unknown,
  path: string,
  clean: (text: string) => string,
  redacted: string[],
): unknown {
  if (typeof value === 'string') {
    const kept = clean(value);
    if (kept !== value) redacted.push(path);
    return kept;
  }
  if (Array.isArray(value))
    return value.map((one, index) => cleanValue(one, `${path}[${index}]`, clean, redacted));
  if (typeof value !== 'object' || value === null) return value;
  const entries = new Map<string, unknown>();
  for (const [name, one] of Object.entries(value)) {
    const kept = unusedName(clean(name), entries);
    const place = path === '' ? kept : `${path}.${kept}`;
    if (kept !== name) redacted.push(place);
    entries.set(kept, cleanValue(one, place, clean, redacted));
  }
  // Defines each, `__proto__` too.
  return Object.fromEntries(entries);
}

/** Two names that differ in their secrets alone stay two. */
function unusedName(name: string, taken: ReadonlyMap<string, unknown>): string {
  if (!taken.has(name)) return name;
  let number = 2;
  while (taken.has(`${name} ${number}`)) number += 1;
  return `${name} ${number}`;
}
