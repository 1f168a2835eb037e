import { join } from 'node:path';
import type { Doors } from '../host/doors.ts';
import { type Environment, npmrcValues, npmVariables } from './npmrc.ts';
import { authorizationFor } from './registry-authorization.ts';

/** Whose npm is meant. */
export interface NpmPerson {
  readonly home: string;
  readonly environment: Environment;
}

/** A registry, and what it is asked with. Never to be shown. */
export interface AskedRegistry {
  /** Ends with a slash; without user and password. */
  readonly url: string;
  /** The Authorization header; null for none. */
  readonly authorization: string | null;
}

/** The registry from which a package comes; null where none is configured, and npm does not say which is its own. */
export type RegistryOf = (name: string) => AskedRegistry | null;

/** No npmrc is longer. */
const maxBytes = 1024 * 1024;

/** Milliseconds that npm may take to tell its configuration. */
const patience = 60_000;

/**
 * Registries as npm's configuration of a person has them: environment, then their npmrc, then the machine's, then what
 * npm itself says is its own. A project's npmrc has no say: it belongs to whoever is scanned. Credentials count only where an
 * npmrc gives them for that very registry. What cannot be read counts as not there.
 */
export async function npmRegistries(doors: Doors, person: NpmPerson): Promise<RegistryOf> {
  const { environment, home } = person;
  const variables = npmVariables(environment);
  const told = await toldByNpm(doors, person);
  const user = variables.get('userconfig') ?? told.get('userconfig') ?? join(home, '.npmrc');
  const global = variables.get('globalconfig') ?? told.get('globalconfig');
  const files = [
    await npmrcAt(doors, user, environment),
    await npmrcAt(doors, global ?? null, environment),
  ];
  const layers = [variables, ...files, told];
  const valueOf = (key: string): string | undefined =>
    layers.find((layer) => layer.has(key))?.get(key);
  return (name) => {
    const scope = name.startsWith('@')
      ? valueOf(`${name.slice(0, name.indexOf('/'))}:registry`)
      : undefined;
    const url = registryUrl(scope ?? valueOf('registry'));
    return url === null ? null : { url, authorization: authorizationFor(url, files) };
  };
}

/** What npm says its configuration is, run where no project has a say; nothing where it cannot be run. */
async function toldByNpm(
  doors: Doors,
  { environment, home }: NpmPerson,
): Promise<ReadonlyMap<string, string>> {
  const own = Object.entries(environment).filter(([name]) => /^npm_config_/i.test(name));
  const report = await doors.runProgram({
    command: 'npm',
    args: ['config', 'list', '--json'],
    cwd: home,
    env: {
      ...Object.fromEntries(
        own.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
      ),
      HOME: home,
      USERPROFILE: home,
      npm_config_update_notifier: 'false',
    },
    timeout: patience,
    signal: doors.signal,
  });
  try {
    const stated: unknown = JSON.parse(report.stdout);
    const entries = Object.entries(typeof stated === 'object' && stated !== null ? stated : {});
    return new Map(
      entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    );
  } catch {
    return new Map();
  }
}

async function npmrcAt(
  doors: Doors,
  path: string | null,
  environment: Environment,
): Promise<ReadonlyMap<string, string>> {
  const real = path === null ? null : await doors.files.resolveLinks(path);
  if (real === null) return new Map();
  const read = await doors.files.readRegularFile(real, maxBytes).catch(() => null);
  return read?.status === 'read'
    ? npmrcValues(Buffer.from(read.bytes).toString('utf8'), environment)
    : new Map();
}

/** Null where a text is no address of a registry. */
function registryUrl(text: string | undefined): string | null {
  const url = text === undefined ? null : URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol)) return null;
  return `${url.origin}${url.pathname.replace(/\/*$/, '/')}`;
}
