import type { Ecosystem } from './ecosystem.ts';

/** Either the name as its registry compares it, or why no package can bear it. */
export type NameCheck =
  | { ok: true; name: string }
  | { ok: false; reason: string; suggestion: string | null };

/** No registry takes longer ones; Go module paths are the longest. */
const MAX_LENGTH = 512;

type Rule = (name: string) => NameCheck;

/**
 * npm: a scope and a name, or a name alone, 214 characters at most. Capitals and `~'!()*` are
 * allowed because packages older than the present rule bear them (npm's validate-npm-package-name).
 */
function npmName(name: string): NameCheck {
  const part = /^[A-Za-z0-9_~'!()*-][A-Za-z0-9._~'!()*-]*$/;
  const scope = /^@[A-Za-z0-9_~'!()*.-]+$/;
  if (name.length > 214) return bad('longer than 214 characters');
  const doubled = /^@{2,}(.+)$/.exec(name);
  if (doubled) return bad('a scope begins with one @', `@${doubled[1]}`);
  if (!name.startsWith('@')) {
    if (name.includes('/')) return bad('a slash without a scope');
    return part.test(name) ? good(name) : bad('not an npm name');
  }
  const slash = name.indexOf('/');
  if (slash === -1) return bad('a scope without a package');
  const rest = name.slice(slash + 1);
  return scope.test(name.slice(0, slash)) && /^[A-Za-z0-9._~'!()*-]+$/.test(rest)
    ? good(name)
    : bad('not an npm name');
}

/** PEP 503: runs of `-`, `_` and `.` are one `-`, case is ignored. PEP 508 gives the characters. */
function pypiName(name: string): NameCheck {
  if (!/^([A-Za-z0-9]|[A-Za-z0-9][A-Za-z0-9._-]*[A-Za-z0-9])$/.test(name))
    return bad('not a PyPI name');
  return good(name.replace(/[-_.]+/g, '-').toLowerCase());
}

/** Composer: `vendor/package` in lower case (getcomposer.org, composer.json schema, "name"). */
function composerName(name: string): NameCheck {
  const lower = name.toLowerCase();
  return /^[a-z0-9]+(?:[_.-][a-z0-9]+)*\/[a-z0-9]+(?:(?:[_.]|-{1,2})[a-z0-9]+)*$/.test(lower)
    ? good(lower)
    : bad('not vendor/package');
}

/** Go module path: elements of a URL path without a scheme; the first holds a dot (go.dev/ref/mod). */
function golangName(name: string): NameCheck {
  return /^[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+(\/[A-Za-z0-9._~!+-]+)*$/.test(name)
    ? good(name)
    : bad('not a Go module path');
}

/** Maven: lists write `group:artifact`, purl writes `group/artifact`; both are one name (purl-spec, "maven"). */
function mavenName(name: string): NameCheck {
  return /^[A-Za-z0-9._-]+[:/][A-Za-z0-9._-]+$/.test(name)
    ? good(name.replace(':', '/'))
    : bad('not group:artifact');
}

function anyName(name: string): NameCheck {
  if (!/^[^\s\p{Cc}\p{Cf}]+$/u.test(name))
    return bad('white space or invisible characters in a name');
  return /^\/|\/$|\/\//.test(name) ? bad('an empty part between slashes') : good(name);
}

const rules: ReadonlyMap<Ecosystem, Rule> = new Map([
  ['composer', composerName],
  ['golang', golangName],
  ['maven', mavenName],
  ['npm', npmName],
  ['pypi', pypiName],
]);

/** Checks a name by its ecosystem's own rules and gives the form in which two names are compared. */
export function checkName(ecosystem: Ecosystem, name: string): NameCheck {
  return name.length > MAX_LENGTH
    ? bad(`longer than ${MAX_LENGTH} characters`)
    : (rules.get(ecosystem) ?? anyName)(name);
}

/**
 * What a name that stands for a whole scope, vendor or path begins with: `@antv/` for `@antv/*`.
 * Null when the name is not such a pattern.
 */
export function wildcardPrefix(name: string): string | null {
  return name.endsWith('/*') && name.indexOf('*') === name.length - 1 && name.length > 2
    ? name.slice(0, -1)
    : null;
}

function good(name: string): NameCheck {
  return { ok: true, name };
}

function bad(reason: string, suggestion: string | null = null): NameCheck {
  return { ok: false, reason, suggestion };
}
