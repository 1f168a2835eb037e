import { FirebreakError } from '../../errors.ts';
import type { Doors } from '../../host/doors.ts';
import type { FetchGitReport } from '../../host/fetch-git.ts';
import type { Address } from './address.ts';
import { stageIn } from './fetch-stage.ts';
import type { MirrorHome } from './mirror-home.ts';

/** Git at work on one mirror. */
export interface MirrorGit {
  readonly gitDir: string;
  /** Runs git in the mirror without a network. Gives its output, one character for each byte. Throws GIT_FAILED. */
  local(args: readonly string[], input?: string): Promise<string>;
  /** Runs git with the network. `gitDir` null is for a server that has no mirror yet. */
  remote(args: readonly string[], options: RemoteOptions): Promise<FetchGitReport>;
}

interface RemoteOptions {
  readonly input: string | null;
  readonly inMirror: boolean;
}

/** Git for the mirror of an address. `fetching` is told how far it is with what it fetches. */
export function mirrorGit(
  address: Address,
  gitDir: string,
  doors: Doors,
  fetching?: MirrorHome['fetching'],
): MirrorGit {
  const { fetchGit, signal } = doors;
  return {
    gitDir,
    async local(args, input) {
      const report = await fetchGit({
        gitDir,
        args,
        protocol: null,
        credentials: null,
        input: input ?? null,
        signal,
      });
      if (report.exitCode === 0) return report.stdout;
      throw new FirebreakError(
        'GIT_FAILED',
        `cannot work on the mirror ${gitDir}: ${reasonOf(report)}`,
        'Free some space, or delete that directory: it is mirrored anew then.',
      );
    },
    remote: (args, { inMirror, input }) => {
      fetching?.(address.url);
      const listens = fetching !== undefined && args.includes('--progress');
      return fetchGit({
        gitDir: inMirror ? gitDir : null,
        args,
        protocol: address.protocol,
        credentials: address.credentials,
        input,
        signal,
        ...(listens ? { heard: heardBy(fetching, address.url) } : {}),
      });
    },
  };
}

function heardBy(fetching: (what: string) => void, url: string): (said: string) => void {
  return (said) => {
    const stage = stageIn(said);
    if (stage !== null) fetching(`${url} ${stage}`);
  };
}

/** What a failure of git's with a server is told as. */
export function fetchFailure(url: string, report: FetchGitReport): FirebreakError {
  const reason = reasonOf(report);
  return new FirebreakError('GIT_FAILED', `cannot fetch ${url}: ${reason}`, hintFor(report.stderr));
}

/** Why git did not do it, in one line: what went wrong first, and what it died of where that is something else. */
export function reasonOf({ exitCode, silent, stderr }: FetchGitReport): string {
  if (silent) return 'nothing was heard for too long';
  const lines = stderr
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const faults = lines.filter((line) => /^(?:error|fatal): /.test(line));
  const told = faults.length === 0 ? lines.slice(-1) : [...new Set([faults[0], faults.at(-1)])];
  const text = told.map((line) => (line ?? '').replace(/^(?:error|fatal): /, '')).join('; ');
  return (text || `git ended with ${exitCode ?? 'a signal'}`).slice(0, 500);
}

const hints: readonly (readonly [RegExp, string])[] = [
  [
    /could not read (?:Username|Password)|Authentication failed|Permission denied|Host key verification|error: 40[13]/i,
    'Set up a credential helper or a key for it, so that `git ls-remote URL` works without a question.',
  ],
  [/dubious ownership/, 'Give the directory itself as the TARGET instead of its file:// URL.'],
  [
    /not found|does not exist|does not appear to be a git repository|404/i,
    'Check the URL. Servers say the same of repositories that you may not see.',
  ],
  [/No space left/i, 'Free some space, or name another place with --data-dir.'],
];

function hintFor(stderr: string): string {
  const known = hints.find(([pattern]) => pattern.test(stderr))?.[1];
  return known ?? 'Check the network and try again, or give a clone on this machine.';
}
