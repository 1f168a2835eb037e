import { strictJson } from '../bun-lock/jsonc.ts';
import { type JsonFault, scanJson, stringAt } from '../reading/json-scan.ts';
import { createLineCounter } from '../reading/lines.ts';
import { readShell } from './shell.ts';
import { type CommandSink, listedWord, type Word } from './words.ts';

/** Keys of a development container whose values are commands: a line, a list of words, or several by name. */
const lifecycle: ReadonlySet<string> = new Set([
  'initializeCommand',
  'onCreateCommand',
  'postAttachCommand',
  'postCreateCommand',
  'postStartCommand',
  'updateContentCommand',
]);

interface Frame {
  readonly kind: '{' | '[';
  /** What the values in it are. */
  readonly holds: 'arguments' | 'commands' | 'members' | 'words';
  readonly words: Word[];
  key: string;
  command: Word | null;
  arguments: readonly Word[];
}

/**
 * Reads the commands of a configuration in JSON, with comments or without: `command` and its `args`, those of a
 * development container, and `run` of a list of hooks. `scripts` alone where the file is a package.json. What stands in
 * front of a fault counts; gives the fault.
 */
export function readJson(text: string, scriptsOnly: boolean, sink: CommandSink): JsonFault | null {
  const strict = scriptsOnly ? text : strictJson(text);
  const lineAt = createLineCounter(strict);
  const frames: Frame[] = [];
  const shell = ({ line, text: script }: Word): void => readShell(script, line, 'shell', sink);
  function take(word: Word): void {
    const frame = frames.at(-1);
    if (frame === undefined) return;
    if (frame.kind === '[') {
      frame.words.push(word);
      return;
    }
    if (scriptsOnly) {
      if (frame.holds === 'commands') shell(word);
      return;
    }
    if (frame.key === 'command') frame.command = word;
    else if (frame.holds === 'commands' || frame.key === 'run' || lifecycle.has(frame.key))
      shell(word);
  }
  return scanJson(strict, {
    open(kind) {
      const above = frames.at(-1);
      const holds = heldBy(above, kind, frames.length, scriptsOnly);
      // An argument may be an object with its text under `value` (Visual Studio Code's tasks).
      const words = kind === '{' && above?.holds === 'arguments' ? above.words : [];
      frames.push({ kind, holds, words, key: '', command: null, arguments: [] });
    },
    close() {
      const frame = frames.pop();
      const above = frames.at(-1);
      if (frame === undefined) return;
      if (frame.kind === '[' && frame.holds === 'arguments' && above !== undefined)
        above.arguments = frame.words;
      else if (frame.kind === '[' && frame.holds === 'words') sink(frame.words);
      if (frame.command === null) return;
      if (frame.arguments.length === 0) shell(frame.command);
      else sink([frame.command, ...frame.arguments]);
    },
    key(start, end) {
      const frame = frames.at(-1);
      if (frame !== undefined) frame.key = stringAt(strict, start, end);
    },
    scalar(start, end) {
      if (strict[start] !== '"') return;
      const frame = frames.at(-1);
      const word = listedWord(stringAt(strict, start, end), lineAt(start));
      const value = frame?.kind === '{' && frame.key === 'value';
      if (value && frames.at(-2)?.holds === 'arguments') frame.words.push(word);
      else take(word);
    },
  });
}

function heldBy(
  above: Frame | undefined,
  kind: Frame['kind'],
  depth: number,
  scriptsOnly: boolean,
): Frame['holds'] {
  const key = above?.kind === '{' ? above.key : '';
  if (scriptsOnly) return depth === 1 && key === 'scripts' && kind === '{' ? 'commands' : 'members';
  if (lifecycle.has(key) || above?.holds === 'commands') return kind === '{' ? 'commands' : 'words';
  return kind === '[' && key === 'args' ? 'arguments' : 'members';
}
