import type { Chronicle } from './chronicle.ts';
import type { Lives } from './lives.ts';
import type { Turns } from './turns.ts';
import type { WindowTimes } from './window-times.ts';

export type Overlap = 'inside' | 'outside' | 'unknown';

/**
 * Whether a commit's life certainly meets the window: `inside` by a clock that can be right, `outside` where the commit
 * was certainly made after it. A commit that holds something before it was there to be had is never `outside`: its
 * clock is wrong, or the window is.
 */
export function lifeOverlap(
  { commits }: Chronicle,
  { clocks, end }: Lives,
  window: WindowTimes,
  commit: number,
): Overlap {
  const start = commits.committedAt[commit] as number;
  const last = Math.max(start, end[commit] as number);
  if (clocks.wrong[commit] === 0 && start <= window.to && last >= window.from) return 'inside';
  return (clocks.notBefore[commit] as number) > window.notAfter ? 'outside' : 'unknown';
}

/**
 * Whether something was there while it could be installed. `inside` where one life meets the window; `outside` only
 * where every life certainly began after it, nobody claims to have written what brought it before its end, and
 * `hidden` is false: no commit of that time went unread.
 */
export function overlapOf(
  chronicle: Chronicle,
  lives: Lives,
  window: WindowTimes,
  {
    hidden,
    holds,
    turns,
  }: { readonly hidden: boolean; readonly holds: Uint8Array; readonly turns: Turns },
): Overlap {
  let worst: Overlap = 'outside';
  for (let commit = turns.introduced[0] ?? 0; commit < holds.length; commit += 1) {
    if (holds[commit] === 0) continue;
    const one = lifeOverlap(chronicle, lives, window, commit);
    if (one === 'inside') return one;
    if (one === 'unknown') worst = one;
  }
  const { authoredAt } = chronicle.commits;
  const written = turns.introduced.some(
    (commit) => (authoredAt[commit] as number) <= window.notAfter,
  );
  return hidden || written || turns.count === 0 ? 'unknown' : worst;
}

/**
 * Whether commits that could not be read, or are not there, may have held anything during the window. What lies behind a
 * missing parent is no younger than the commit that names it.
 */
export function hidesWindow(
  { commits, unread }: Chronicle,
  { clocks, cut, end }: Lives,
  window: WindowTimes,
): boolean {
  const isYoung = (commit: number): boolean =>
    clocks.wrong[commit] === 1 || !((commits.committedAt[commit] as number) < window.notBefore);
  if (cut.some(isYoung)) return true;
  for (let commit = 0; commit < unread.length; commit += 1) {
    if (unread[commit] === 0 || (clocks.notBefore[commit] as number) > window.notAfter) continue;
    if (clocks.wrong[commit] === 1 || !((end[commit] as number) < window.notBefore)) return true;
  }
  return false;
}
