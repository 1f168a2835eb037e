import { describe, expect, it } from 'vitest';
import { redactor, secretsOf } from '../../src/journal/redact.ts';

const secret = 's3cret-Value/+x"y';

describe('redaction by value', () => {
  it('finds a secret in texts, keys, lists and other spellings, and names the places', () => {
    const { data, redacted } = redactor([secret])({
      target: `acme/${secret}`,
      actor: { id: secret },
      data: {
        output: `login with ${secret} and ${secret} failed`,
        list: ['plain', { [`x-${secret}`]: 1, ['__proto__']: secret }],
        json: JSON.stringify({ secret }),
        url: `https://r.example/?t=${encodeURIComponent(secret)}`,
        header: Buffer.from(secret).toString('base64'),
        number: 12,
        none: null,
      },
    });

    expect(JSON.stringify(data)).not.toContain('s3cret');
    expect(JSON.stringify(data)).toContain('"__proto__":"[redacted]"');
    expect(data).toMatchObject({
      target: 'acme/[redacted]',
      data: { output: 'login with [redacted] and [redacted] failed', number: 12, none: null },
    });
    expect(redacted).toEqual([
      'target',
      'actor.id',
      'data.output',
      'data.list[1].x-[redacted]',
      'data.list[1].__proto__',
      'data.json',
      'data.url',
      'data.header',
    ]);
  });

  it('keeps two keys that differ in their secrets alone apart', () => {
    const { data } = redactor(['secret-one', 'secret-two'])({ 'secret-one': 1, 'secret-two': 2 });

    expect(data).toEqual({ '[redacted]': 1, '[redacted] 2': 2 });
  });

  it('takes the longer of two secrets first', () => {
    const { data } = redactor(['password', 'password-and-more'])({ a: 'password-and-more' });

    expect(data).toEqual({ a: '[redacted]' });
  });

  it('leaves short values, and words of the vocabulary that stand alone', () => {
    const { data, redacted } = redactor(['short', 'satisfied', 'generation'])({
      generation: 1,
      state: 'satisfied',
      note: 'short: satisfied at last',
    });

    expect(data).toEqual({ generation: 1, state: 'satisfied', note: 'short: [redacted] at last' });
    expect(redacted).toEqual(['note']);
  });
});

const a36 = 'a1'.repeat(18);

function begin(kind: string): string {
  return ['-----BEGIN ', kind, 'PRIVATE KEY-----'].join('');
}

describe('redaction by shape', () => {
  // Put together here, so that nobody's scanner takes this file for a leak.
  it.each([
    ['npm', `x npm_${a36} y`, 'x [redacted] y'],
    ['GitHub', ['gh', `p_${a36}`].join(''), '[redacted]'],
    ['GitHub app', ['gh', `s_${a36}`].join(''), '[redacted]'],
    ['GitHub OAuth', ['gh', `o_${a36}`].join(''), '[redacted]'],
    ['GitHub fine-grained', ['github', `_pat_${a36}_${a36}`].join(''), '[redacted]'],
    ['GitLab', ['glpat', `-${a36}`].join(''), '[redacted]'],
    ['AWS', ['AKIA', 'ABCDEFGH23456789'].join(''), '[redacted]'],
    ['Slack', ['xox', `b-12345-${a36}`].join(''), '[redacted]'],
    ['Bearer', 'Authorization: Bearer abcdef.123456', 'Authorization: Bearer [redacted]'],
    ['URL', 'see https://ada:pw@host.example/x', 'see https://[redacted]@host.example/x'],
    ['URL with an @', 'https://ada:p@w@host.example/', 'https://[redacted]@host.example/'],
    ['.npmrc', '//r.example/:_authToken=abc', '//r.example/:_authToken=[redacted]'],
    ['JSON', '{"_authToken": "abc def"}', '{"_authToken": "[redacted] def"}'],
    [
      'private key',
      `a\n${begin('OPENSSH ')}\nx\n-----END OPENSSH PRIVATE KEY-----\nb`,
      'a\n[redacted]\nb',
    ],
    ['a private key that does not end', `a ${begin('')}\nx`, 'a [redacted]'],
  ])('finds a token of %s', (_, text, expected) => {
    expect(redactor([])({ note: text })).toEqual({ data: { note: expected }, redacted: ['note'] });
  });

  it.each([
    'npm_config_registry',
    'https://host.example:8443/a@b',
    'https://host.example/a:b@c',
    'the bearer of news',
    'sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
    'git@host.example:acme/web.git',
  ])('leaves %j', (text) => {
    expect(redactor([])({ note: text }).redacted).toEqual([]);
  });

  it.each([
    ['://', '://'.repeat(100_000)],
    ['://a', `://${'a'.repeat(300_000)}`],
    ['://a:', '://a:'.repeat(60_000)],
    ['BEGIN', begin('').repeat(10_000)],
    ['BEGIN and blanks', `-----BEGIN ${' '.repeat(300_000)}`],
    ['Bearer', 'Bearer '.repeat(50_000)],
    ['_authToken', '_authToken '.repeat(50_000)],
    ['npm_', 'npm_'.repeat(100_000)],
    ['letters', 'a'.repeat(1_000_000)],
  ])('comes to an end over many of %s', (_, text) => {
    expect(redactor([secret])({ note: text }).data).toHaveProperty('note');
  });
});

describe('secrets of an environment', () => {
  it('go by the names of the variables', () => {
    expect(
      secretsOf({
        NPM_TOKEN: 'token-value',
        'npm_config_//r.example/:_authToken': 'auth-value',
        DB_PASSWORD: ' padded-value\n',
        MY_API_KEY: 'key-value',
        AUTHORIZATION: 'header-value',
        CLIENT_SECRET: 'short',
        DATABASE_URL: 'pg://ada:url-password@db.example/x',
        GIT_AUTHOR_NAME: 'Ada Lovelace',
        SSH_AUTH_SOCK: '/tmp/ssh-1/agent',
        KEYBOARD: 'querty-layout',
        HOME: '/home/ada',
        PATH: '/usr/bin:/bin',
        PWD: '/home/ada/incident',
        OLDPWD: '/home/ada/before',
        DB_PWD: 'pwd-value',
        EMPTY_TOKEN: undefined,
      }),
    ).toEqual([
      'auth-value',
      'header-value',
      'key-value',
      'padded-value',
      'pwd-value',
      'token-value',
      'url-password',
    ]);
  });
});
