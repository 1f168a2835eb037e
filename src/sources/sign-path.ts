import type { SoughtPath, SoughtSigns } from './signs.ts';

const none: readonly SoughtPath[] = [];

/** What is sought of files with a name, wherever they lie. Cheap: nearly every name is refused by one look-up. */
export function pathsNamed(sought: SoughtSigns, name: string): readonly SoughtPath[] {
  const exact = sought.byName.get(name) ?? none;
  if (sought.byPattern.length === 0) return exact;
  const like = sought.byPattern.filter((path) => fits(path.name, name));
  return like.length === 0 ? exact : [...exact, ...like];
}

/**
 * Whether a directory's path ends as a sought path's directories do. Where only so many of its last components are
 * `known`, what lies above those is taken to fit.
 */
export function liesAt(
  { above }: SoughtPath,
  directory: readonly string[],
  known: number,
): boolean {
  for (let back = 1; back <= above.length; back += 1) {
    if (back > known) return true;
    const own = directory.at(-back);
    const wanted = above.at(-back) as string;
    if (own === undefined || !fits(wanted, own)) return false;
  }
  return true;
}

/** Whether a name is what a pattern says, `*` standing for any signs, none included. Linear for each `*`. */
export function fits(pattern: string, name: string): boolean {
  const parts = pattern.split('*');
  const [first = '', ...rest] = parts;
  if (rest.length === 0) return pattern === name;
  const last = rest.pop() as string;
  if (!name.startsWith(first) || name.length < first.length + last.length) return false;
  if (!name.endsWith(last)) return false;
  const end = name.length - last.length;
  let at = first.length;
  for (const part of rest) {
    const found = name.indexOf(part, at);
    if (found === -1 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}
