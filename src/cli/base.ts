import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { Command } from '@oclif/core/command';
import { ExitError } from '@oclif/core/errors';
import * as Flags from '@oclif/core/flags';
import type { App } from '../app/app.ts';
import { systemDoors } from '../host/doors.ts';
import { interrupted } from '../host/interrupt.ts';
import { printable } from '../ui/printable.ts';
import { progressLine } from '../ui/progress.ts';
import { failureOf } from './failure.ts';
import { jsonText, writeOutput } from './output.ts';

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
        'Where incidents and scans are kept (else FIREBREAK_HOME, else the XDG data directory).',
      helpGroup: 'GLOBAL',
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
    output: Flags.string({ description: 'Write the result to this file.', helpGroup: 'GLOBAL' }),
  };

  private readonly interruption = new AbortController();
  private readonly progress = progressLine(process.stderr);
  private format = 'table';
  private output: string | null = null;

  /** Does the work. Flags in, one service call, its outcome. */
  protected abstract answer(): Promise<Outcome<T>>;

  override async run(): Promise<T> {
    process.once('SIGINT', () => this.interruption.abort(interrupted()));
    const { exit, result, text } = await this.answer();
    this.progress.clear();
    process.exitCode = exit;
    const asJson = this.jsonEnabled() || this.format === 'json';
    if (this.output !== null)
      await writeOutput(resolve(this.output), asJson ? `${jsonText(result)}\n` : await text());
    else if (!asJson) process.stdout.write(`${(await text()).trimEnd()}\n`);
    else if (!this.jsonEnabled()) this.logJson(result);
    return result;
  }

  /** The services' surroundings, from the flags that every command has. */
  protected app(flags: {
    'data-dir'?: string | undefined;
    'no-color'?: boolean;
    format?: string | undefined;
    output?: string | undefined;
  }): App {
    if (flags['no-color']) process.env['NO_COLOR'] = '1';
    this.format = flags.format ?? 'table';
    this.output = flags.output ?? null;
    return {
      doors: systemDoors(this.interruption.signal),
      dataDir: resolve(
        flags['data-dir'] ??
          process.env['FIREBREAK_HOME'] ??
          join(this.config.dataDir || homedir()),
      ),
      version: this.config.version,
      progress: (progress) => this.progress.show(progress),
      warn: (message) => {
        this.progress.clear();
        process.stderr.write(`warning: ${printable(message)}\n`);
      },
    };
  }

  override logJson(json: unknown): void {
    if (this.output === null || isFailure(json)) process.stdout.write(`${jsonText(json)}\n`);
  }

  protected override async catch(error: unknown): Promise<void> {
    if (error instanceof ExitError) throw error;
    this.progress.clear();
    const failure = failureOf(error);
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
