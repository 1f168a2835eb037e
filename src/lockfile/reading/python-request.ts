import { parsePep508 } from '../../package/pep508.ts';
import { pep440OfPoetry } from '../../package/poetry-range.ts';
import type { DependencyKind } from '../types.ts';
import { normalName } from './python-package.ts';
import { own, textOf } from './value.ts';

/** One thing that a Python project asks for. */
export interface PythonRequest {
  /** As PyPI compares it. */
  readonly name: string;
  readonly extras: readonly string[];
  /** In PEP 440's syntax, with `||` between alternatives; null where every version would do. */
  readonly range: string | null;
  /** Where it is taken from, if not from an index: a URL, or a path. */
  readonly url: string | null;
  readonly kind: DependencyKind;
  /** The extra, dependency group or category that asks for it; null where the project itself does. */
  readonly group: string | null;
  /** Whether it is asked for on some machines alone, so that a lockfile may lack it. */
  readonly conditional: boolean;
  /** What stands in the file, by which its line is found. */
  readonly written: string;
}

/** How and for whom something is asked for. */
export type Asking = Pick<PythonRequest, 'kind' | 'group'>;

/** A request from one line of PEP 508 (`requests>=2; python_version < "3.9"`); null where it is none. */
export function requestOfPep508(text: string, asking: Asking): PythonRequest | null {
  const read = parsePep508(text);
  if (read === null) return null;
  const { extras, marker, name, range, url } = read;
  const conditional = marker !== null;
  return {
    ...asking,
    name: normalName(name),
    extras,
    range,
    url,
    conditional,
    written: text,
  };
}

/**
 * A request of a table of Poetry or Pipenv: a constraint, or a table with `version` or with `git`, `url`, `path`,
 * `file` (python-poetry.org/docs, "Dependency specification"; pipenv docs, "Pipfile"). Null for any other value.
 */
export function requestOfTable(name: string, value: unknown, asking: Asking): PythonRequest | null {
  const base = { ...asking, name: normalName(name), extras: [], written: name };
  if (typeof value === 'string') {
    return { ...base, range: pep440OfPoetry(value), url: null, conditional: false };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const table = value as Record<string, unknown>;
  const version = textOf(own(table, 'version'));
  const isOptional = own(table, 'optional') === true;
  const url = urlOf(table);
  const limits = ['markers', 'python', 'platform', 'sys_platform', 'os_name', 'platform_machine'];
  const extras = own(table, 'extras');
  return {
    ...base,
    kind: isOptional && asking.kind === 'prod' ? 'optional' : asking.kind,
    extras: Array.isArray(extras) ? extras.filter((extra) => typeof extra === 'string') : [],
    range: version === null ? null : pep440OfPoetry(version),
    url,
    conditional: limits.some((limit) => Object.hasOwn(table, limit)),
  };
}

/** As pip writes it: a repository as `git+<url>@<reference>`. */
function urlOf(table: Record<string, unknown>): string | null {
  const git = textOf(own(table, 'git'));
  if (git !== null) {
    const reference = ['rev', 'ref', 'tag', 'branch']
      .map((key) => textOf(own(table, key)))
      .find((text) => text !== null);
    return `git+${git}${reference === undefined ? '' : `@${reference}`}`;
  }
  return textOf(own(table, 'url')) ?? textOf(own(table, 'file')) ?? textOf(own(table, 'path'));
}
