/** One version or range as a list writes it. */
export interface VersionPiece {
  readonly text: string;
  readonly range: boolean;
  /** Vendors named for this version alone. */
  readonly vendors?: readonly string[];
}

const everyVersion: ReadonlySet<string> = new Set([
  '*',
  'all',
  'all versions',
  'any',
  'any version',
  'every version',
  'x',
]);

/**
 * Splits what stands in a version field: one version, several (`"0.0.7, 0.0.8"`, `= 0.0.7 || = 0.0.8`,
 * `['1.0.0','1.0.1']`), ranges (`<=1.4.0`, `>= 1.0.0, < 2`, `^1.2.0`), or `*`. Nothing for a blank field.
 */
export function splitVersions(field: string): VersionPiece[] {
  const interval = field.trim().replaceAll('≤', '<=').replaceAll('≥', '>=');
  // `[1.0,2.0)` as Maven and NuGet write ranges; two square brackets are rather a list of versions.
  if (/^(?:\[[^()]*\)|\([^()]*[\])])$/.test(interval) && interval.includes(','))
    return [{ text: interval, range: true }];
  const bare = interval.replace(/["'`[\](){}]/g, ' ').trim();
  if (bare === '') return [];
  if (everyVersion.has(bare.toLowerCase())) return [{ text: '*', range: true }];
  return bare.replaceAll('–', '-').split(/\|\|?/).flatMap(splitAlternative);
}

const version = String.raw`v?\d[\w.+!~-]*`;

/** Ranges as people say them, and how they are written. Both ends of `A to B` are meant. */
const spoken: readonly [RegExp, string][] = [
  [new RegExp(`^(${version})\\s+(?:to|through|thru)\\s+(${version})$`, 'i'), '>=$1 <=$2'],
  [new RegExp(`^(?:before|prior\\s+to)\\s+(${version})$`, 'i'), '<$1'],
  [new RegExp(`^up\\s+to\\s+(?:and\\s+including\\s+)?(${version})$`, 'i'), '<=$1'],
];

function written(part: string): string {
  const found = spoken.find(([said]) => said.test(part));
  return found === undefined ? part : part.replace(found[0], found[1]);
}

/** The two ends of a range written without spaces (`1.2.0-1.2.9`), which semver reads as one pre-release. */
export function unspacedRange(text: string): { from: string; to: string } | null {
  const [, from, to] = /^v?(\d+\.\d+\.\d+)-v?(\d+\.\d+\.\d+)$/i.exec(text) ?? [];
  return from === undefined || to === undefined ? null : { from, to };
}

/** Whether a text looks like an exact version: a digit first, after a `v` or `=` at most. */
export function looksLikeVersion(text: string): boolean {
  return /^=*\s*v?\d[\w.+!~-]*$/i.test(text.trim());
}

/** Whether a whole field reads as versions, ranges or `*`, with nothing else in it. */
export function looksLikeVersions(field: string): boolean {
  const pieces = splitVersions(field);
  return (
    pieces.length > 0 &&
    pieces.every((piece) =>
      piece.range ? piece.text === '*' || /\d/.test(piece.text) : looksLikeVersion(piece.text),
    )
  );
}

function splitAlternative(alternative: string): VersionPiece[] {
  const parts = alternative
    .split(/[,;]/)
    .map((part) => written(part.trim().replace(/^=+\s*/, '')))
    .filter((part) => part !== '');
  const pieces: VersionPiece[] = [];
  for (const part of parts) {
    if (!isRange(part)) {
      const words = part.split(/\s+(?:(?:and|&|or)\s+)?/).map((word) => word.replace(/^=+/, ''));
      for (const word of words)
        if (word !== '') pieces.push({ text: word.replace(/^V(?=\d)/, 'v'), range: false });
      continue;
    }
    // `>=1.0, <2.0` is one range in two parts: a lower bound that the next part closes.
    const last = pieces.at(-1);
    if (
      last?.range &&
      last.text.startsWith('>') &&
      !last.text.includes('<') &&
      /^[<!]/.test(part)
    ) {
      pieces[pieces.length - 1] = { text: `${last.text}, ${part}`, range: true };
    } else pieces.push({ text: part, range: true });
  }
  return pieces;
}

function isRange(part: string): boolean {
  return /^[<>^~!]|\s[<>^~!]|^\*$|(?:^|\.)[xX*](?:\.|$)|\s-\s/.test(part);
}
