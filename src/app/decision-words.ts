import { FirebreakError } from '../errors.ts';
import type { Decision } from './respond.ts';

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
  readonly holds: string;
}

const choices = ['yes', 'no', 'landed', 'not-landed', 'exclude', 'skip', 'abandon'] as const;

/** Makes one decision of the words given. Throws ARGUMENT_INVALID where they are none or several. */
export function decisionFrom(words: DecisionWords, step: () => string): Decision {
  const given = choices.filter((choice) => words[choice]);
  const [choice] = given;
  if (words.fact !== undefined && given.length === 0) return { kind: 'fact', fact: words.fact };
  if (choice === undefined || given.length > 1 || words.fact !== undefined)
    throw new FirebreakError(
      'ARGUMENT_INVALID',
      'exactly one answer has to be given',
      `One of ${choices.map((one) => `--${one}`).join(', ')} or --fact FACT.`,
    );
  switch (choice) {
    case 'yes':
    case 'no':
      return words.target === undefined
        ? { kind: 'answer', step: step(), answer: choice }
        : { kind: 'target', step: step(), target: words.target, answer: choice };
    case 'landed':
    case 'not-landed': {
      const landed = choice === 'landed' ? 'yes' : 'no';
      return { kind: 'landed', step: step(), target: targetOf(words, choice), landed };
    }
    case 'exclude': {
      const target = targetOf(words, choice);
      return { kind: 'exclude', step: step(), target, holds: words.holds };
    }
    case 'skip':
      return { kind: 'skip', step: step() };
    case 'abandon':
      return { kind: 'abandon' };
  }
}

function targetOf(words: DecisionWords, choice: string): string {
  if (words.target !== undefined) return words.target;
  throw new FirebreakError(
    'ARGUMENT_INVALID',
    `--${choice} needs --target`,
    '`firebreak respond status` names the targets that wait.',
  );
}
