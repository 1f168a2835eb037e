import type { Person } from './history.ts';

/** What hosts write as the committer of what was merged or edited on their pages. */
const webCommitters: ReadonlySet<string> = new Set(['noreply@github.com']);

/** Agents that commit under a name of their own, apart from those whose name ends in `[bot]`. */
const agents =
  /^(?:claude|copilot|cursor ?agent|devin|gemini|renovate|dependabot|github-actions)$/i;

/**
 * Whether a commit says that a bot wrote it while somebody else committed it who is neither that bot nor the host. A weak
 * sign by itself: whoever rebases a bot's branch makes such commits.
 */
export function isForgedBot(author: Person, committer: Person): boolean {
  if (!isBot(author) || isSame(author, committer)) return false;
  return !isBot(committer) && !webCommitters.has(committer.email.toLowerCase());
}

function isBot({ email, name }: Person): boolean {
  return name.endsWith('[bot]') || agents.test(name) || /\[bot\]@/.test(email);
}

function isSame(a: Person, b: Person): boolean {
  return a.name === b.name && a.email.toLowerCase() === b.email.toLowerCase();
}
