import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { redactedYaml } from '../../src/containment/redacted-yaml.ts';
import { withoutTokens } from '../../src/journal/token-shapes.ts';

async function redacted(text: string): Promise<string> {
  return Buffer.from(await redactedYaml(Buffer.from(text), withoutTokens)).toString('utf8');
}

const before = `# kept by ops; token: s3cret-1
storage: ./s   # a path
secret: s3cret-2
auth:
  htpasswd: { file: ./htpasswd, max_users: -1, algorithm: bcrypt }
  ldap:
    client_options:
      url: ldap://dir.example
      bindCredentials: "s3cret-3"
uplinks:
  npmjs:
    url: https://ops:s3cret-4@registry.example/
    auth: &shared
      type: bearer
      token: s3cret-5
    headers:
      authorization: 'Basic czNjcmV0LTY='
      x-key: s3cret-6
  other:
    auth: *shared
    _authToken: |
      s3cret-7
      s3cret-7
    timeout: 30s
plain: &value s3cret-8
password: *value
proxy: &proxy http://ops:s3cret-11@proxy.example/
passphrase: *proxy
pin: { password: 12345678, cookie: [s3cret-9, s3cret-9] }
listed: ["npm_abcdefghijklmnopqrstuvwxyz0123456789", "fine"]
s3: { accessKeyId: s3cret-10, bucket: b }
security: { api: { jwt: { sign: { expiresIn: 29d } } } }
packages: { '**': { access: $all, publish: $authenticated } }
`;

it('takes out what keys say is a credential, and what looks like one, and nothing else', async () => {
  const after = await redacted(before);

  expect(after).not.toMatch(/s3cret|12345678|czNj|npm_abc/);
  const gone = '[redacted]';
  expect(parse(after)).toEqual({
    storage: './s',
    secret: gone,
    auth: {
      htpasswd: { file: './htpasswd', max_users: -1, algorithm: 'bcrypt' },
      ldap: { client_options: { url: gone, bindCredentials: gone } },
    },
    uplinks: {
      npmjs: {
        url: `https://${gone}@registry.example/`,
        auth: { type: 'bearer', token: gone },
        headers: { authorization: gone, 'x-key': gone },
      },
      other: { auth: { type: 'bearer', token: gone }, _authToken: gone, timeout: '30s' },
    },
    plain: gone,
    password: gone,
    proxy: gone,
    passphrase: gone,
    pin: { password: gone, cookie: [gone, gone] },
    listed: [gone, 'fine'],
    s3: { accessKeyId: gone, bucket: 'b' },
    security: { api: { jwt: { sign: { expiresIn: '29d' } } } },
    packages: { '**': { access: '$all', publish: '$authenticated' } },
  });
  expect(after).toContain('# kept by ops; token: [redacted]\nstorage: ./s   # a path\n');
  expect(await redacted(after)).toBe(after);
});

it('leaves what holds no credential to the byte', async () => {
  const text = "# ours\r\nstorage:   './s'\r\nauth: { htpasswd: { file: x } }\r\n---\nlog: {}\n";

  expect(await redacted(text)).toBe(text);
});

it.each(['a: [', 'secret: "x', '- &a [*a'])(
  'keeps nothing of what is no YAML: %s',
  async (text) => {
    expect(await redacted(text)).toBe('# [redacted]: this is no YAML that can be read\n');
  },
);

it('ends on data that goes round or deep', async () => {
  const nested = (depth: number): string => `a: ${'['.repeat(depth)}${']'.repeat(depth)}\n`;

  expect(await redacted('a: &a { token: s3cret, again: *a }\n')).not.toContain('s3cret');
  expect(await redacted(nested(300))).toBe(nested(300));
  expect(await redacted(nested(100_000))).toBe('# [redacted]: this is no YAML that can be read\n');
});
