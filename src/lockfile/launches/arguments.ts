import type { Word } from './words.ts';

/** The words behind a command's name, told apart. */
export interface Arguments {
  /** What is no option. */
  readonly plain: readonly Word[];
  /** Options that are given, without their values. */
  readonly options: ReadonlySet<string>;
  /** Values of an option, in order. */
  readonly values: (...names: readonly string[]) => readonly Word[];
}

/**
 * Tells options, their values and the rest apart. `valued` are the options that take the next word; `first` stops at the
 * first word that is no option, behind which the words are another program's.
 */
export function argumentsOf(
  words: readonly Word[],
  valued: ReadonlySet<string>,
  first: boolean,
): Arguments {
  const plain: Word[] = [];
  const options = new Set<string>();
  const values: { readonly name: string; readonly word: Word }[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] as Word;
    const { text } = word;
    const ends = first && plain.length > 0;
    if (ends || text === '--') {
      plain.push(...words.slice(ends ? index : index + 1));
      break;
    }
    if (!text.startsWith('-') || text === '-') {
      plain.push(word);
      continue;
    }
    const equals = text.indexOf('=');
    const name = equals === -1 ? text : text.slice(0, equals);
    options.add(name);
    const next = words[index + 1];
    if (equals !== -1) values.push({ name, word: { ...word, text: text.slice(equals + 1) } });
    else if (valued.has(name) && next !== undefined) {
      values.push({ name, word: next });
      index += 1;
    }
  }
  return {
    plain,
    options,
    values: (...names) => values.filter(({ name }) => names.includes(name)).map(({ word }) => word),
  };
}
