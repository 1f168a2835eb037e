import { argumentsOf } from './arguments.ts';
import { type Found, launchOf } from './found.ts';
import { askInitializer, askRunner } from './npm.ts';
import { askNpm } from './npm-spec.ts';
import { addInstall, addUpdate } from './updates.ts';
import type { Word } from './words.ts';

/** Options of pnpm, yarn and bun that take the next word. */
const valued: ReadonlySet<string> = new Set([
  '--allow-build',
  '--backend',
  '--cache-dir',
  '--cwd',
  '--dir',
  '--filter',
  '--filter-prod',
  '--modules-folder',
  '--mutex',
  '--network-timeout',
  '--package',
  '--prefix',
  '--registry',
  '--reporter',
  '--store-dir',
  '-C',
  '-F',
  '-p',
]);

/** `pnpm` with what stands behind it (pnpm docs, "pnpm add", "pnpm dlx", "pnpm create"). */
export function readPnpm(found: Found, words: readonly Word[], program: Word): void {
  const { options, rest, verb } = verbOf(words);
  const command = verb?.text ?? 'install';
  if (command === 'dlx') readRunner('pnpm', 'pnpm dlx')(found, rest);
  else if (command === 'create')
    askInitializer(found, plainOf(rest)[0], launchOf('pnpm', 'pnpm create', false));
  else if (['add', 'i', 'install'].includes(command)) {
    askAll(found, plainOf(rest), 'pnpm', `pnpm add${isGlobal(options) ? ' -g' : ''}`);
    const moves = options.has('--no-frozen-lockfile') || options.has('--fix-lockfile');
    if (command !== 'add' && plainOf(rest).length === 0) {
      const install = { client: 'pnpm', command: 'pnpm install' } as const;
      addInstall(found, verb ?? program, install, lockfileFor(rest, moves));
    }
  } else if (verb !== undefined && ['up', 'update', 'upgrade'].includes(command))
    readUpdate(found, verb, rest, 'pnpm', 'pnpm update');
}

/** `yarn` with what stands behind it (yarn docs, "yarn add", "yarn dlx"; yarn 1 docs, "yarn global", "yarn create"). */
export function readYarn(found: Found, words: readonly Word[], program: Word): void {
  const { options, rest, verb } = verbOf(words);
  const command = verb?.text ?? 'install';
  if (command === 'dlx') readRunner('yarn', 'yarn dlx')(found, rest);
  else if (command === 'create')
    askInitializer(found, plainOf(rest)[0], launchOf('yarn', 'yarn create', false));
  else if (command === 'add') askAll(found, plainOf(rest), 'yarn', 'yarn add');
  else if (command === 'global') {
    const [second, ...names] = plainOf(rest);
    if (second?.text === 'add') askAll(found, names, 'yarn', 'yarn global add');
  } else if (command === 'workspace') {
    const [, second, ...names] = plainOf(rest);
    if (second?.text === 'add') askAll(found, names, 'yarn', 'yarn add');
  } else if (command === 'install') {
    const fixed = ['--frozen-lockfile', '--immutable', '--immutable-cache', '--check-files'];
    const moves = !fixed.some((one) => options.has(one));
    const install = { client: 'yarn', command: 'yarn install' } as const;
    addInstall(found, verb ?? program, install, lockfileFor(rest, moves));
  } else if (verb !== undefined && command === 'upgrade')
    readUpdate(found, verb, rest, 'yarn', 'yarn upgrade');
  else if (command === 'up') askAll(found, plainOf(rest), 'yarn', 'yarn up');
}

/** `bun` with what stands behind it (bun docs, "bun add", "bunx", "bun create"). */
export function readBun(found: Found, words: readonly Word[], program: Word): void {
  const { options, rest, verb } = verbOf(words);
  const command = verb?.text ?? '';
  if (command === 'x') readRunner('bun', 'bunx')(found, rest);
  else if (command === 'create' || command === 'c')
    askInitializer(found, plainOf(rest)[0], launchOf('bun', 'bun create', false));
  else if (['a', 'add', 'i', 'install'].includes(command)) {
    askAll(found, plainOf(rest), 'bun', `bun add${isGlobal(options) ? ' -g' : ''}`);
    if (plainOf(rest).length === 0) {
      const install = { client: 'bun', command: 'bun install' } as const;
      addInstall(
        found,
        verb ?? program,
        install,
        lockfileFor(rest, !options.has('--frozen-lockfile')),
      );
    }
  } else if (verb !== undefined && command === 'update')
    readUpdate(found, verb, rest, 'bun', 'bun update');
}

/** `pnpm dlx`, `yarn dlx` and `bunx`. Only the last looks at what is installed first. */
export function readRunner(
  client: 'bun' | 'pnpm' | 'yarn',
  command: string,
): (found: Found, words: readonly Word[]) => void {
  return (found, words) => {
    const { plain, values } = argumentsOf(words, valued, true);
    askRunner(found, plain, values('-p', '--package'), launchOf(client, command, client === 'bun'));
  };
}

/** The command behind a client's own options, and all other words. */
function verbOf(words: readonly Word[]): {
  verb: Word | undefined;
  rest: readonly Word[];
  options: ReadonlySet<string>;
} {
  const { plain } = argumentsOf(words, valued, true);
  const before = words.slice(0, words.length - plain.length);
  const rest = [...before, ...plain.slice(1)];
  return { verb: plain[0], rest, options: argumentsOf(rest, valued, false).options };
}

function plainOf(words: readonly Word[]): readonly Word[] {
  return argumentsOf(words, valued, false).plain;
}

function askAll(
  found: Found,
  words: readonly Word[],
  client: 'bun' | 'pnpm' | 'yarn',
  command: string,
): void {
  for (const word of words) askNpm(found, word, launchOf(client, command, false));
}

function isGlobal(options: ReadonlySet<string>): boolean {
  return options.has('-g') || options.has('--global');
}

/** What an install without names makes of a lockfile (docs of pnpm and yarn 1, "--no-lockfile"). */
function lockfileFor(words: readonly Word[], moves: boolean): 'ignores' | 'moves' | 'obeys' {
  const { options, values } = argumentsOf(words, valued, false);
  const ignores =
    options.has('--no-lockfile') || values('--lockfile').some(({ text }) => text === 'false');
  if (ignores) return 'ignores';
  return moves ? 'moves' : 'obeys';
}

/** An update goes by the project's ranges, or with `--latest` by none. What is named with a version is asked for so. */
function readUpdate(
  found: Found,
  verb: Word,
  words: readonly Word[],
  client: 'bun' | 'pnpm' | 'yarn',
  command: string,
): void {
  const { options, plain } = argumentsOf(words, valued, false);
  const latest = options.has('--latest') || options.has('-L');
  const [pinned, named] = [true, false].map((own) =>
    plain.filter(({ text }) => text.includes('@', 1) === own),
  ) as [Word[], Word[]];
  askAll(found, pinned, client, command);
  if (isGlobal(options)) askAll(found, named, client, `${command} -g`);
  else if (plain.length === 0 || named.length > 0)
    addUpdate(found, verb, named, { client, command, latest });
}
