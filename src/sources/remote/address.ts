import { FirebreakError } from '../../errors.ts';
import type { GitCredentials, GitProtocol } from '../../host/fetch-git.ts';
import { normaliseOrigin } from '../git/origin.ts';
import type { Origin } from '../target.ts';

/** A repository at a URL. */
export interface Address {
  /** Without what is secret in it: this is what is shown, kept and given to git. */
  readonly url: string;
  readonly protocol: GitProtocol;
  readonly credentials: GitCredentials | null;
  /** What the target is called by; null for a path on this machine. */
  readonly origin: Origin | null;
  /** Where its mirror lies below the directory of mirrors, without `.git`: names that any file system takes. */
  readonly steps: readonly string[];
}

const protocols: readonly string[] = ['file', 'git', 'http', 'https', 'ssh'];

/** No URL of a repository is longer, and no file name. */
const maxUrl = 2048;
const maxName = 240;

/**
 * Takes a TARGET for a repository at a URL (git-clone, "GIT URLS"): `https://host/acme/web`, `ssh://git@host:2222/web`,
 * `git@host:acme/web`, `file:///srv/git/web`. Null where it is none. Throws ARGUMENT_INVALID for one that could make git
 * or ssh do something else than fetch, and for one that names no repository.
 */
export function addressOf(argument: string): Address | null {
  if (/^[a-z0-9][a-z0-9+.-]*::/i.test(argument))
    throw refused(argument, 'names a helper program for git, and firebreak starts none');
  const scp = /^([^/\s@:]+)@([^/\s@:]+|\[[^\]\s/]+\]):(?!\/\/)(.*)$/s.exec(argument);
  const parts = /^([a-z][a-z0-9+.-]*):\/\/([^/]*)(.*)$/is.exec(argument);
  const protocol = scp === null ? (parts?.[1] ?? '').toLowerCase() : 'ssh';
  if (!protocols.includes(protocol)) return null;
  if (argument.length > maxUrl) throw refused(argument, `is longer than ${maxUrl} characters`);
  if (hasControls(argument) || /\s/.test(argument))
    throw refused(argument, 'has white space or control characters in it');
  const [, , server = '', place = ''] = parts ?? [];
  const [user, authority, path] = scp
    ? [scp[1] ?? '', scp[2] ?? '', scp[3] ?? '']
    : [...splitAt(server), place];
  const found = pieces(argument, protocol as GitProtocol, user, authority, path);
  const isWeb = protocol === 'http' || protocol === 'https';
  const shownUser = isWeb || user === '' ? '' : `${user}@`;
  const url = scp === null ? `${protocol}://${shownUser}${authority}${path}` : argument;
  return {
    url,
    protocol: protocol as GitProtocol,
    credentials: isWeb ? credentialsOf(argument, user) : null,
    origin: normaliseOrigin(url),
    steps: found,
  };
}

/** Checks what the parts of a URL are, and gives the steps to its mirror. */
function pieces(
  argument: string,
  protocol: GitProtocol,
  user: string,
  authority: string,
  path: string,
): string[] {
  const host = authority.replace(/:\d*$/, '').toLowerCase();
  const port = /:(\d+)$/.exec(authority)?.[1] ?? '';
  if (protocol === 'file') {
    if (authority !== '' && host !== 'localhost')
      throw refused(argument, 'names a file on another machine');
  } else if (!/^(?:[a-z0-9_](?:[a-z0-9_.-]*)|\[[0-9a-f:.]+(?:%[a-z0-9]+)?\])$/.test(host))
    throw refused(argument, 'names no host');
  if (/[?#]/.test(path))
    throw refused(argument, 'has a ? or a # in it: give what `git clone` takes');
  if (protocol === 'ssh' && (user.startsWith('-') || user.includes(':')))
    throw refused(argument, 'has a user that ssh would not take for one');
  if (path.startsWith('-')) throw refused(argument, 'has a path that git would take for a flag');
  const decoded = decode(path);
  if (decoded === null || hasControls(decoded))
    throw refused(argument, 'has control characters in it');
  const names = decoded.split('/').filter((name) => name !== '');
  // What has a work tree is the same repository with and without.
  if (names.at(-1) === '.git') names.pop();
  if (names.some((name) => name === '.' || name === '..'))
    throw refused(argument, 'has . or .. in its path');
  const last = names.pop()?.replace(/\.git$/i, '') ?? '';
  if (last === '') throw refused(argument, 'names no repository');
  const steps = [...names.map((name) => directoryName(name)), fileName(last)];
  if (steps.some((name) => name.length > maxName)) throw refused(argument, 'has too long a name');
  return [topOf(protocol, user, host, port), ...steps];
}

/** `+` stands in no host's name. Who one is counts where each person has a home directory of their own. */
function topOf(protocol: GitProtocol, user: string, host: string, port: string): string {
  if (protocol === 'file') return '+file';
  const who = protocol !== 'ssh' || user === '' || user === 'git' ? '' : `${fileName(user)}@`;
  return `${who}${fileName(host)}${port === '' ? '' : `+${port}`}`;
}

/** Different names stay different, and none is hidden, a flag or a path. */
function fileName(name: string): string {
  return [...Buffer.from(name, 'utf8')]
    .map((byte) => {
      const character = String.fromCharCode(byte);
      return /[A-Za-z0-9._~-]/.test(character)
        ? character
        : `%${byte.toString(16).padStart(2, '0')}`;
    })
    .join('')
    .replace(/^[.~-]/, (first) => `%${first.charCodeAt(0).toString(16)}`);
}

/** Between mirrors and their locks, which have these ends, no directory has one. */
function directoryName(name: string): string {
  return fileName(name).replace(/\.(git|lock|takeover)$/i, '%2e$1');
}

/** A user may hold an `@`: the last one counts. */
function splitAt(server: string): [string, string] {
  const at = server.lastIndexOf('@');
  return at === -1 ? ['', server] : [server.slice(0, at), server.slice(at + 1)];
}

function credentialsOf(argument: string, user: string): GitCredentials | null {
  if (user === '') return null;
  const colon = user.indexOf(':');
  const username = decode(colon === -1 ? user : user.slice(0, colon));
  const password = colon === -1 ? null : decode(user.slice(colon + 1));
  if (username === null || hasControls(username) || hasControls(password ?? ''))
    throw refused(argument, 'has control characters in its user or password');
  return { username, password };
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    // A lone % is a character like any other to git.
    return /%(?:0|1|7f)/i.test(text) ? null : text;
  }
}

function hasControls(text: string): boolean {
  return /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(text);
}

/** An argument as it may be shown: without user and password. */
export function withoutSecrets(argument: string): string {
  return argument.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/]*@/i, '$1***@');
}

function refused(argument: string, why: string): FirebreakError {
  return new FirebreakError(
    'ARGUMENT_INVALID',
    `${withoutSecrets(argument)} ${why}`,
    'Give a URL as `git clone` takes it: https://HOST/PATH, ssh://HOST/PATH, git@HOST:PATH or file:///PATH.',
  );
}
