import type { RefClass } from '../types.ts';

/** Pull-request refs as GitHub, GitLab, Bitbucket and Gerrit name them, and as clones commonly fetch them. */
const pull =
  /^refs\/(?:(?:pull|merge-requests|pull-requests)\/\d+\/|changes\/\d\d\/\d+\/|remotes\/[^/]+\/(?:pr|pull|pull-requests|merge-requests)\/\d+(?:\/|$)|remotes\/[^/]+\/changes\/\d\d\/\d+\/)/;

/**
 * Full names of refs have one character for each byte (latin1) wherever they are compared: names that are
 * no UTF-8 would else become one. What is shown is decoded.
 */
export function shownName(refname: string): string {
  return Buffer.from(refname, 'latin1').toString('utf8');
}

/** The class of a ref by its full name; `defaults` are the full names of default branches. */
export function classOf(refname: string, defaults: ReadonlySet<string>): RefClass {
  if (defaults.has(refname)) return 'default';
  if (pull.test(refname)) return 'pull';
  if (refname.startsWith('refs/heads/') || refname.startsWith('refs/remotes/')) return 'branch';
  return refname.startsWith('refs/tags/') ? 'tag' : 'other';
}

/** What a ref is called for short: `main`, `origin/main`, `v1.0.0`; other refs keep their full names. */
export function shortName(refname: string): string {
  return shownName(refname.replace(/^refs\/(?:heads|tags|remotes)\//, ''));
}
