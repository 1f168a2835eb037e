import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { Command } from '@oclif/core/command';
import { ExitError } from '@oclif/core/errors';
import * as Flags from '@oclif/core/flags';
import type { App } from '../app/app.ts';
import { FirebreakError } from '../errors.ts';
import { systemDoors } from '../host/doors.ts';
import { interrupted } from '../host/interrupt.ts';
import { printable } from '../ui/printable.ts';
import { progressLine } from '../ui/progress.ts';
import { failureOf } from './failure.ts';
import { jsonText } from './json.ts';
import { outputFile, writeOutput } from './output.ts';

/** What a command hands over: the result that `--json` prints, the same for a person, and the exit code it means. */
export interface Outcome<T> {
  readonly result: T;
  /** Views are loaded when they are wanted. */
  readonly text: () => Promise<string>;
  readonly exit: number;
}

/** What every command shares: flags, doors, errors, interruption, and the one way in which results are printed. */
export abstract class BaseCommand<T> extends Command {
  static override enableJsonFlag = true;

  static override baseFlags = {
    'data-dir': Flags.directory({
      description:
        'Where incidents, scans, the inventory and mirrors are kept (else FIREBREAK_HOME, else the XDG data directory).',
      helpGroup: 'GLOBAL',
      helpValue: 'DIR',
    }),
    'no-color': Flags.boolean({
      description: 'Print without colour (also NO_COLOR).',
      helpGroup: 'GLOBAL',
    }),
    format: Flags.string({
      description: 'How to print the result.',
      options: ['table', 'json'],
      helpGroup: 'GLOBAL',
    }),
    json: Flags.boolean({
      description:
        'Print the result, or the error, as one JSON document (the same as --format json).',
      helpGroup: 'GLOBAL',
    }),
    output: Flags.string({
      description: 'Write the result to this file and nothing to standard output.',
      helpGroup: 'GLOBAL',
      helpValue: 'FILE',
    }),
  };

  private readonly interruption = new AbortController();
  private readonly progress = progressLine(process.stderr, {
    // A program that reads JSON may take anything on standard error for a failure.
    quiet: this.jsonEnabled(),
    now: () => performance.now(),
  });
  private output: string | null = null;

  /** Does the work. Flags in, one service call, its outcome. */
  protected abstract answer(): Promise<Outcome<T>>;

  override async run(): Promise<T> {
    process.once('SIGINT', () => this.interruption.abort(interrupted()));
    // Else oclif takes an argument that is left out from standard input: from the rest of a script, say.
    for (const arg of Object.values(this.ctor.args)) arg.ignoreStdin = true;
    const { exit, result, text } = await this.answer();
    this.progress.clear();
    process.exitCode = exit;
    if (this.output !== null)
      await writeOutput(this.output, this.jsonEnabled() ? `${jsonText(result)}\n` : await text());
    else if (!this.jsonEnabled()) process.stdout.write(`${(await text()).trimEnd()}\n`);
    // What is returned is printed as JSON where that is asked for.
    return result;
  }

  /** The services' surroundings, from the flags that every command has. Throws where one of those cannot be used. */
  protected async app(flags: {
    'data-dir'?: string | undefined;
    'no-color'?: boolean;
    output?: string | undefined;
  }): Promise<App> {
    if (flags['no-color']) {
      process.env['NO_COLOR'] = '1';
      // Node lets it win over NO_COLOR.
      delete process.env['FORCE_COLOR'];
    }
    this.output = flags.output === undefined ? null : await outputFile(flags.output);
    return {
      doors: systemDoors(this.interruption.signal),
      dataDir: this.dataDir(flags['data-dir']),
      version: this.config.version,
      progress: (progress) => this.progress.show(progress),
      fetching: (what) => this.progress.fetching(what),
      warn: (message) => {
        this.progress.clear();
        process.stderr.write(`warning: ${printable(message)}\n`);
      },
    };
  }

  /** Also where the arguments cannot be read: an error is JSON too. */
  override jsonEnabled(): boolean {
    const end = this.argv.indexOf('--');
    const words = end === -1 ? this.argv : this.argv.slice(0, end);
    const format = words.some(
      (word, index) =>
        word === '--format=json' || (word === '--format' && words[index + 1] === 'json'),
    );
    return format || super.jsonEnabled();
  }

  private dataDir(asked: string | undefined): string {
    if (asked === '')
      throw new FirebreakError('ARGUMENT_INVALID', '--data-dir names no directory', 'Give a path.');
    return resolve(asked ?? (process.env['FIREBREAK_HOME'] || this.config.dataDir || homedir()));
  }

  override logJson(json: unknown): void {
    if (this.output === null || isFailure(json)) process.stdout.write(`${jsonText(json)}\n`);
  }

  protected override async catch(error: unknown): Promise<void> {
    if (error instanceof ExitError) throw error;
    this.progress.clear();
    const failure = failureOf(error, this.id?.replaceAll(':', ' ') ?? '');
    process.exitCode = failure.exit;
    if (this.jsonEnabled()) this.logJson({ error: failure });
    else
      process.stderr.write(`error: ${printable(failure.message)}\n  ${printable(failure.hint)}\n`);
    if (failure.code === 'BUG' && process.env['DEBUG']?.includes('firebreak'))
      process.stderr.write(`${(error as Error).stack}\n`);
  }
}

function isFailure(json: unknown): boolean {
  return typeof json === 'object' && json !== null && 'error' in json;
}
