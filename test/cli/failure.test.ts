import { readdirSync } from 'node:fs';
import { CLIError } from '@oclif/core/errors';
import { describe, expect, it } from 'vitest';
import { failureOf } from '../../src/cli/failure.ts';
import { FirebreakError } from '../../src/errors.ts';

/** What a call throws. */
function thrownBy(call: () => unknown): unknown {
  try {
    call();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

describe('a failure', () => {
  it.each([
    ['LIST_EMPTY', 2],
    ['GIT_UNREADABLE', 1],
    ['INTERRUPTED', 130],
    ['BUG', 1],
  ] as const)('of ours, %s, keeps its words and ends with %i', (code, exit) => {
    expect(failureOf(new FirebreakError(code, 'what', 'do'), 'scan')).toEqual({
      code,
      message: 'what',
      hint: 'do',
      exit,
    });
  });

  it.each([
    [
      'The following errors occurred:\n  \u001b[2mMissing required flag from\n  --a cannot also be provided when using --b\u001b[22m\nSee more help with --help',
      '--from must be given; --a cannot also be provided when using --b',
    ],
    [
      'Parsing --jobs \n\tExpected an integer but received: x\nSee more help with --help',
      '--jobs: Expected an integer but received: x',
    ],
    ['Unexpected argument: b\nSee more help with --help', 'Unexpected argument: b'],
  ])('of usage is told in one line: %j', (message, told) => {
    expect(failureOf(new CLIError(message), 'incident open')).toEqual({
      code: 'USAGE',
      message: told,
      hint: '`firebreak incident open --help` shows what it takes.',
      exit: 2,
    });
  });

  it('of a missing argument names it', () => {
    const error = Object.assign(
      new CLIError('Missing 2 required args:\nid  The incident.\nfile  A list.'),
      {
        args: [{ name: 'id' }, { name: 'file' }],
      },
    );

    expect(failureOf(error, 'x').message).toBe('ID and FILE must be given');
  });

  it("of the system is the outside world's, with the place", () => {
    expect(
      failureOf(
        thrownBy(() => readdirSync('/dev/null')),
        'scan',
      ),
    ).toMatchObject({
      code: 'FILE_UNREADABLE',
      message: 'cannot use /dev/null: not a directory',
      exit: 1,
    });
  });

  it.each([
    [new TypeError('x is undefined'), 'TypeError: x is undefined'],
    ['text', 'text'],
    [thrownBy(() => new URL('x')), 'TypeError: Invalid URL'],
  ])('of any other kind is our bug: %s', (error, message) => {
    expect(failureOf(error, 'scan')).toMatchObject({
      code: 'BUG',
      message,
      exit: 1,
      hint: expect.stringContaining('DEBUG=firebreak'),
    });
  });
});
