/** A URL as what it shares with those of other packages, and what is left. */
export interface SplitUrl {
  /** With `{name}`, `{base}` (the name without its scope), `{version}` and `{commit}`; null where nothing is shared. */
  readonly pattern: string | null;
  /** What follows the pattern (a fragment), or the whole URL where there is no pattern. */
  readonly rest: string | null;
}

/** What a URL may be made of. */
export interface UrlParts {
  readonly name: string;
  readonly version: string;
  readonly commit: string | null;
}

/** Longer ones are few, or made by somebody to fill a table. */
const maxPattern = 160;

/**
 * Splits what a lockfile gives as the place of a package. Registries build their URLs by rule: npm's are
 * `ORIGIN/NAME/-/BASE-VERSION.tgz`, archives of Composer end in the commit.
 */
export function splitUrl(url: string, parts: UrlParts): SplitUrl {
  const whole = { pattern: null, rest: url };
  if (/[{}]/.test(url) || url.length > 2048) return whole;
  const hash = url.indexOf('#');
  const head = hash === -1 ? url : url.slice(0, hash);
  const rest = hash === -1 ? null : url.slice(hash);
  const pattern = patternOf(head, parts);
  return pattern === null || joinUrl({ pattern, rest }, parts) !== url ? whole : { pattern, rest };
}

/** The URL again, to the letter; null where none was stated. */
export function joinUrl({ pattern, rest }: SplitUrl, parts: UrlParts): string | null {
  if (pattern === null) return rest;
  const values: Record<string, string> = {
    '{name}': parts.name,
    '{base}': baseOf(parts.name),
    '{version}': parts.version,
    '{commit}': parts.commit ?? '',
  };
  return pattern.replace(/\{\w+\}/g, (key) => values[key] ?? key) + (rest ?? '');
}

function patternOf(head: string, { commit, name, version }: UrlParts): string | null {
  const tarball = `${name}/-/${baseOf(name)}-${version}.tgz`;
  if (version !== '' && head.endsWith(`/${tarball}`))
    return short(`${head.slice(0, -tarball.length)}{name}/-/{base}-{version}.tgz`);
  if (commit !== null && commit.length >= 40 && head.endsWith(`/${commit}`))
    return short(`${head.slice(0, -commit.length).replace(`/${name}/`, '/{name}/')}{commit}`);
  return null;
}

function short(pattern: string): string | null {
  return pattern.length > maxPattern ? null : pattern;
}

function baseOf(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}
