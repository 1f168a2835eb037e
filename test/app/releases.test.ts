import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../../src/app/app.ts';
import { standIn } from '../../src/app/demo/registry/stand-in.ts';
import { npmRegistries } from '../../src/app/registry-config.ts';
import { askRegistries } from '../../src/app/releases.ts';
import { scan } from '../../src/app/scan.ts';
import type { Doors } from '../../src/host/doors.ts';
import type { HttpRequest } from '../../src/host/http.ts';
import { incidentOf } from '../exposure/support.ts';
import { realDoors } from '../support/doors.ts';
import { useRegistry } from '../support/registry.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const password = 's3cret-p4ssword';
const basic = Buffer.from(`ops:${password}`).toString('base64');

const registry = useRegistry(
  [
    ...['1.2.8', '1.2.9', '1.3.0'].map((version) => standIn({ name: 'evil', version })),
    ...['1.0.0', '1.0.1'].map((version) => standIn({ name: '@acme/late', version })),
  ],
  new Map([
    ['evil@1.2.8', '2026-01-01T00:00:00.000Z'],
    ['evil@1.2.9', '2026-05-19T01:00:00.000Z'],
    // What a caret would have taken instead came after the window.
    ['evil@1.3.0', '2026-06-01T00:00:00.000Z'],
    ['@acme/late@1.0.0', '2026-05-19T01:00:00.000Z'],
    // There from before on, and preferred to the compromised one.
    ['@acme/late@1.0.1', '2026-01-01T00:00:00.000Z'],
  ]),
);

beforeAll(async () => {
  // The scope is for those who log in.
  const hash = createHash('sha1').update(password).digest('base64');
  writeFileSync(join(dirname(registry.config), 'htpasswd'), `ops:{SHA}${hash}\n`);
  const text = readFileSync(registry.config, 'utf8');
  const rule = '  "@acme/*":\n    access: $authenticated\n';
  writeFileSync(
    registry.config,
    text.replace(/^packages:\n/m, (head) => `${head}${rule}`),
  );
  const [command = '', ...args] = registry.restart;
  const { signal } = realDoors;
  const cwd = temporaryDirectory();
  await realDoors.runProgram({ command, args, cwd, env: {}, timeout: 60_000, signal });
}, 90_000);

const incident = incidentOf({
  packages: {
    'npm evil': ['1.2.9'],
    'npm @acme/late': ['1.0.0'],
    'npm gone': ['1.0.0'],
    'pypi x': ['1'],
  },
  window: { from: '2026-05-19T01:00:00Z', to: '2026-05-19T04:00:00Z' },
});

/** The home directory of somebody with such an npmrc. */
function home(npmrc: string): string {
  const directory = temporaryDirectory();
  writeFileSync(join(directory, '.npmrc'), npmrc);
  return directory;
}

function loggedIn(): string {
  const { host } = new URL(registry.url);
  return home(`registry=${registry.url}\n//${host}/:_auth=${basic}\n`);
}

interface Spied extends App {
  readonly warnings: string[];
  readonly asked: HttpRequest[];
}

function spied(answer: Doors['httpGet'] = realDoors.httpGet): Spied {
  const warnings: string[] = [];
  const asked: HttpRequest[] = [];
  const httpGet: Doors['httpGet'] = (request) => {
    asked.push(request);
    return answer(request);
  };
  return {
    doors: { ...realDoors, httpGet },
    dataDir: join(temporaryDirectory(), 'home'),
    version: '0',
    progress: () => {},
    warn: (message) => void warnings.push(message),
    warnings,
    asked,
  };
}

