import { type Found, nothingFound } from './found.ts';
import { readNpm, readNpx } from './npm.ts';
import { readBun, readPnpm, readRunner, readYarn } from './npm-kin.ts';
import { readComposer, readDeno } from './others.ts';
import { readAdding, readPip, readPipx, readPython, readUv, readUvx } from './python.ts';
import { programOf, unwrapped } from './unwrap.ts';
import { readRemoval } from './updates.ts';
import type { Word } from './words.ts';

type ReadCommand = (found: Found, words: readonly Word[], program: Word) => void;

const clients: ReadonlyMap<string, ReadCommand> = new Map<string, ReadCommand>([
  ['bun', readBun],
  ['bunx', readRunner('bun', 'bunx')],
  ['composer', readComposer],
  ['deno', readDeno],
  ['npm', readNpm],
  ['npx', (found, words) => readNpx(found, words, 'npx')],
  ['pdm', (found, words) => readAdding(found, words, ['add'], 'pip', 'pdm add')],
  ['pip', readPip],
  ['pipenv', (found, words) => readAdding(found, words, ['install'], 'pip', 'pipenv install')],
  ['pipx', readPipx],
  ['pnpm', readPnpm],
  ['pnpx', readRunner('pnpm', 'pnpx')],
  ['pnx', readRunner('pnpm', 'pnx')],
  ['poetry', (found, words) => readAdding(found, words, ['add'], 'poetry', 'poetry add')],
  ['python', readPython],
  ['uv', readUv],
  ['uvx', (found, words) => readUvx(found, words, 'uvx')],
  ['yarn', readYarn],
  ['yarnpkg', readYarn],
]);

/** `pip3.12` is pip, and `python3` python. */
function plainName(name: string): string {
  return /^(?:pip|python)[\d.]+$/.test(name) ? name.replace(/[\d.]+$/, '') : name;
}

/** Gathers what commands ask for. */
export function gatherLaunches(): {
  readonly found: Found;
  readonly add: (command: readonly Word[]) => void;
} {
  const found = nothingFound();
  const isClient = (name: string): boolean => clients.has(plainName(name));
  return {
    found,
    add(command) {
      const own = command[0]?.text === 'sudo' ? command.slice(1) : command;
      if (own[0]?.text === 'rm') readRemoval(found, own.slice(1));
      unwrapped(command, isClient, (program, words) =>
        clients.get(plainName(programOf(program)))?.(found, words, program),
      );
    },
  };
}
