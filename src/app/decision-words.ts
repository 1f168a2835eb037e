import { FirebreakError } from '../errors.ts';
import type { Decision } from './respond.ts';
import { type Choice, noStepGiven, stepGiven } from './run-choice.ts';

/** The words of `respond answer` that say what is decided. */
export interface DecisionWords {
  readonly yes: boolean;
  readonly no: boolean;
  readonly landed: boolean;
  readonly 'not-landed': boolean;
  readonly exclude: boolean;
  readonly skip: boolean;
  readonly abandon: boolean;
  readonly fact?: string | undefined;
  readonly target?: string | undefined;
  readonly holds?: string | undefined;
}

const choices = ['yes', 'no', 'landed', 'not-landed', 'exclude', 'skip', 'abandon'] as const;

/** Words that --target may stand with. */
const atTarget: readonly string[] = ['yes', 'no', 'landed', 'not-landed', 'exclude'];
/** How long an exclusion holds where nothing is said. */
const week = 'P7D';

/**
 * Makes one decision of the words given. Throws ARGUMENT_INVALID where they are none or several, or where one of them
 * would be passed over.
 */
export function decisionFrom(words: DecisionWords, chosen: Choice): Decision {
  const given = choices.filter((choice) => words[choice]);
  const [choice] = given;
  const facts = words.fact === undefined ? 0 : 1;
  if (given.length + facts !== 1)
    throw new FirebreakError(
      'ARGUMENT_INVALID',
      'exactly one answer has to be given',
      `One of ${choices.map((one) => `--${one}`).join(', ')} or --fact FACT.`,
    );
  if (words.target !== undefined && !(choice !== undefined && atTarget.includes(choice)))
    throw passedOver('--target', atTarget);
  if (words.holds !== undefined && choice !== 'exclude') throw passedOver('--holds', ['exclude']);
  const step = (): string => stepGiven(chosen);
  if (choice === undefined) {
    noStepGiven(chosen, '--fact');
    return { kind: 'fact', fact: words.fact ?? '' };
  }
  switch (choice) {
    case 'yes':
    case 'no':
      return words.target === undefined
        ? { kind: 'answer', step: step(), answer: choice }
        : { kind: 'target', step: step(), target: targetOf(words, choice), answer: choice };
    case 'landed':
    case 'not-landed': {
      const landed = choice === 'landed' ? 'yes' : 'no';
      return { kind: 'landed', step: step(), target: targetOf(words, choice), landed };
    }
    case 'exclude': {
      const target = targetOf(words, choice);
      return { kind: 'exclude', step: step(), target, holds: words.holds ?? week };
    }
    case 'skip':
      return { kind: 'skip', step: step() };
    case 'abandon':
      noStepGiven(chosen, '--abandon');
      return { kind: 'abandon' };
  }
}

function targetOf(words: DecisionWords, choice: string): string {
  if (words.target) return words.target;
  throw new FirebreakError(
    'ARGUMENT_INVALID',
    `--${choice} needs --target`,
    '`firebreak respond status` names the targets that wait.',
  );
}

function passedOver(flag: string, goesWith: readonly string[]): FirebreakError {
  const names = goesWith.map((one) => `--${one}`).join(', ');
  return new FirebreakError(
    'ARGUMENT_INVALID',
    `${flag} means nothing here`,
    `It goes with ${names}. Nothing was put on record.`,
  );
}
