import { type SimpleGit, simpleGit } from 'simple-git';

/** Who a commit is by, and when, where git would else ask the machine's configuration. */
export interface CommitIdentity {
  readonly name: string;
  readonly email: string;
  /** ISO 8601. */
  readonly date: string;
}

/** Wrapped, because what simple-git gives can itself be awaited. */
export interface WorkGit {
  readonly git: SimpleGit;
}

/**
 * A fresh git for writing in `directory`: no hooks, no file-system monitor, no signing, nobody's configuration but the
 * repository's own, and only this environment. `environment` adds constants such as GIT_INDEX_FILE.
 */
export function workGit(
  directory: string,
  identity: CommitIdentity,
  environment: Readonly<Record<string, string>>,
): WorkGit {
  const whole = {
    PATH: process.env['PATH'] ?? '',
    HOME: '/nonexistent',
    LC_ALL: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_TERMINAL_PROMPT: '0',
    GIT_AUTHOR_NAME: identity.name,
    GIT_AUTHOR_EMAIL: identity.email,
    GIT_AUTHOR_DATE: identity.date,
    GIT_COMMITTER_NAME: identity.name,
    GIT_COMMITTER_EMAIL: identity.email,
    GIT_COMMITTER_DATE: identity.date,
    ...environment,
  };
  // simple-git refuses guarded variables and settings that are not named one by one; all of ours are constants.
  const git = simpleGit({
    baseDir: directory,
    allowEnvironment: Object.keys(whole),
    config: [
      'core.hooksPath=/dev/null',
      'core.fsmonitor=false',
      'commit.gpgSign=false',
      'gc.auto=0',
      'maintenance.auto=false',
      'protocol.allow=never',
      'safe.directory=*',
    ],
    unsafe: {
      allowUnsafeConfigPaths: true,
      allowUnsafeFsMonitor: true,
      allowUnsafeHooksPath: true,
      allowUnsafeProtocolOverride: true,
    },
  }).env(whole);
  return { git };
}
