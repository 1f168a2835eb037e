import { describe, expect, it } from 'vitest';
import { placesOf, readSite } from '../../src/response/site-file.ts';

const whole = `apiVersion: firebreak/v1
kind: Site
organisation: acme
registry:
  url: https://registry.acme.example/
  verdaccio: { config: verdaccio/config.yaml, restart: [systemctl, restart, verdaccio], readyWithin: 60 }
repositories: [{ target: acme/web, path: mirrors/web.git }, { target: acme/api, path: /srv/api }]
caches: [{ name: ci, kind: npm, path: caches/npm }]
`;

describe('a site file', () => {
  it('has its paths lead from its own directory', () => {
    const site = readSite(whole, '/etc/firebreak/site.yaml');

    expect(placesOf(site)).toEqual([
      { what: 'registry.verdaccio.config', path: '/etc/firebreak/verdaccio/config.yaml' },
      { what: 'repository acme/web', path: '/etc/firebreak/mirrors/web.git' },
      { what: 'repository acme/api', path: '/srv/api' },
      { what: 'cache ci', path: '/etc/firebreak/caches/npm' },
    ]);
    expect(site.npm).toEqual(['npm']);
  });

  it.each([
    ['organisation: acme\norganisation: acme\n', 'site.yaml:2', 'unique'],
    [whole.replace('kind: Site', 'kind: Sight'), 'site.yaml:2', 'kind'],
    [`${whole}registries: []\n`, 'site.yaml', 'registries'],
    [whole.replace('readyWithin: 60', 'readyWithin: soon'), 'site.yaml:6', 'readyWithin'],
    [whole.replace('https:', 'file:'), 'site.yaml:5', 'registry.url'],
    ['a: [', 'site.yaml:1', ''],
    ['- a', 'site.yaml', 'object'],
    ['a: &x [b]\nc: *x\n', 'site.yaml', ''],
  ])('names file, line and key of what is wrong: %j', (text, place, key) => {
    const read = (): unknown => readSite(text, 'site.yaml');

    expect(read).toThrow(expect.objectContaining({ code: 'SITE_INVALID' }));
    expect(read).toThrow(place);
    expect(read).toThrow(key);
  });
});
