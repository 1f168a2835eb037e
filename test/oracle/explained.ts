import type { Judgement } from './judge.ts';
import type { Oddity } from './stated.ts';

/** A class of disagreement that was looked into. README.md says of each who is right. */
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
    id: 'conflict',
    refusal: (_, { problems }) => problems.some((one) => one.startsWith('CONFLICT_MARKERS')),
  },
  {
    id: 'both refuse',
    refusal: (_, { problems }) => problems.some((one) => !one.startsWith('DEPENDENCIES_UNSTATED')),
  },
  {
    id: 'project refused',
    refusal: (refusal, { oracle }) =>
      isArborist(oracle) && /^Override for|must provide string spec/.test(refusal),
  },
  {
    id: 'oracle fails',
    refusal: (refusal, { oracle }) =>
      isSnyk(oracle) && /is not a function|does not exist|Unknown token/.test(refusal),
  },
  {
    id: 'written by an old bun',
    refusal: (refusal) => refusal.includes('missing resolution data'),
  },
  {
    id: 'alias in version 1',
    pair: (_, { missing, oracle }) =>
      isArborist(oracle) && missing.some((one) => one.includes('@npm:')),
  },
  {
    id: 'alias not resolved',
    pair: (pair, { oracle }) => isSnyk(oracle) && pair.includes('@npm:'),
  },
  {
    id: 'the URL names another',
    pair: (pair, judgement) =>
      [pair, ...judgement.extra.filter((one) => versionOf(one) === versionOf(pair))].some((one) =>
        isOdd(one, 'named-by-url', judgement),
      ),
  },
  {
    id: 'two versions',
    pair: (pair, judgement) =>
      judgement.format === 'cyclonedx' && isOdd(pair, 'one-of-two-with-its-key', judgement),
  },
  { id: 'a path for a name', pair: (pair) => pair.startsWith('node_modules/') },
  {
    id: 'stated only for npm 6',
    pair: (pair, judgement) =>
      isArborist(judgement.oracle) && isOdd(pair, 'one-of-two-with-its-key', judgement),
  },
  {
    id: 'git and a version',
    pair: (pair, judgement) => isArborist(judgement.oracle) && isOdd(pair, 'from-git', judgement),
  },
  {
    id: 'no version',
    pair: (pair) => /@(?:undefined)?$|@workspace:/.test(pair),
  },
  {
    id: 'keys of another version',
    pair: (pair, { extra, format, problems }) =>
      format === 'pnpm-lock' &&
      (pair.startsWith('/') ||
        extra.includes(`/${pair}`) ||
        problems.some((one) => one.includes('is not a name and a version'))),
  },
  {
    id: 'not in both parts',
    pair: (pair, { format, problems }) =>
      format === 'pnpm-lock' && problems.some((one) => one.includes(`${pair}" is in "packages"`)),
  },
  {
    id: 'not YAML to us',
    pair: (_, { format, problems }) =>
      format === 'pnpm-lock' && problems.some((one) => one.startsWith('SYNTAX')),
  },
  {
    id: 'hash not whole',
    pair: (_, { format, problems }) =>
      format === 'requirements' && problems.some((one) => one.includes('a hash that is not whole')),
  },
  {
    id: 'not a version',
    pair: (pair, { format }) => format === 'requirements' && pair.includes('*'),
  },
  {
    id: 'a directory is linked',
    pair: (pair, { oracle }) => isSnyk(oracle) && pair.endsWith('@0.0.0-use.local'),
  },
  {
    id: 'made up',
    pair: (pair, { oracle, problems }) => {
      const name = pair.slice(pair.indexOf(' > ') + ' > '.length, pair.lastIndexOf('@'));
      return isSnyk(oracle) && problems.some((one) => one.includes(`no entry answers "${name}@`));
    },
  },
  {
    id: 'npm agrees with us',
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

/** Of an edge, whether what asks is. */
function isOdd(pair: string, oddity: Oddity, { oddities }: Judgement): boolean {
  const [from = ''] = pair.split(' > ');
  return oddities.get(from)?.includes(oddity) === true;
}

function versionOf(pair: string): string {
  return pair.slice(pair.lastIndexOf('@') + 1);
}

function isArborist(oracle: string): boolean {
  return oracle.startsWith('arborist');
}

function isSnyk(oracle: string): boolean {
  return oracle.startsWith('snyk');
}
