import { FirebreakError } from '../errors.ts';
import type { Launched, Launcher, LaunchReport } from './launcher.ts';

/**
 * Flags that keep a repository's own configuration from making git run or fetch anything. Given on
 * the command line, which git ranks above every file (git-config, "FILES"). `safe.directory` lets
 * another user's clone be read, which is sound only because of the rest. A work tree is named because git
 * would else go to the one that the configuration names, and die where there is none; nothing is done there.
 */
const hardened = [
  '--no-pager',
  '--no-replace-objects',
  '--literal-pathspecs',
  '--work-tree=/',
  ...config({
    // Larger objects are handed on piece by piece.
    'core.bigFileThreshold': '64m',
    'core.fsmonitor': 'false',
    'core.hooksPath': '/dev/null',
    'core.pager': 'cat',
    'core.sshCommand': 'false',
    'core.untrackedCache': 'false',
    'credential.helper': '',
    'diff.external': '',
    'gc.auto': '0',
    'maintenance.auto': 'false',
    'protocol.allow': 'never',
    'safe.directory': '*',
  }),
];

/** Only what git needs to start: nothing from the caller's GIT_* variables takes part. */
function environment(): NodeJS.ProcessEnv {
  return {
    PATH: process.env['PATH'],
    HOME: '/nonexistent',
    LC_ALL: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_SYSTEM: '/dev/null',
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_NO_LAZY_FETCH: '1',
    GIT_ALLOW_PROTOCOL: '',
    GIT_GRAFT_FILE: '/nonexistent/grafts',
  };
}

export interface GitOutput {
  readonly exitCode: number | null;
  /** One character for each byte (latin1): what git names need not be UTF-8, and must stay apart where it is not. */
  readonly stdout: string;
  readonly stderr: string;
  /** The signal that ended it, where one did. */
  readonly signal: string | null;
}

/** A git process that answers queries on its standard input until it is closed. */
export interface GitConversation {
  ask(text: string): void;
  /** Says that nothing more is asked, so that what is held back is answered. */
  endOfQueries(): void;
  readonly answers: AsyncIterator<Buffer>;
  /** Ends it, answers or none, and gives what it said on standard error and how it went. Safe to call more than once. */
  close(): Promise<GitOutput>;
}

/** Git as the rooms above see it. */
export interface Git {
  /** Runs one git command over a repository's objects, hardened, and gives its whole output. */
  runGit(gitDir: string, args: readonly string[], signal: AbortSignal): Promise<GitOutput>;
  /** Starts a git command that reads queries and writes answers. */
  converseWithGit(
    gitDir: string,
    args: readonly string[],
    signal: AbortSignal,
  ): Promise<GitConversation>;
}

/** Nothing that git does for us is silent for this long; what is waits for a pipe that somebody laid. */
const patience = 120_000;

/**
 * Git by way of a launcher: a scan starts two processes for each repository. A git that gives nothing for
 * `limit` milliseconds is ended.
 */
export function createGit(launcher: Launcher, limit: number = patience): Git {
  async function start(
    gitDir: string,
    args: readonly string[],
    input: boolean,
    signal: AbortSignal,
  ): Promise<Launched> {
    const command = [...hardened, `--git-dir=${gitDir}`, ...args];
    const launched = await launcher
      .start('git', command, environment(), input)
      .catch((error: unknown) => {
        throw new FirebreakError(
          'GIT_UNREADABLE',
          `git could not be started: ${error instanceof Error ? error.message : String(error)}`,
          'Look at two targets at a time with --jobs 2, or ask the system for more open files.',
          error,
        );
      });
    const stop = (): void => {
      launched.stdout.destroy();
      launched.kill();
    };
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    launched.stdout.once('close', () => signal.removeEventListener('abort', stop));
    return launched;
  }
  return {
    async runGit(gitDir, args, signal) {
      const launched = await start(gitDir, args, false, signal);
      const answers = answersOf(launched, limit);
      const chunks: Buffer[] = [];
      try {
        for (let chunk = await answers.next(); !chunk.done; chunk = await answers.next())
          chunks.push(chunk.value);
      } catch (error) {
        // Cut off by an interruption: the caller tells by the signal.
        if (!signal.aborted) throw error;
      }
      return { ...outcome(await launched.ended), stdout: Buffer.concat(chunks).toString('latin1') };
    },
    async converseWithGit(gitDir, args, signal) {
      const launched = await start(gitDir, args, true, signal);
      const { ended, stdin, stdout } = launched;
      return {
        ask: (text) => void stdin?.write(text),
        endOfQueries: () => void stdin?.end(),
        answers: answersOf(launched, limit),
        close: async () => {
          // Not waiting for what it still has to say: it ends when nobody listens.
          stdin?.destroy();
          stdout.destroy();
          const late = setTimeout(() => launched.kill(), limit);
          const report = await ended;
          clearTimeout(late);
          return outcome(report);
        },
      };
    },
  };
}

/** The chunks that a process writes. One that is silent for `limit` milliseconds is ended. */
function answersOf(launched: Launched, limit: number): AsyncIterator<Buffer> {
  const chunks = launched.stdout[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  return {
    async next() {
      const silence = setTimeout(() => launched.kill(), limit);
      try {
        return await chunks.next();
      } finally {
        clearTimeout(silence);
      }
    },
  };
}

function outcome({ exitCode, signal, stderr }: LaunchReport): GitOutput {
  return { exitCode, signal, stderr, stdout: '' };
}

function config(settings: Record<string, string>): string[] {
  return Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`]);
}
