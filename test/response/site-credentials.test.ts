import { expect, it } from 'vitest';
import { withoutTokens } from '../../src/journal/token-shapes.ts';
import { type ShownSite, shownSite } from '../../src/response/site-credentials.ts';
import { readSite } from '../../src/response/site-file.ts';

const head = 'apiVersion: firebreak/v1\nkind: Site\norganisation: acme\n';

function shown(rest: string): Promise<ShownSite> {
  return shownSite(`${head}${rest}`, '/srv/site.yaml', withoutTokens);
}

it.each([
  ['https://ops:s3cret@npm.acme.example/a/', 'https://npm.acme.example/a/', 'ops:s3cret'],
  ["'https://ops:s3c%40ret@npm.acme.example'", 'https://npm.acme.example/', 'ops:s3c@ret'],
  ['"https://ops:s3c\\x72et@npm.acme.example/"', 'https://npm.acme.example/', 'ops:s3cret'],
  ['https://s3cret@npm.acme.example/', 'https://npm.acme.example/', 's3cret:'],
  ['>-\n    https://ops:s3cret@npm.acme.example/', 'https://npm.acme.example/', 'ops:s3cret'],
])('takes the credentials out of the address %s', async (url, clean, login) => {
  const rest = `# ours\nregistry: # here\n  url: ${url}\nnpm: [npm] # as is\n`;
  const site = await shown(rest);

  expect(site.login).toBe(login);
  expect(site.text).not.toMatch(/s3c/);
  expect(site.text).toMatch(/^# ours\nregistry: # here\n {2}url: "/m);
  expect(site.text).toContain('npm: [npm] # as is\n');
  expect(readSite(site.text, '/srv/site.yaml').registry?.url).toBe(clean);
  // What is made of the file as it was given does not hold them either.
  expect(readSite(`${head}${rest}`, '/srv/site.yaml').registry?.url).toBe(clean);
});

it('leaves a file without credentials as it is', async () => {
  const rest = 'registry: { url: "https://npm.acme.example" }\n';

  expect(await shown(rest)).toEqual({ text: `${head}${rest}`, login: null });
  expect(await shown('')).toEqual({ text: head, login: null });
});

const token = 'npm_abcdefghijklmnopqrstuvwxyz0123456789';

it('takes a token out of what only people read, and refuses one that the run would use', async () => {
  const tokens = `tokens: [{ name: ci, owner: Tomas, scope: publish, revoke: npm token revoke ${token} }]\n`;
  expect((await shown(`# ${token}\n${tokens}`)).text).not.toContain(token);

  await expect(shown(`npm: [npm, --token=${token}]\n`)).rejects.toThrow(
    '/srv/site.yaml holds a credential in a place where the run would have to write it down',
  );
});
