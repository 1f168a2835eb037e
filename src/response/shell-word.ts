/** A word that is safe to paste into a shell: names of branches are a stranger's choice. */
export function shellWord(name: string): string {
  return /^[\w./:@+-]+$/.test(name) ? name : `'${name.replaceAll("'", `'\\''`)}'`;
}
