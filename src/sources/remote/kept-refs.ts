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

/** What is about to stand elsewhere lies here for as long as the fetch takes. */
export const moving = `${ours}moving/`;

/** What the server has no more lies here. */
const gone = `${ours}gone/`;

/**
 * Instructions for `git update-ref --stdin` that keep what is leaving, and take away what vanished. A ref that is gone is
 * called `refs/firebreak/gone/20260519T010203004Z/heads/fix`: refs of one time lay side by side and so can lie side by side
 * again; those of another time may bear the same names.
 */
export function keepingText({ moved, vanished }: Leaving, at: Date): string {
  const time = at.toISOString().replaceAll(/[-:.]/g, '');
  const below = (top: string, name: string): string =>
    `${top}${time}/${name.slice('refs/'.length)}`;
  return [
    ...vanished.map(({ name, oid }) => `create ${below(gone, name)} ${oid}\n`),
    ...moved.map(({ name, oid }) => `create ${below(moving, name)} ${oid}\n`),
    ...vanished.map(({ name, oid }) => `delete ${name} ${oid}\n`),
  ].join('');
}

/** Instructions that keep of what moved only what `isLost`: no other ref leads there. */
export function settlingText(
  moved: readonly LocalRef[],
  isLost: (ref: LocalRef) => boolean,
): string {
  return moved
    .map((ref) => {
      const { name, oid } = ref;
      const kept = isLost(ref) ? `create ${gone}${name.slice(moving.length)} ${oid}\n` : '';
      return `${kept}delete ${name} ${oid}\n`;
    })
    .join('');
}
