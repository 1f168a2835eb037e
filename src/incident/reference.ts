/** A commit at which a package holds the payload, as a list gives it. */
export interface StatedCommit {
  /** In lower case, 7 to 64 hexadecimal digits. */
  readonly commit: string;
  /** Whether it begins a range: what was committed later may hold the payload as well. */
  readonly since: boolean;
}

/**
 * The commit in a cell or a value about a package: a hash in full or abbreviated to 7 digits or more, alone or at the end
 * of an address. Null for anything else; digits alone are a hash only in full, since tickets bear numbers too.
 */
export function referenceOf(text: string): string | null {
  const found = /^(?:.*(?:#|@|\/commits?\/))?([0-9a-f]{7,40})$/i
    .exec(text.trim())?.[1]
    ?.toLowerCase();
  if (found === undefined || (found.length < 40 && !/[a-f]/.test(found))) return null;
  return found;
}

/** The same for several in one cell, in the order of the cell. */
export function referencesOf(cell: string): StatedCommit[] {
  return cell.split(/[\s,;|]+/).flatMap((part) => {
    const commit = referenceOf(part);
    return commit === null ? [] : [{ commit, since: false }];
  });
}
