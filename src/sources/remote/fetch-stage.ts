/**
 * Git's own words for its stages (`Receiving objects:  45% (123/456), 1.20 MiB | 3.00 MiB/s`, progress.c), those of the
 * server behind `remote: `. Numbers and units alone are taken from what comes from outside.
 */
const stages =
  /(Counting|Compressing|Receiving) objects: +(\d{1,3})%(?: \(\d{1,12}\/\d{1,12}\), (\d{1,9}\.\d\d [KMG]iB|\d{1,9} bytes))?|Resolving deltas: +(\d{1,3})%/g;

/** Longer pieces of what git says are looked at from their end alone. */
const most = 1000;

/** The stage that a piece of git's progress tells of last (`receiving 45%, 1.20 MiB`); null where it tells of none. */
export function stageIn(said: string): string | null {
  const last = [...said.slice(-most).matchAll(stages)].at(-1);
  if (last === undefined) return null;
  const [, does, percent, size, resolved] = last;
  if (does === undefined) return `resolving ${resolved}%`;
  return `${does.toLowerCase()} ${percent}%${size === undefined ? '' : `, ${size}`}`;
}
