import type { Launched, Launcher, LaunchReport } from './launcher.ts';

/**
 * Flags that keep a repository's own configuration from making git run or fetch anything. Given on
 * the command line, which git ranks above every file (git-config, "FILES"). `safe.directory` lets
 * another user's clone be read, which is sound only because of the rest.
 */
const hardened = [
  '--no-pager',
  '--no-replace-objects',
  '--literal-pathspecs',
  ...config({
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
  };
}

export interface GitOutput {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** The signal that ended it, where one did. */
  readonly signal: string | null;
}

/** A git process that answers queries on its standard input until it is closed. */
export interface GitConversation {
  ask(text: string): void;
  readonly answers: AsyncIterator<Buffer>;
  /** Ends it and gives what it said on standard error and how it went. Safe to call more than once. */
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

/** Git by way of a launcher: a scan starts two processes for each repository. */
export function createGit(launcher: Launcher): Git {
  async function start(
    gitDir: string,
    args: readonly string[],
    signal: AbortSignal,
  ): Promise<Launched> {
    const launched = await launcher.start(
      'git',
      [...hardened, `--git-dir=${gitDir}`, ...args],
      environment(),
    );
    const stop = (): void => void launched.socket.destroy();
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    launched.socket.once('close', () => signal.removeEventListener('abort', stop));
    return launched;
  }
  return {
    async runGit(gitDir, args, signal) {
      const { ended, socket } = await start(gitDir, args, signal);
      socket.end();
      const chunks: Buffer[] = [];
      for await (const chunk of socket) chunks.push(chunk as Buffer);
      return { ...outcome(await ended), stdout: Buffer.concat(chunks).toString('utf8') };
    },
    async converseWithGit(gitDir, args, signal) {
      const { ended, socket } = await start(gitDir, args, signal);
      return {
        ask: (text) => void socket.write(text),
        answers: socket[Symbol.asyncIterator]() as AsyncIterator<Buffer>,
        close: async () => {
          socket.end();
          socket.resume();
          const report = await ended;
          socket.destroy();
          return outcome(report);
        },
      };
    },
  };
}

function outcome({ exitCode, signal, stderr }: LaunchReport): GitOutput {
  return { exitCode, signal, stderr, stdout: '' };
}

function config(settings: Record<string, string>): string[] {
  return Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`]);
}
