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

/** Runs one git command over a repository's objects, hardened, and gives its whole output. */
export async function runGit(
  gitDir: string,
  args: readonly string[],
  signal: AbortSignal,
): Promise<GitOutput> {
  const { execa } = await import('execa');
  const result = await execa('git', [...hardened, `--git-dir=${gitDir}`, ...args], {
    ...options(signal),
    maxBuffer: 512 * 1024 * 1024,
  });
  return outcome(result);
}

/** Starts a git command that reads queries and writes answers. */
export async function converseWithGit(
  gitDir: string,
  args: readonly string[],
  signal: AbortSignal,
): Promise<GitConversation> {
  const { execa } = await import('execa');
  const child = execa('git', [...hardened, `--git-dir=${gitDir}`, ...args], {
    ...options(signal),
    stdin: 'pipe',
    encoding: 'buffer',
    buffer: { stdout: false, stderr: true },
  });
  // A child that died while we were writing is reported by how it ended, not by the broken pipe.
  child.stdin.on('error', () => {});
  const answers = child.stdout[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  return {
    ask: (text) => void child.stdin.write(text),
    answers,
    close: async () => {
      child.stdin.end();
      child.stdout.resume();
      const result = await child;
      const { exitCode, shortMessage, signal: endedBy } = result;
      const stderr = Buffer.from(result.stderr ?? '').toString('utf8');
      return outcome({ exitCode, shortMessage, signal: endedBy, stdout: '', stderr });
    },
  };
}

function options(signal: AbortSignal) {
  return {
    env: environment(),
    extendEnv: false,
    reject: false,
    stripFinalNewline: false,
    cancelSignal: signal,
    stdin: 'ignore',
  } as const;
}

function outcome(result: {
  exitCode?: number | undefined;
  signal?: string | undefined;
  stdout?: string | undefined;
  stderr?: string | undefined;
  shortMessage?: string | undefined;
}): GitOutput {
  return {
    exitCode: result.exitCode ?? null,
    signal: result.signal ?? null,
    stdout: result.stdout ?? '',
    stderr: result.stderr || (result.exitCode === undefined ? (result.shortMessage ?? '') : ''),
  };
}

function config(settings: Record<string, string>): string[] {
  return Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`]);
}
