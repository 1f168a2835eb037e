import { describe, expect, it } from 'vitest';
import { normaliseOrigin, originUrl } from '../../../src/sources/git/origin.ts';

describe('originUrl', () => {
  it('takes the url of origin and of no other remote', () => {
    const config = [
      '[core]',
      '\turl = https://git.example/wrong/core',
      '[remote "upstream"]',
      '\turl = https://git.example/wrong/upstream',
      '[remote "origin"]',
      '\tfetch = +refs/heads/*:refs/remotes/origin/*',
      '\tURL = "https://git.example/acme/web.git"',
    ].join('\r\n');

    expect(originUrl(config)).toBe('https://git.example/acme/web.git');
    expect(originUrl('[remote "upstream"]\n\turl = x\n')).toBeNull();
    expect(originUrl('')).toBeNull();
  });

  it('passes over lines that are made to be slow to look at', () => {
    const spaces = ' '.repeat(1_000_000);

    expect(originUrl(`[remote "origin"]\n\turl =${spaces}\rx\n\turl = a:b`)).toBe('a:b');
  });
});

describe('normaliseOrigin', () => {
  it.for([
    ['https://git.example/acme/web.git', 'git.example acme/web'],
    ['https://user:secret@Git.Example:8443/acme/web', 'git.example acme/web'],
    ['https://git.example:/acme/web', 'git.example acme/web'],
    ['ssh://git@git.example:22/acme/web.git/', 'git.example acme/web'],
    ['git@git.example:acme/web.git', 'git.example acme/web'],
    ['git@git.example:/acme/web.git', 'git.example acme/web'],
    ['git.example:/srv/acme/web.git', 'git.example srv/acme/web'],
    ['https://git.example/group/sub/web?ref=x#y', 'git.example group/sub/web'],
    ['/srv/git/web.git', null],
    ['../web', null],
    ['file:///srv/git/web.git', null],
    ['C:\\repos\\web', null],
    ['https://git.example/', null],
    ['', null],
  ] as const)('makes of %s %s', ([url, expected]) => {
    const origin = normaliseOrigin(url);

    expect(origin === null ? null : `${origin.host} ${origin.path}`).toBe(expected);
  });

  it('makes nothing of a url without end', () => {
    expect(normaliseOrigin(`https://git.example/${'/'.repeat(1_000_000)}x`)).toBeNull();
  });
});
