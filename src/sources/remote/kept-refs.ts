import { ours } from './server-refs.ts';

/** A ref of a mirror. Its name has one character for each byte. */
export interface LocalRef {
  readonly name: string;
  readonly oid: string;
  /** `commit`, `tag`, `tree` or `blob`. */
  readonly type: string;
}

/** What of a mirror's refs would be lost by making them what the server has. */
export interface Leaving {
  readonly vanished: readonly LocalRef[];
  readonly moved: readonly LocalRef[];
}

/** GitHub and GitLab make these anew whenever the base moves; both commits that they merge stay. */
const remade = /^refs\/(?:pull|merge-requests)\/\d+\/merge$/;

/** Refs that the server has no more, and those that stand elsewhere now. */
export function leavingRefs(
  local: readonly LocalRef[],
  server: ReadonlyMap<string, string>,
): Leaving {
  const theirs = local.filter(({ name }) => !name.startsWith(ours));
  return {
    vanished: theirs.filter(({ name }) => !server.has(name)),
    moved: theirs.filter(
      ({ name, oid }) => server.has(name) && server.get(name) !== oid && !remade.test(name),
    ),
  };
}

/**
 * What a ref is called once the server has it no more: `refs/firebreak/gone/20260519T010203004Z/heads/fix`. Refs of one
 * time lay side by side and so can lie side by side again; those of another time may bear the same names.
 */
export function goneName(name: string, at: Date): string {
  return `${goneAt(at)}${name.slice('refs/'.length)}`;
}

/** What the names of all refs that were gone at one time begin with. */
export function goneAt(at: Date): string {
  return `${ours}gone/${at.toISOString().replaceAll(/[-:.]/g, '')}/`;
}

/** Instructions for `git update-ref --stdin` that keep what is leaving, and take away what vanished. */
export function keepingText({ moved, vanished }: Leaving, at: Date): string {
  return [
    ...[...vanished, ...moved].map(({ name, oid }) => `create ${goneName(name, at)} ${oid}\n`),
    ...vanished.map(({ name, oid }) => `delete ${name} ${oid}\n`),
  ].join('');
}
