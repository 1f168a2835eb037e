import { FirebreakError } from '../errors.ts';
import { decodeText } from '../incident/text.ts';
import type { App } from './app.ts';
import { readTextFile } from './incident-store.ts';

const maxTargetFileBytes = 16 * 1024 * 1024;

/** Replaces `@FILE` by the arguments in it, one a line; empty lines and `#` comments are passed over. Throws ARGUMENT_INVALID. */
export async function readTargetFiles(app: App, args: readonly string[]): Promise<string[]> {
  const all: string[] = [];
  for (const argument of args) {
    // An unset variable in a script must not turn into the current directory.
    if (argument === '') throw noTarget('an empty TARGET');
    if (!argument.startsWith('@')) {
      all.push(argument);
      continue;
    }
    if (argument === '@') throw noTarget('@ names no file');
    await refuseDirectory(app, argument);
    all.push(...(await linesOf(app, argument)));
  }
  if (all.length > 0) return [...new Set(all)];
  throw noTarget(`${args.join(', ')}: no TARGET in it`);
}

async function linesOf(app: App, argument: string): Promise<string[]> {
  const text = decodeText(await readTextFile(app, argument.slice(1), maxTargetFileBytes));
  if (text.includes('\0')) {
    const hint = 'Save it as UTF-8, or as UTF-16 with a byte order mark.';
    throw new FirebreakError('ARGUMENT_INVALID', `${argument.slice(1)} is no text file`, hint);
  }
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
  for (const line of lines) {
    if (!/^~(?:\/|$)/.test(line) || (await app.doors.files.statusOf(line)) !== null) continue;
    const hint = 'Write the whole path: only a shell puts a home directory for ~.';
    throw new FirebreakError(
      'ARGUMENT_INVALID',
      `${argument.slice(1)}: ~ is not expanded in a file of TARGETs: ${line}`,
      hint,
    );
  }
  return lines;
}

/** `@scope` may be meant for a directory of that name, as npm's scopes are called. */
async function refuseDirectory(app: App, argument: string): Promise<void> {
  const { files } = app.doors;
  if ((await files.resolveLinks(argument.slice(1))) !== null) return;
  if ((await files.resolveLinks(argument)) === null) return;
  throw new FirebreakError(
    'ARGUMENT_INVALID',
    `there is no file ${argument.slice(1)} of TARGETs, which ${argument} would name`,
    `To look at ${argument} itself, write ./${argument}.`,
  );
}

function noTarget(message: string): FirebreakError {
  const hint = 'Name a directory or a git repository, or a file of them, one a line, as @FILE.';
  return new FirebreakError('ARGUMENT_INVALID', message, hint);
}
