/** The names of all clients, one of which must stand in a text for any of its commands to be one of theirs. */
const client =
  /\b(?:bunx?|composer|deno|p?npm|p?npx|pdm|pip|pip3[\d.]*|pipenv|pipx|pnx|poetry|uvx?|yarn|yarnpkg)\b/;

/** A command of a client that names packages, as it stands in a script of a package.json: most run other scripts. */
const naming =
  /\b(?:p?npx|pnx|bunx|uvx?|dlx|deno|pip[\w.]*|pdm|poetry|composer|(?:npm|pnpm|yarn|bun)(?:\s+-\S+)*(?:\s+(?!run\b|test\b|exec\s+\w)\S|\s*(?:$|["&|;])))/;

/** Whether a text names a client at all; the whole need not be taken apart where it does not. */
export function mentionsClient(text: string): boolean {
  return client.test(text);
}

/** Signs of a package.json's scripts, the text of them as it stands. */
const sign = /"(?:[^"\\]|\\.)*"|[{}]/g;

/**
 * Whether the scripts of a package.json may name packages: told from their text alone, because few do and all are read.
 * What is escaped may be anything.
 */
export function scriptsMayAsk(text: string): boolean {
  for (let at = text.indexOf('"scripts"'); at !== -1; at = text.indexOf('"scripts"', at + 9)) {
    const open = text.indexOf('{', at);
    if (open === -1) return false;
    sign.lastIndex = open + 1;
    let end = text.length;
    for (let found = sign.exec(text); found !== null; found = sign.exec(text)) {
      if (found[0].length > 1) continue;
      end = found.index;
      break;
    }
    const scripts = text.slice(open, end);
    if (scripts.includes('\\u') || naming.test(scripts)) return true;
    at = end;
  }
  return false;
}
