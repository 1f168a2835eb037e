import { expect, it } from 'vitest';
import { parsePurl, purlOf } from '../../src/package/purl.ts';

it.each([
  ['npm', '@antv/g2', '5.5.8', 'pkg:npm/%40antv/g2@5.5.8'],
  ['npm', 'JSONStream', '1.0.0', 'pkg:npm/JSONStream@1.0.0'],
  ['pypi', 'durabletask', '1.4.1', 'pkg:pypi/durabletask@1.4.1'],
  ['composer', 'intercom/intercom-php', null, 'pkg:composer/intercom/intercom-php'],
  [
    'golang',
    'github.com/juxtaposition1/v.a.p.e',
    'v0.0.0-1',
    'pkg:golang/github.com/juxtaposition1/v.a.p.e@v0.0.0-1',
  ],
  ['maven', 'org.mvnpm/posthog-node', '4.18.1', 'pkg:maven/org.mvnpm/posthog-node@4.18.1'],
  ['npm', 'a', '1.0.0+b', 'pkg:npm/a@1.0.0%2Bb'],
])('%s %s %s is %s and back', (ecosystem, name, version, purl) => {
  expect(purlOf(ecosystem, name, version)).toBe(purl);
  expect(parsePurl(purl)).toEqual({ ecosystem, name, version });
});

it.each([
  ['pkg:npm/@antv/g2@5.5.8', 'npm', '@antv/g2', '5.5.8'],
  ['pkg:npm/@antv/g2', 'npm', '@antv/g2', null],
  ['pkg:npm/a@b/c', 'npm', '@a@b/c', null],
  ['pkg:npm/antv/g2@5.5.8', 'npm', '@antv/g2', '5.5.8'],
  ['PKG:NPM/axios@1.14.1', 'npm', 'axios', '1.14.1'],
  ['pkg:npm/axios@1.14.1?vcs_url=x#lib', 'npm', 'axios', '1.14.1'],
  ['pkg://npm/axios@1.14.1', 'npm', 'axios', '1.14.1'],
  ['pkg:pypi/Foo_Bar@1', 'pypi', 'foo-bar', '1'],
  ['pkg:npm/%40%40antv/g2@1.0.0', 'npm', '@@antv/g2', '1.0.0'],
])('reads %s as people write it', (purl, ecosystem, name, version) => {
  expect(parsePurl(purl)).toEqual({ ecosystem, name, version });
});

it.each(['', 'axios@1.14.1', 'pkg:', 'pkg:npm', 'pkg:npm/', 'pkg:npm/%E0%A4%A@1', 'pkg:1npm/a'])(
  '%j is no purl',
  (text) => {
    expect(parsePurl(text)).toBeNull();
  },
);

it('any name and version can be written, also those of an attacker', () => {
  expect(purlOf('npm', 'a\u0000b', '\ud800')).toBe('pkg:npm/a%00b@%EF%BF%BD');
  expect(purlOf('npm', '(x)*', null)).toBe('pkg:npm/%28x%29%2A');
});