describe('what a registry knows', () => {
  it('is had with the credentials of that registry, and what is not had is counted once', async () => {
    const app = spied();

    const known = await askRegistries(app, incident, { home: loggedIn(), environment: {} });

    const late = known('npm', '@acme/late');
    expect(late?.releases.map(({ publishedAt, version }) => [version, publishedAt])).toEqual([
      ['1.0.0', Date.parse('2026-05-19T01:00:00Z')],
      ['1.0.1', Date.parse('2026-01-01T00:00:00Z')],
    ]);
    expect(known('npm', 'evil')?.complete).toBe(true);
    expect([known('npm', 'gone'), known('pypi', 'evil')]).toEqual([null, null]);
    expect(app.warnings).toEqual([
      'registries gave nothing on 1 of 3 npm packages (status 404: 1): what asks for them is judged without',
    ]);
  });

  it('decides what a command without a lock would have become', async () => {
    const repository = temporaryDirectory();
    mkdirSync(join(repository, 'scripts'));
    writeFileSync(
      join(repository, 'scripts/a.sh'),
      '#!/bin/sh\nnpx -y evil@^1.2.0\nnpx -y @acme/late@^1.0.0\n',
    );
    const list = join(temporaryDirectory(), 'incident.yaml');
    writeFileSync(list, JSON.stringify(incident));
    const app = spied();
    const request = {
      targets: [repository],
      incident: list,
      refs: 'all',
      jobs: 1,
      keep: false,
    } as const;
    const askRegistry = { home: loggedIn(), environment: {} };

    const without = await scan(app, request);
    const offline = await scan(app, { ...request, askRegistry, offline: true });
    const askedOffline = app.asked.length;
    const asked = await scan(app, { ...request, askRegistry });

    const answers = [without, offline, asked].map(({ exposures }) =>
      exposures.map(({ package: one, request: own }) => [one.name, own?.answer]),
    );
    const open = [
      ['@acme/late', 'cannot-say'],
      ['evil', 'cannot-say'],
    ];
    expect(answers).toEqual([open, open, [['evil', 'would']]]);
    expect(askedOffline).toBe(0);
    const hints = [without, offline, asked].map(({ next }) =>
      next.some((step) => step.includes('Registries were not asked')),
    );
    expect(hints).toEqual([true, true, false]);
    expect([without, asked].map(({ scan: { registriesAsked } }) => registriesAsked)).toEqual([
      undefined,
      true,
    ]);
  });

  it.each([
    ['something else', '{"name":"other","versions":{"1.0.0":{}}}', 'no document of the package'],
    ['no JSON', '<html>', 'no document of the package'],
    ['an error', '{"error":"x"}', 'no document of the package'],
    ['a list', '[[[]]]', 'no document of the package'],
  ])('is nothing where the answer is %s', async (_, body, why) => {
    const app = spied(async () => ({
      status: 200,
      headers: new Headers(),
      bytes: Buffer.from(body),
    }));

    const known = await askRegistries(app, incident, { home: loggedIn(), environment: {} });

    expect(known('npm', 'evil')).toBeNull();
    expect(app.warnings).toEqual([expect.stringContaining('nothing on 3 of 3 npm packages')]);
    expect(app.warnings[0]).toContain(`(${why}: 3)`);
  });

  it('shows no secret where asking fails, and asks for no more than it may', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 603 }, (_, n) => [`npm p${n}`, ['1.0.0']]),
    );
    const scope = { 'npm @acme/*': ['*'] };
    let [now, most] = [0, 0];
    const app = spied(async ({ headers, url }) => {
      now += 1;
      most = Math.max(most, now);
      await Promise.resolve();
      now -= 1;
      throw new Error(`${url} ${JSON.stringify(headers)}`);
    });

    await askRegistries(app, incidentOf({ packages: { ...many, ...scope } }), {
      home: loggedIn(),
      environment: {},
    });

    expect(app.asked.length).toBe(600);
    expect(app.asked[0]).toMatchObject({ headers: { authorization: `Basic ${basic}` } });
    expect(most).toBe(8);
    expect(app.warnings).toEqual([
      'registries gave nothing on 603 of 603 npm packages (more than 600 names: 3, no answer: 600): what asks for them is judged without',
    ]);
  });
});

describe('npm’s configuration', () => {
  /** Doors to a machine with no npm, or one that says this. */
  function npmSaying(stdout: string): Doors {
    return {
      ...realDoors,
      runProgram: async () => ({ exitCode: 0, timedOut: false, stdout, stderr: '', failure: '' }),
    };
  }

  it('names registries by scope, by file and by environment, and npm its own', async () => {
    const token = home(
      [
        '@acme:registry=https://user:pw@private.example/npm',
        '//private.example/:_authToken=top',
        '//private.example/npm/:username=ops',
        `//private.example/npm/:_password=${Buffer.from(password).toString('base64')}`,
        '_authToken=for-nobody',
      ].join('\n'),
    );
    const own = '{"registry":"https://own.example"}';
    const environment = { npm_config_registry: 'https://set.example/npm/' };

    const plain = await npmRegistries(npmSaying(own), { home: token, environment: {} });
    const set = await npmRegistries(npmSaying(own), { home: token, environment });
    const none = await npmRegistries(npmSaying(''), {
      home: temporaryDirectory(),
      environment: {},
    });

    expect(plain('evil')).toEqual({ url: 'https://own.example/', authorization: null });
    expect(plain('@acme/a')).toEqual({
      url: 'https://private.example/npm/',
      authorization: `Basic ${basic}`,
    });
    expect(set('@other/a')).toEqual({ url: 'https://set.example/npm/', authorization: null });
    expect(none('evil')).toBeNull();
  });

  it.each([
    ['//other.example/:_authToken=a', null],
    ['//own.example:8080/:_authToken=a', null],
    ['//own.example/npm/:_authToken=a', null],
    ['//own.example/:_authToken=${TOKEN}', 'Bearer t0ken'],
    ['//own.example:_authToken=a', 'Bearer a'],
    ['//own.example/:_authToken=a\tb', null],
  ])('sends to https://own.example what %j gives it', async (npmrc, authorization) => {
    const environment = { NPM_CONFIG_REGISTRY: 'https://own.example', TOKEN: 't0ken' };

    const registries = await npmRegistries(npmSaying(''), { home: home(npmrc), environment });

    expect(registries('evil')?.authorization).toBe(authorization);
  });

  it('is taken from npm itself where no file names a registry', async () => {
    const nobody = temporaryDirectory();

    const registries = await npmRegistries(realDoors, { home: nobody, environment: {} });

    expect(registries('evil')?.url).toMatch(/^https?:\/\/.+\/$/);
  });
});
