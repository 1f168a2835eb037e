/** What a server says that a repository's refs are. Names have one character for each byte. */
export interface ServerRefs {
  /** Object ids by full name. */
  readonly refs: ReadonlyMap<string, string>;
  /** The ref that HEAD names; null where it stands on a commit, or where there is none. */
  readonly head: string | null;
  /** The commit at which HEAD stands without a ref; null where it names one. */
  readonly detached: string | null;
  /** Names that are no names of refs, or that we keep for ourselves: they are not mirrored. */
  readonly refused: readonly string[];
}

/** Refs of ours in a mirror begin so. */
export const ours = 'refs/firebreak/';

/** Reads what `git ls-remote --symref` writes (git-ls-remote, "OUTPUT"): `ref: <name> TAB HEAD` and `<oid> TAB <name>`. Other lines are words of git's. */
export function parseServerRefs(text: string): ServerRefs {
  const refs = new Map<string, string>();
  const refused: string[] = [];
  let head: string | null = null;
  let detached: string | null = null;
  for (const line of text.split('\n')) {
    const tab = line.indexOf('\t');
    if (tab === -1) continue;
    const [first, name] = [line.slice(0, tab), line.slice(tab + 1)];
    if (name.endsWith('^{}')) continue;
    if (first.startsWith('ref: ')) {
      if (name === 'HEAD' && isRefName(first.slice(5))) head = first.slice(5);
    } else if (!/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(first)) continue;
    else if (name === 'HEAD') detached = first;
    else if (isRefName(name) && !name.startsWith(ours)) refs.set(name, first);
    else refused.push(name);
  }
  return { refs, head, detached: head === null ? detached : null, refused: refused.toSorted() };
}

/** Whether git takes a name for a ref's (git-check-ref-format). */
function isRefName(name: string): boolean {
  return (
    name.startsWith('refs/') &&
    !/[\0-\x20\x7f~^:?*[\\]|\.\.|@\{|\/\/|\/\.|\.\/|\.lock(?:\/|$)|[/.]$/.test(name)
  );
}
