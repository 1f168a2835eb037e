import type { Person } from '../../sources/history.ts';

/** Who a commit's names, addresses and subject claim made it. Anybody can write any of them. */
export type Maker = 'person' | 'bot' | 'scheduled';

/** Characters of a name that are looked at; longer ones are nobody's. */
const looked = 200;

/** Names that programs commit under, with or without GitHub's `[bot]`. */
const botName =
  /^(?:renovate(?:[ -]?bot)?|dependabot(?:-preview)?|greenkeeper(?:io-bot)?|snyk-bot|github-actions|mergify|pre-commit-ci|pyup-bot|depfu|imgbot|allcontributors|semantic-release-bot|scala-steward|whitesource(?:-bolt)?|web-flow-bot)(?:\[bot\])?$/i;

const botAddress =
  /(?:\[bot\]@users\.noreply\.github\.com|^bot@renovateapp\.com|^renovate@whitesourcesoftware\.com|^snyk-bot@snyk\.io|^support@dependabot\.com|^bot@(?:dependabot|mergify)\.[a-z]+)$/i;

/** Subjects of what runs by the clock rather than when a version appears. */
const byTheClock =
  /\block ?file maintenance\b|\bpre-commit autoupdate\b|\b(?:scheduled|nightly|daily|weekly|monthly|cron)\b/i;

const maintenance = /\block ?file maintenance\b/i;

/**
 * Who made a commit, by what it says: its author, or its committer where that is a bot (a rebase by one). GitHub itself
 * as committer says only that it was merged or edited on the web. A bot's commit that speaks of a schedule is
 * `scheduled`, and so is the upkeep of a lockfile under any name, which nobody does by hand.
 */
export function makerOf(author: Person, committer: Person, subject: string): Maker {
  const isBot = claimsBot(author) || claimsBot(committer);
  if (isBot) return byTheClock.test(subject) ? 'scheduled' : 'bot';
  return maintenance.test(subject) ? 'scheduled' : 'person';
}

function claimsBot({ email, name }: Person): boolean {
  const [shortName, shortEmail] = [name.slice(0, looked).trim(), email.slice(0, looked).trim()];
  return /\[bot\]$/i.test(shortName) || botName.test(shortName) || botAddress.test(shortEmail);
}
