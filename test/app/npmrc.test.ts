import { expect, it } from 'vitest';
import { npmrcValues, npmVariables } from '../../src/app/npmrc.ts';

it('reads keys and values as npm does', () => {
  const text = [
    '\uFEFF; a comment = none',
    '# registry=https://no.example/',
    'registry = https://first.example/',
    'registry=https://npm.acme.example/ ; the last counts',
    '@acme:registry="https://private.example/npm"',
    '//private.example/:_authToken=${TOKEN}',
    'missing=${MISSING}/${MISSING?}',
    '//${HOST}/:_auth=abc\\#d',
    '__proto__=x',
    'no value',
    '[section]',
    'registry=https://hidden.example/',
  ].join('\r\n');

  expect([...npmrcValues(text, { TOKEN: 's3cret', HOST: 'h.example' })]).toEqual([
    ['registry', 'https://npm.acme.example/'],
    ['@acme:registry', 'https://private.example/npm'],
    ['//private.example/:_authToken', 's3cret'],
    ['missing', '${MISSING}/'],
    ['//h.example/:_auth', 'abc#d'],
    ['__proto__', 'x'],
  ]);
});

it('takes the variables that are npm’s, in any case', () => {
  const values = npmVariables({
    NPM_CONFIG_REGISTRY: 'https://a.example/',
    'npm_config_@acme:registry': 'https://b.example/',
    npm_config_user_agent: 'x',
    npm_config_empty: '',
    REGISTRY: 'https://c.example/',
  });

  expect([...values]).toEqual([
    ['registry', 'https://a.example/'],
    ['@acme:registry', 'https://b.example/'],
    ['user-agent', 'x'],
  ]);
});

it('reads a long hostile file in linear time', () => {
  const text = `${'${'.repeat(200_000)}\n${'='.repeat(200_000)}\n${'\\'.repeat(200_000)}=${'"'.repeat(200_000)}`;

  expect(npmrcValues(text, {}).size).toBe(2);
});
