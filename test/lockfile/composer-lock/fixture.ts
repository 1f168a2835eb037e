/** A project as Composer would lock it: an archive, a repository alone, a replaced name and a virtual one. */
export const manifest = {
  name: 'acme/site',
  require: { php: '>=8.1', 'ext-json': '*', 'acme/web': '^2.0' },
  'require-dev': { 'acme/probe': '~1.4' },
  replace: { 'acme/polyfill': '*' },
};

export const first = '1'.repeat(40);
export const second = '2'.repeat(40);

export const web = {
  name: 'acme/web',
  version: 'v2.3.1',
  source: { type: 'git', url: 'https://git.example/acme/web.git', reference: first },
  dist: {
    type: 'zip',
    url: 'https://registry.example/acme/web.zip',
    reference: first,
    shasum: '',
  },
  require: {
    'acme/log': '^1.0',
    'acme/polyfill': '^1.0',
    'composer-runtime-api': '^2.0',
    php: '>=8.1',
    'psr/log-implementation': '1.0',
  },
  time: '2026-01-02T03:04:05+00:00',
};

export const log = {
  name: 'Acme/Log-Core',
  version: '1.2.0',
  dist: {
    type: 'zip',
    url: 'https://registry.example/acme/log.zip',
    reference: second,
    shasum: 'a'.repeat(40),
  },
  provide: { 'psr/log-implementation': '1.0' },
  replace: { 'acme/log': 'self.version' },
};

export const probe = {
  name: 'acme/probe',
  version: 'dev-main',
  source: { type: 'git', url: 'https://git.example/acme/probe.git', reference: second },
  require: { 'acme/web': '^2.0', 'ext-mbstring': '*' },
  'require-dev': { 'acme/nowhere': '*' },
  'default-branch': true,
};

export const lock = {
  _readme: ['This file locks the dependencies of your project'],
  'content-hash': 'c'.repeat(32),
  packages: [log, web],
  'packages-dev': [probe],
  aliases: [
    { package: 'acme/probe', version: 'dev-main', alias: '1.4.0', alias_normalized: '1.4.0.0' },
  ],
  'minimum-stability': 'stable',
  'stability-flags': { 'acme/probe': 20 },
  platform: { php: '>=8.1' },
  'platform-dev': {},
  'plugin-api-version': '2.6.0',
};

export const stated = ['acme/log-core@1.2.0', 'acme/probe@dev-main git', 'acme/web@v2.3.1'];

export const edgesStated = [
  'acme/probe -prod> acme/web',
  'acme/web -prod> acme/log-core',
  'acme/web -prod> acme/log-core',
];
