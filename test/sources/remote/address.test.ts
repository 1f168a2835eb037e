import { describe, expect, it } from 'vitest';
import { addressOf, withoutSecrets } from '../../../src/sources/remote/address.ts';

/** URL, place of the mirror and name of what an argument stands for. */
function seen(argument: string): unknown {
  const address = addressOf(argument);
  if (address === null) return null;
  return [address.url, address.steps.join('/'), address.origin?.path ?? null];
}

function refusal(argument: string): string {
  try {
    return `taken: ${JSON.stringify(addressOf(argument))}`;
  } catch (error) {
    return (error as Error).message;
  }
}

describe('a URL', () => {
  it.for<[string, string, string | null]>([
    ['https://git.example/acme/web.git', 'git.example/acme/web', 'acme/web'],
    ['HTTPS://Git.Example/acme/web/', 'git.example/acme/web', 'acme/web'],
    ['https://git.example:8443/acme/web', 'git.example+8443/acme/web', 'acme/web'],
    ['ssh://git@git.example:2222/acme/web.git', 'git.example+2222/acme/web', 'acme/web'],
    ['ssh://ada@git.example/~/web', 'ada@git.example/%7e/web', '~/web'],
    ['git@git.example:acme/web.git', 'git.example/acme/web', 'acme/web'],
    ['git@git.example:/acme/web', 'git.example/acme/web', 'acme/web'],
    ['git://git.example/acme/web', 'git.example/acme/web', 'acme/web'],
    ['http://[::1]:8080/acme/web', '%5b%3a%3a1%5d+8080/acme/web', 'acme/web'],
    ['file:///srv/git/acme/web.git', '+file/srv/git/acme/web', null],
    ['file:///srv/git/acme/web/.git', '+file/srv/git/acme/web', null],
    ['https://git.example/a.git/b', 'git.example/a%2egit/b', 'a.git/b'],
    ['https://git.example/a.git.lock/b', 'git.example/a.git%2elock/b', 'a.git.lock/b'],
    ['https://git.example/%41cme/-we%20b', 'git.example/Acme/%2dwe%20b', '%41cme/-we%20b'],
    ['https://git.example/acme/.github', 'git.example/acme/%2egithub', 'acme/.github'],
  ])('%s is mirrored below its host', ([argument, place, name]) => {
    const url = argument.replace(/^HTTPS/, 'https');

    expect(seen(argument)).toEqual([url, place, name]);
  });

  it.for<[string]>([
    ['./web'],
    ['/srv/web.git'],
    ['github:acme'],
    ['image:web:1'],
    ['web@2'],
    ['a/b@c:d'],
  ])('%s is none', ([argument]) => {
    expect(seen(argument)).toBeNull();
  });

  it('keeps user and password out of what is shown, written and given as an argument', () => {
    const address = addressOf('https://ada:s3%40cret@git.example/acme/web');

    expect(address).toMatchObject({
      url: 'https://git.example/acme/web',
      credentials: { username: 'ada', password: 's3@cret' },
    });
    expect(addressOf('https://token@git.example/acme/web')?.credentials).toEqual({
      username: 'token',
      password: null,
    });
    expect(withoutSecrets('https://ada:a@b@git.example/x')).toBe('https://***@git.example/x');
    expect(withoutSecrets('git@git.example:acme/web')).toBe('git@git.example:acme/web');
  });
});

describe('what could make git do something else', () => {
  it.for<[string, string]>([
    ["ext::sh -c 'touch x'", 'helper program'],
    ['fd::17/x', 'helper program'],
    ['https::https://git.example/x', 'helper program'],
    ['ssh://-oProxyCommand=x/acme/web', 'no host'],
    ['git@-oProxyCommand=x:acme/web', 'no host'],
    ['ssh://-oProxyCommand=x@git.example/web', 'a user that ssh'],
    ['ssh://ada:secret@git.example/web', 'a user that ssh'],
    ['git@git.example:-web', 'take for a flag'],
    ['https://git.example/acme/../../../etc', '. or ..'],
    ['https://git.example/acme/%2e%2e/%2E%2e', '. or ..'],
    ['https://git.example/acme%0aweb', 'control characters'],
    ['https://git.example%0d/acme/web', 'no host'],
    ['https://a%0ab@git.example/acme/web', 'control characters'],
    ['https://git.example/acme\u001b[2J/web', 'control characters'],
    ['https://git.example/acme web', 'white space'],
    ['https://git.example/', 'no repository'],
    ['https:///acme/web', 'no host'],
    ['https://git.example/acme/web?x=1', 'a ? or a #'],
    ['file://git.example/acme/web', 'another machine'],
    [`https://git.example/${'a/'.repeat(2000)}b`, 'longer than 2048'],
    [`https://git.example/${'a'.repeat(300)}`, 'too long a name'],
  ])('%s is refused', ([argument, why]) => {
    expect(refusal(argument)).toContain(why);
  });

  it('is refused without showing a password', () => {
    expect(refusal('https://ada:s3cret@git.example/x/..')).not.toContain('s3cret');
  });
});
