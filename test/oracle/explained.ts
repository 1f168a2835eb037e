import type { Judgement } from './judge.ts';

/** A class of disagreement that was looked into. README.md says who is right. */
interface Explanation {
  readonly id: string;
  /** Whether it explains one pair that the oracle has and we have not, or the other way round. */
  readonly pair?: (pair: string, judgement: Judgement, others: readonly Judgement[]) => boolean;
  /** Whether it explains that the oracle refuses the file. */
  readonly refusal?: (refusal: string, judgement: Judgement) => boolean;
}

/** In the order in which they are tried. */
const explanations: readonly Explanation[] = [
  {
    id: 'both refuse',
    refusal: (_, { problems }) => problems.some((one) => !one.startsWith('CONFLICT_MARKERS')),
  },
  {
    id: 'conflict',
    refusal: (_, { problems }) => problems.some((one) => one.startsWith('CONFLICT_MARKERS')),
  },
  { id: 'alias in v1', pair: (pair, { oracle }) => isArborist(oracle) && pair.includes('@npm:') },
  {
    id: 'alias in v1',
    pair: (_, { missing, oracle }) =>
      oracle === 'arborist, edges' && missing.some((one) => one.includes('@npm:')),
  },
  {
    id: 'made up',
    pair: (pair, { oracle, problems }) => {
      const name = pair.slice(pair.indexOf(' > ') + 3, pair.lastIndexOf('@'));
      return isSnyk(oracle) && problems.some((one) => one.includes(`no entry answers "${name}@`));
    },
  },
  {
    id: 'arborist agrees with us',
    pair: (_, { oracle }, others) =>
      isSnyk(oracle) &&
      others.some((one) => one.oracle === 'arborist, edges' && one.outcome === 'equal'),
  },
];

/** The classes that explain a judgement, among all of the same file; `unexplained` where something is left. */
export function classesOf(judgement: Judgement, all: readonly Judgement[]): string[] {
  const { extra, missing, refusal } = judgement;
  const classes = [...missing, ...extra].map(
    (pair) => explanations.find((one) => one.pair?.(pair, judgement, all))?.id ?? unexplained,
  );
  if (refusal !== null)
    classes.push(explanations.find((one) => one.refusal?.(refusal, judgement))?.id ?? unexplained);
  return [...new Set(classes)].toSorted();
}

const unexplained = 'unexplained';

function isArborist(oracle: string): boolean {
  return oracle.startsWith('arborist');
}

function isSnyk(oracle: string): boolean {
  return oracle.startsWith('snyk');
}
