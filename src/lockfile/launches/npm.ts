import type { Launch } from '../types.ts';
import { argumentsOf } from './arguments.ts';
import { type Found, launchOf } from './found.ts';
import { askNpm } from './npm-spec.ts';
import { addInstall, addUpdate } from './updates.ts';
import type { Word } from './words.ts';

/** Options of npm that take the next word (npm docs, "config"). */
const valued: ReadonlySet<string> = new Set([
  '--cache',
  '--call',
  '--cpu',
  '--globalconfig',
  '--include',
  '--install-strategy',
  '--libc',
  '--location',
  '--loglevel',
  '--omit',
  '--os',
  '--package',
  '--prefix',
  '--registry',
  '--scope',
  '--script-shell',
  '--tag',
  '--userconfig',
  '--workspace',
  '--before',
  '--min-release-age',
  '--node-options',
  '-C',
  '-c',
  '-p',
  '-w',
]);

const installs: ReadonlySet<string> = new Set([
  'add',
  'i',
  'in',
  'ins',
  'inst',
  'insta',
  'instal',
  'install',
  'install-test',
  'it',
  'isnt',
  'isnta',
  'isntal',
  'isntall',
]);

const updates: ReadonlySet<string> = new Set(['udpate', 'up', 'update', 'upgrade']);

/** `npm` with what stands behind it. */
export function readNpm(found: Found, words: readonly Word[]): void {
  const { plain } = argumentsOf(words, valued, true);
  const [verb, ...rest] = plain;
  const before = words.slice(0, words.length - plain.length);
  if (verb === undefined) return;
  const all = [...before, ...rest];
  const command = verb.text;
  if (installs.has(command)) readInstall(found, verb, all);
  else if (updates.has(command)) readUpdate(found, verb, all);
  else if (command === 'exec' || command === 'x') readNpx(found, all, 'npm exec');
  else if (command === 'init' || command === 'create' || command === 'innit')
    askInitializer(
      found,
      argumentsOf(all, valued, true).plain[0],
      launchOf('npm', `npm ${command}`, false),
    );
}

function readInstall(found: Found, verb: Word, words: readonly Word[]): void {
  const { options, plain, values } = argumentsOf(words, valued, false);
  const global = options.has('-g') || options.has('--global');
  const launch = launchOf('npm', `npm install${global ? ' -g' : ''}`, false);
  for (const word of plain) askNpm(found, word, launch);
  if (plain.length > 0 || global) return;
  const ignores =
    options.has('--no-package-lock') ||
    options.has('--no-lockfile') ||
    values('--package-lock').some(({ text }) => text === 'false');
  const install = { client: 'npm', command: `npm ${verb.text}` } as const;
  addInstall(found, verb, install, ignores ? 'ignores' : 'moves');
}

/** `npm update` goes by the ranges of the project alone (npm docs, "npm update"). */
function readUpdate(found: Found, verb: Word, words: readonly Word[]): void {
  const { options, plain } = argumentsOf(words, valued, false);
  if (options.has('-g') || options.has('--global'))
    for (const word of plain) askNpm(found, word, launchOf('npm', 'npm update -g', false));
  else addUpdate(found, verb, plain, { client: 'npm', command: 'npm update', latest: false });
}

/** `npx` and `npm exec`, with what stands behind them (npm docs, "npm exec"). */
export function readNpx(found: Found, words: readonly Word[], command: string): void {
  const { options, plain, values } = argumentsOf(words, valued, true);
  if (options.has('--no') || options.has('--no-install')) return;
  askRunner(found, plain, values('-p', '--package'), launchOf('npm', command, true));
}

/** Packages named apart, else the first word, which is what runs. What has a version is looked for in what is installed too. */
export function askRunner(
  found: Found,
  plain: readonly Word[],
  packages: readonly Word[],
  launch: Launch,
): void {
  const asked = packages.length > 0 ? packages : plain.slice(0, 1);
  for (const word of asked) askNpm(found, word, launch);
}

/** `npm init foo@1` runs `create-foo@1`, `@scope/foo` `@scope/create-foo`, `@scope` `@scope/create` (npm docs, "npm init"). */
export function askInitializer(found: Found, word: Word | undefined, launch: Launch): void {
  if (word === undefined) return;
  const [, scope, name = '', version = ''] =
    /^(?:(@[^/@]+)\/?)?([^/@]*)(@.*)?$/.exec(word.text) ?? [];
  if (scope === undefined && name === '') return;
  const own = name === '' ? 'create' : `create-${name}`;
  const text = `${scope === undefined ? '' : `${scope}/`}${own}${version}`;
  askNpm(found, { ...word, text }, launch);
}
