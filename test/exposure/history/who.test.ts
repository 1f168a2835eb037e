import { describe, expect, it } from 'vitest';
import { makerOf } from '../../../src/exposure/history/who.ts';
import type { Person } from '../../../src/sources/history.ts';

function person(text: string): Person {
  const [, name = '', email = ''] = /^(.*) <(.*)>$/s.exec(text) ?? [];
  return { name, email };
}

const github = 'GitHub <noreply@github.com>';

describe('who a commit claims to be by', () => {
  it.each([
    ['dependabot[bot] <49699333+dependabot[bot]@users.noreply.github.com>', 'Bump x', 'bot'],
    ['renovate[bot] <29139614+renovate[bot]@users.noreply.github.com>', 'chore(deps): x', 'bot'],
    ['Renovate Bot <bot@renovateapp.com>', 'chore(deps): update dependency x to v2', 'bot'],
    ['github-actions <41898282+github-actions[bot]@users.noreply.github.com>', 'Bump', 'bot'],
    ['greenkeeper[bot] <greenkeeper[bot]@users.noreply.github.com>', 'x', 'bot'],
    ['snyk-bot <snyk-bot@snyk.io>', 'fix: package.json to reduce vulnerabilities', 'bot'],
    ['Mergify <37929162+mergify[bot]@users.noreply.github.com>', 'Merge', 'bot'],
    ['acme-release[bot] <a@example.org>', 'Release', 'bot'],
    ['renovate[bot] <r@example.org>', 'chore(deps): lock file maintenance', 'scheduled'],
    ['Ada <ada@example.org>', 'chore(deps): lock file maintenance', 'scheduled'],
    ['pre-commit-ci[bot] <x@example.org>', '[pre-commit.ci] pre-commit autoupdate', 'scheduled'],
    ['github-actions[bot] <x@example.org>', 'Nightly bump', 'scheduled'],
    ['Ada <ada@example.org>', 'chore(deps): update dependency x to v2', 'person'],
    ['Ada <ada@example.org>', 'Run the nightly build on Mondays', 'person'],
    ['Abbot <abbot@example.org>', 'robot arm', 'person'],
    ['Talbot Bot <t@example.org>', 'x', 'person'],
    [' <>', '', 'person'],
  ])('%s, %s: %s', (author, subject, maker) => {
    expect(makerOf(person(author), person(github), subject)).toBe(maker);
  });

  it('is a bot where a bot committed it, and says nothing of GitHub as committer', () => {
    const [ada, bot] = [person('Ada <a@example.org>'), person('mergify[bot] <m@example.org>')];

    expect(makerOf(ada, bot, 'x')).toBe('bot');
    expect(makerOf(ada, person(github), 'x')).toBe('person');
  });

  it('looks at the beginning of a name alone, however long it is', () => {
    const long = { name: `${'a'.repeat(5_000_000)}[bot]`, email: 'a'.repeat(5_000_000) };

    expect(makerOf(long, long, 'x'.repeat(200))).toBe('person');
  });
});
