/**
 * A constraint of Poetry or Pipenv as PEP 440 specifiers, with `||` between alternatives: `^1.2` is `>=1.2,<2`,
 * `~1.2` is `>=1.2,<1.3`, a bare version is exact (python-poetry.org/docs, "Version constraints"). Null where every
 * version would do, and the text itself where it is none of these.
 */
export function pep440OfPoetry(constraint: string): string | null {
  const alternatives = constraint
    .replace(/\s+/g, ' ')
    .split(/\|\|?/)
    .map((part) => conjunction(part));
  if (alternatives.includes(null)) return null;
  return alternatives.join('||');
}

function conjunction(text: string): string | null {
  const parts = text
    .trim()
    .replace(/([<>=~^!])\s+/g, '$1')
    .split(/[, ]/)
    .filter((part) => part !== '' && part !== '*')
    .map(clause);
  return parts.length === 0 ? null : parts.join(',');
}

function clause(text: string): string {
  if (text.startsWith('^')) return between(text.slice(1), caretPart(text.slice(1)));
  if (text.startsWith('~') && !text.startsWith('~=')) {
    const release = releaseOf(text.slice(1));
    return between(text.slice(1), Math.min(release.length, 2) - 1);
  }
  if (/^[<>=!~]/.test(text)) return text.startsWith('=') && text[1] !== '=' ? `=${text}` : text;
  return `==${text.replace(/^v(?=\d)/, '')}`;
}

/** From a version to where the part of its release with this index would be one higher. */
function between(version: string, part: number): string {
  const release = releaseOf(version);
  const raised = release[part];
  if (raised === undefined) return `^${version}`;
  const upper = [...release.slice(0, part), String(BigInt(raised) + 1n)];
  return `>=${version},<${upper.join('.')}`;
}

/** The leftmost part that is not zero, or the last one written. */
function caretPart(version: string): number {
  const release = releaseOf(version);
  const first = release.findIndex((part) => /[1-9]/.test(part));
  return first === -1 ? release.length - 1 : first;
}

function releaseOf(version: string): string[] {
  return /^v?(\d{1,64}(?:\.\d{1,64})*)/.exec(version)?.[1]?.split('.') ?? [];
}
