import { normalPep440 } from './pep440.ts';
import { byNumber, orderPypi, parsePypiVersion, type PypiVersion } from './pypi-order.ts';

type Operator = '~=' | '===' | '==' | '!=' | '<=' | '>=' | '<' | '>';

interface Clause {
  readonly operator: Operator;
  /** As it is written, without `.*`. */
  readonly text: string;
  /** Null for what `===` alone may name. */
  readonly version: PypiVersion | null;
  /** `==1.2.*`: the release as far as it is written, zeros too. */
  readonly prefix: readonly string[] | null;
}

/** A version of a list is 256 characters at most; a range of more clauses than this says nothing. */
const mostClauses = 64;

/**
 * The regular spelling of a Python range: PEP 440 specifiers parted by commas, `||` between alternatives (which PEP 440
 * lacks and Poetry has). A version alone stands for itself. Null where a part is no specifier.
 */
export function normalPypiRange(range: string): string | null {
  const alternatives = parse(range);
  if (alternatives === null) return null;
  return alternatives
    .map((clauses) =>
      clauses
        .map(({ operator, prefix, text }) => `${operator}${text}${prefix === null ? '' : '.*'}`)
        .join(','),
    )
    .join('||');
}

/**
 * Whether a version lies in a range of PEP 440 specifiers; null where the range or the version is none.
 *
 * `<` and `>` go by the order alone. PEP 440 would keep the pre-releases of `2.0` out of `<2.0`, and pip does;
 * lists of compromised versions mean the order (osv-schema, "Evaluation"), and between the two readings the one that
 * leaves nothing out is taken. For the same reason pre-releases are never left out. A local version (`+cu118`) counts
 * as the version it was built from, unless the clause names one (PEP 440, "Version matching").
 */
export function inPypiRange(version: string, range: string): boolean | null {
  const alternatives = parse(range);
  const parsed = parsePypiVersion(version);
  if (alternatives === null) return null;
  if (parsed === null && !alternatives.flat().every(({ operator }) => operator === '==='))
    return null;
  return alternatives.some((clauses) => clauses.every((clause) => holds(clause, version, parsed)));
}

function parse(range: string): Clause[][] | null {
  const alternatives: Clause[][] = [];
  let count = 0;
  for (const alternative of range.split('||')) {
    const clauses: Clause[] = [];
    for (const part of alternative.split(',')) {
      const trimmed = part.trim();
      // pip and setuptools let a comma stand at the end.
      if (trimmed === '' && clauses.length > 0) continue;
      const clause = clauseOf(trimmed);
      count += 1;
      if (clause === null || count > mostClauses) return null;
      clauses.push(clause);
    }
    alternatives.push(clauses);
  }
  return alternatives;
}

function clauseOf(text: string): Clause | null {
  const parts = /^(~=|===|==|!=|<=|>=|<|>)?\s*([^\s,;|]+)$/.exec(text);
  const stated = parts?.[2];
  if (stated === undefined) return null;
  const operator = (parts?.[1] ?? '==') as Operator;
  if (operator === '===') {
    return { operator, text: stated, version: parsePypiVersion(stated), prefix: null };
  }
  const isPrefix = stated.endsWith('.*');
  const bare = isPrefix ? stated.slice(0, -2) : stated;
  const version = parsePypiVersion(bare);
  if (version === null) return null;
  const release = releaseOf(bare);
  const isEquality = operator === '==' || operator === '!=';
  if (isPrefix && (!isEquality || !isRelease(version))) return null;
  if (operator === '~=' && release.length < 2) return null;
  return { operator, text: bare, version, prefix: isPrefix ? release : null };
}

function isRelease({ dev, local, post, pre }: PypiVersion): boolean {
  return dev === null && local === null && post === null && pre === null;
}

/** The release with its trailing zeros. */
function releaseOf(version: string): string[] {
  return /^(?:\d+!)?(\d+(?:\.\d+)*)/.exec(normalPep440(version) ?? '')?.[1]?.split('.') ?? [];
}

function holds(clause: Clause, text: string, version: PypiVersion | null): boolean {
  const { operator, prefix } = clause;
  if (operator === '===') return isSame(clause, text, version);
  if (version === null || clause.version === null) return false;
  if (prefix !== null) return startsWith(version, clause.version, prefix) === (operator === '==');
  const order = orderPypi(
    clause.version.local === null ? publicOf(version) : version,
    clause.version,
  );
  switch (operator) {
    case '==':
      return order === 0;
    case '!=':
      return order !== 0;
    case '<=':
      return order <= 0;
    case '>=':
      return order >= 0;
    case '<':
      return order < 0;
    case '>':
      return order > 0;
    case '~=':
      return order >= 0 && startsWith(version, clause.version, releaseOf(clause.text).slice(0, -1));
  }
}

/** `===` compares texts; two spellings of one version are one release all the same. */
function isSame(clause: Clause, text: string, version: PypiVersion | null): boolean {
  if (clause.text.toLowerCase() === text.trim().toLowerCase()) return true;
  return version !== null && clause.version !== null && orderPypi(version, clause.version) === 0;
}

function startsWith(version: PypiVersion, asked: PypiVersion, prefix: readonly string[]): boolean {
  return (
    byNumber(version.epoch, asked.epoch) === 0 &&
    prefix.every((part, index) => byNumber(version.release[index] ?? '0', part) === 0)
  );
}

function publicOf(version: PypiVersion): PypiVersion {
  return version.local === null ? version : { ...version, local: null };
}
