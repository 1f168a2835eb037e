import type { Hook } from '@oclif/core/interfaces';
import type { Failure } from '../cli/failure.ts';
import type { InputCode } from '../errors.ts';

/**
 * Runs before every command and ends the program with exit code 2 when the words typed name none. A topic alone, a
 * request for help or for the version is oclif's to answer. oclif's own hook of this name comes too late: by then an
 * unknown word after a topic has been answered with help and exit code 0.
 */
export const commandNotFound: Hook.Init = async function commandNotFound({ id, argv, config }) {
  if (id === undefined || id === '' || id === '--version' || config.findCommand(id)) return;
  const given = [id, ...argv];
  const flags = given.slice(0, given.includes('--') ? given.indexOf('--') : given.length);
  const json = flags.some(
    (word, index) =>
      word === '--json' ||
      word === '--format=json' ||
      (word === '--format' && flags[index + 1] === 'json'),
  );
  if (flags.includes('--help') || flags.includes('-h')) return;
  if (config.findTopic(id) && argv.length === 0) return;

  const failure = explain(id.split(':'), config.commandIDs);
  if (json) {
    process.stdout.write(`${ascii(JSON.stringify({ error: failure }, null, 2))}\n`);
  } else {
    process.stderr.write(`error: ${failure.message}\n  ${failure.hint}\n`);
  }
  this.exit(failure.exit);
};

/** `words` as typed, `ids` of all commands (`incident:open`). */
function explain(words: readonly string[], ids: readonly string[]): Failure {
  const code: InputCode = 'COMMAND_NOT_FOUND';
  const exit = 2;
  const known = knownPrefix(words, ids);
  const command = known.join(' ');
  const word = words[known.length];
  const below = followers(known, ids);
  const list = `Commands: ${below.map((name) => [...known, name].join(' ')).join(', ')}.`;
  if (word === undefined) {
    return { code, message: `"${command}" needs a command after it`, hint: list, exit };
  }
  if (below.length === 0) {
    return {
      code,
      message: `"${command}" takes no argument ${quoted(word)}`,
      hint: `See firebreak ${command} --help.`,
      exit,
    };
  }
  if (word === 'help') {
    const hint = `Run \`firebreak --help\`, or put --help after a command. ${list}`;
    return { code, message: 'there is no command "help"', hint, exit };
  }
  const near = below
    .map((name) => ({ name, distance: distance(word, name) }))
    .filter((candidate) => candidate.distance <= 2)
    .toSorted((left, right) => left.distance - right.distance)[0];
  return {
    code,
    message: `there is no command ${quoted([...known, word].join(' '))}`,
    hint: near === undefined ? list : `Did you mean: firebreak ${[...known, near.name].join(' ')}`,
    exit,
  };
}

/** In quotes, with an escape for all that a terminal could take for an order. */
function quoted(word: string): string {
  return ascii(JSON.stringify(word));
}

function ascii(json: string): string {
  return json.replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** The longest run of first words that some command starts with. */
function knownPrefix(words: readonly string[], ids: readonly string[]): readonly string[] {
  let length = words.length;
  const starts = (id: string): boolean =>
    `${id}:`.startsWith(`${words.slice(0, length).join(':')}:`);
  while (length > 0 && !ids.some(starts)) length -= 1;
  return words.slice(0, length);
}

/** The words that may stand after `known`, sorted. */
function followers(known: readonly string[], ids: readonly string[]): readonly string[] {
  const prefix = known.map((word) => `${word}:`).join('');
  const next = ids
    .filter((id) => id.startsWith(prefix))
    .map((id) => id.slice(prefix.length).split(':')[0] ?? '');
  return [...new Set(next)].toSorted();
}

/** Levenshtein's: insertions, deletions and replacements that turn one word into the other. */
function distance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (const [line, letter] of left.split('').entries()) {
    const next = [line + 1];
    for (const [column, other] of right.split('').entries()) {
      const replaced = (row[column] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(replaced, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
