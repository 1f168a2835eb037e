import { FirebreakError } from '../errors.ts';
import type { Launched, Launcher } from './launcher.ts';

/** Ways to a server that git itself goes; helpers that a URL could name (`ext::`) are none of them. */
export type GitProtocol = 'file' | 'git' | 'http' | 'https' | 'ssh';

/** Who to say one is to a server. They reach git through its environment: arguments are seen by everybody. */
export interface GitCredentials {
  readonly username: string;
  /** Null where the person's own credential helpers may know it. */
  readonly password: string | null;
}

export interface FetchGitRequest {
  /** Null for a command that needs no repository. */
  readonly gitDir: string | null;
  readonly args: readonly string[];
  /** The one protocol that is allowed; null for none, and for work in the mirror itself. */
  readonly protocol: GitProtocol | null;
  readonly credentials: GitCredentials | null;
  /** What it reads, one character for each byte; null for nothing. */
  readonly input: string | null;
  readonly signal: AbortSignal;
  /** Told of what git says, as it says it, one character for each byte. Absent where nobody listens. */
  readonly heard?: (said: string) => void;
}

/** How it went. */
export interface FetchGitReport {
  readonly exitCode: number | null;
  /** One character for each byte. With a network, what it says is in it as well, as lines of their own. */
  readonly stdout: string;
  /** What it said, bare of passwords. */
  readonly stderr: string;
  /** Whether it was ended because it said nothing for too long. */
  readonly silent: boolean;
}

/** Runs git where it may use the network, and where it writes into a mirror of ours. */
export type FetchGit = (request: FetchGitRequest) => Promise<FetchGitReport>;

/** Answers longer than this are no list of refs: half a million of them take 50 MB. */
const maxOutput = 512 * 1024 * 1024;

/** Milliseconds without a word after which a server counts as gone. */
const patience = 120_000;

/** Work in a mirror says nothing until it is done: packing 40,000 refs on a slow disk takes minutes. */
const busy = 30;

/**
 * Faults that old versions of git and importers left in histories that everybody uses (git-fsck, "FSCK MESSAGES").
 * Nothing is checked out here that they could harm.
 */
const sloppiness = [
  'badDate',
  'badDateOverflow',
  'badEmail',
  'badFilemode',
  'badName',
  'badTagName',
  'badTimezone',
  'gitmodulesBlob',
  'gitmodulesLarge',
  'gitmodulesMissing',
  'gitmodulesName',
  'gitmodulesParse',
  'gitmodulesPath',
  'gitmodulesSymlink',
  'gitmodulesUpdate',
  'gitmodulesUrl',
  'missingEmail',
  'missingNameBeforeEmail',
  'missingSpaceBeforeDate',
  'missingSpaceBeforeEmail',
  'missingTaggerEntry',
  'multipleAuthors',
  'zeroPaddedDate',
  'zeroPaddedFilemode',
];

/**
 * What keeps git from running or changing more than it was asked to, whatever the person's configuration and the
 * mirror's say. Credential helpers, proxies and certificates are the person's own and stay.
 */
const settings: Readonly<Record<string, string>> = {
  'core.fsmonitor': 'false',
  'core.hooksPath': '/dev/null',
  'core.untrackedCache': 'false',
  'credential.interactive': 'false',
  'fetch.fsckObjects': 'true',
  'fetch.prune': 'false',
  'fetch.pruneTags': 'false',
  'fetch.recurseSubmodules': 'false',
  'fetch.uriProtocols': '',
  'fetch.writeCommitGraph': 'false',
  'gc.auto': '0',
  'maintenance.auto': 'false',
  'protocol.version': '2',
  // Ours, and run for whoever has it: a data directory may be shared.
  'safe.directory': '*',
  'submodule.recurse': 'false',
  'transfer.bundleURI': 'false',
  'transfer.fsckObjects': 'true',
  ...Object.fromEntries(sloppiness.map((id) => [`fetch.fsck.${id}`, 'ignore'])),
};

/** Of the caller's environment, what says who the person is and how the network is reached. */
const passedOn =
  /^(?:PATH|HOME|USER|LOGNAME|XDG_CONFIG_HOME|XDG_RUNTIME_DIR|DBUS_SESSION_BUS_ADDRESS|GNUPGHOME|SSH_AUTH_SOCK|SSH_AGENT_PID|SSL_CERT_(?:FILE|DIR)|CURL_CA_BUNDLE|GIT_SSH|GIT_SSH_COMMAND|GIT_SSH_VARIANT|GIT_SSL_\w+|GIT_PROXY_\w+|GIT_HTTP_PROXY_AUTHMETHOD|GIT_CONFIG_(?:GLOBAL|SYSTEM|NOSYSTEM)|(?:https?|all|no)_proxy)$/i;

/** Tells git what the URL held; a script of ours that holds nothing itself. */
const helper =
  '!f() { test "$1" = get || exit 0; printf "username=%s\\npassword=%s\\n" "$FIREBREAK_GIT_USERNAME" "$FIREBREAK_GIT_PASSWORD"; }; f';

