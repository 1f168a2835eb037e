import { roleOf } from '../../headings.ts';

/** In the order of trust: what stands late also stands inside fields (`"0.0.7, 0.0.8"`). */
const delimiters = ['\t', ';', ',', '|'] as const;

export type Delimiter = (typeof delimiters)[number];

/**
 * The delimiter of a table, from its first lines: the one that makes headings we know out of the first
 * line, else the one that most evenly splits the lines after a name. Null where none splits them.
 */
export function findDelimiter(lines: readonly string[]): Delimiter | null {
  const sample = lines.filter((line) => line.trim() !== '' && !line.startsWith('#')).slice(0, 50);
  const byHeading = best(
    (delimiter) =>
      (sample[0] ?? '').split(delimiter).filter((cell) => roleOf(cell) !== null).length,
  );
  if (byHeading.score > 1 || (byHeading.score === 1 && sample[0]?.includes(byHeading.delimiter)))
    return byHeading.delimiter;
  const bySplit = best(
    (delimiter) => sample.filter((line) => splitsAfterName(line, delimiter)).length,
  );
  return bySplit.score * 2 > sample.length ? bySplit.delimiter : null;
}

function best(score: (delimiter: Delimiter) => number): { delimiter: Delimiter; score: number } {
  let winner: { delimiter: Delimiter; score: number } = { delimiter: ',', score: 0 };
  for (const delimiter of delimiters) {
    const own = score(delimiter);
    if (own > winner.score) winner = { delimiter, score: own };
  }
  return winner;
}

function splitsAfterName(line: string, delimiter: Delimiter): boolean {
  const at = line.indexOf(delimiter);
  return at > 0 && /^["']?@?[\w ./@-]+["']?$/.test(line.slice(0, at).trim());
}