/** Git with a network, by way of a launcher. One that says nothing for `limit` milliseconds is ended. */
export function createFetchGit(launcher: Launcher, limit: number = patience): FetchGit {
  return async (request) => {
    const { credentials, heard: told, input, protocol, signal } = request;
    signal.throwIfAborted();
    const seconds = String(Math.max(1, Math.ceil(limit / 1000)));
    const command = argumentsOf(request, seconds);
    const launched = await launcher
      .start(...started(command, protocol), environment(protocol, credentials), input !== null)
      .catch((error: unknown) => {
        throw new FirebreakError(
          'GIT_FAILED',
          `git could not be started: ${error instanceof Error ? error.message : String(error)}`,
          'Look at fewer targets at a time with --jobs 1.',
          error,
        );
      });
    const stop = (): void => {
      launched.kill();
      launched.stdout.destroy();
    };
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    if (input !== null) launched.stdin?.end(input, 'latin1');
    const heard = await listen(launched, protocol === null ? limit * busy : limit, told);
    const ended = await launched.ended;
    signal.removeEventListener('abort', stop);
    signal.throwIfAborted();
    const said = protocol === null ? ended.stderr : Buffer.from(heard.text, 'latin1').toString();
    return {
      exitCode: ended.exitCode,
      stdout: heard.text,
      stderr: redacted(said, credentials),
      silent: heard.silent,
    };
  };
}

/**
 * With a network all it says goes to its standard output: what it says is heard at once, so that one who is busy is not
 * taken for dead, and programs that it started and that outlive it hold nothing of ours open.
 */
function started(
  args: readonly string[],
  protocol: GitProtocol | null,
): [string, readonly string[]] {
  return protocol === null ? ['git', args] : ['sh', ['-c', 'exec "$0" "$@" 2>&1', 'git', ...args]];
}

function argumentsOf({ args, credentials, gitDir }: FetchGitRequest, seconds: string): string[] {
  const more: [string, string][] = [
    ['http.lowSpeedLimit', '1'],
    ['http.lowSpeedTime', seconds],
  ];
  if (credentials !== null) {
    // Empty, it makes git forget the person's helpers, which would else be told to keep what the URL held.
    if (credentials.password !== null) more.push(['credential.helper', '']);
    more.push(['credential.helper', helper]);
  }
  return [
    '--no-pager',
    '--no-replace-objects',
    ...[...Object.entries(settings), ...more].flatMap(([key, value]) => ['-c', `${key}=${value}`]),
    ...(gitDir === null ? [] : [`--git-dir=${gitDir}`]),
    ...args,
  ];
}

function environment(
  protocol: GitProtocol | null,
  credentials: GitCredentials | null,
): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => passedOn.test(name));
  return {
    ...Object.fromEntries(own),
    LC_ALL: 'C',
    GIT_ALLOW_PROTOCOL: protocol ?? '',
    GIT_ASKPASS: '',
    GIT_NO_LAZY_FETCH: '1',
    GIT_TERMINAL_PROMPT: '0',
    // With these OpenSSH asks a program that knows nothing, and not the terminal.
    SSH_ASKPASS: '/bin/false',
    SSH_ASKPASS_REQUIRE: 'force',
    FIREBREAK_GIT_USERNAME: credentials?.username ?? '',
    FIREBREAK_GIT_PASSWORD: credentials?.password ?? '',
  };
}

interface Heard {
  readonly text: string;
  readonly silent: boolean;
}

/** Takes what a process writes until it ends, is silent for too long, or goes beyond all bounds. */
async function listen(
  launched: Launched,
  limit: number,
  told: FetchGitRequest['heard'],
): Promise<Heard> {
  const chunks: Buffer[] = [];
  let size = 0;
  let silent = false;
  const end = (): void => {
    silent = true;
    launched.kill();
    launched.stdout.destroy();
  };
  let silence = setTimeout(end, limit);
  try {
    for await (const chunk of launched.stdout as AsyncIterable<Buffer>) {
      clearTimeout(silence);
      silence = setTimeout(end, limit);
      size += chunk.length;
      if (size <= maxOutput) chunks.push(chunk);
      else launched.kill();
      told?.(chunk.toString('latin1'));
    }
  } catch {
    // Cut off: how it ended says why.
  } finally {
    clearTimeout(silence);
  }
  return { text: Buffer.concat(chunks).toString('latin1'), silent };
}

/** Takes users and passwords out of URLs in what git said, and the password that it was given. */
function redacted(text: string, credentials: GitCredentials | null): string {
  const bare = text.replace(/(:\/\/)[^\s/]*@/g, '$1***@');
  // A user without a password is a token, as some servers take them.
  const secret = credentials?.password ?? credentials?.username ?? '';
  return secret.length > 3 ? bare.replaceAll(secret, '***') : bare;
}
