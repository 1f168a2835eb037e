import { FirebreakError } from '../../errors.ts';
import type { Doors } from '../../host/doors.ts';
import { reasonOf } from '../../host/files.ts';
import type { HttpAnswer } from '../../host/http.ts';

/** A compromised version that a registry gives to whoever installs it. */
export interface Served {
  readonly name: string;
  readonly version: string;
  /** Whether the package's document names it. */
  readonly listed: boolean;
  /** Where its tarball is, as the package's document says or as it was found; null where nobody says. */
  readonly tarball: string | null;
}

/** What a registry said of one package. */
export interface Document {
  readonly status: number;
  /** Version to the tarball's address as the registry names it. Empty where it does not know the package. */
  readonly tarballs: ReadonlyMap<string, string>;
}

/** Milliseconds for one answer. */
const patience = 30_000;
const documentLimit = 128 * 1024 * 1024;
const tarballLimit = 512 * 1024 * 1024;

/** What npm sends when it installs: the document without what an installation does not need. */
const installForm = 'application/vnd.npm.install-v1+json; q=1.0, application/json; q=0.8, */*';

/** Whether a registry answers its ping within `timeout` milliseconds. */
export async function answersPing(
  doors: Doors,
  registry: string,
  timeout: number,
): Promise<boolean> {
  const { signal } = doors;
  const url = `${base(registry)}-/ping`;
  try {
    const answer = await doors.httpGet({ url, headers: {}, timeout, limit: 1024 * 1024, signal });
    return answer.status === 200;
  } catch {
    signal.throwIfAborted();
    return false;
  }
}

/**
 * Asks for a package as npm does when installing. Throws REGISTRY_DOWN where no answer comes, or one that does not say
 * whether the package is there: it wants credentials, or failed.
 */
export async function askDocument(doors: Doors, registry: string, name: string): Promise<Document> {
  const url = `${base(registry)}${name.replace('/', '%2f')}`;
  const answer = await get(doors, url, installForm, documentLimit);
  if (isAbsent(answer.status)) return { status: answer.status, tarballs: new Map() };
  if (answer.status !== 200) throw undecided(url, `answered ${answer.status}`);
  const versions = versionsOf(answer.bytes);
  if (versions === null) throw undecided(url, 'did not answer with a package document');
  const tarballs = Object.entries(versions).map(([version, about]): [string, string] => [
    version,
    tarballOf(about),
  ]);
  return { status: answer.status, tarballs: new Map(tarballs) };
}

/** Whether a tarball is given out at an address. Throws REGISTRY_DOWN where the answer does not say. */
export async function tarballServed(doors: Doors, url: string): Promise<boolean> {
  const { status } = await get(doors, url, '*/*', tarballLimit);
  if (status === 200) return true;
  if (isAbsent(status)) return false;
  throw undecided(url, `answered ${status}`);
}

/** Where npm registries keep a tarball, and where the document said that it is, if that is the same registry. */
export function tarballAddresses(
  registry: string,
  name: string,
  version: string,
  named: string | null,
): readonly string[] {
  const file = `${name.slice(name.indexOf('/') + 1)}-${encodeURIComponent(version)}.tgz`;
  const usual = `${base(registry)}${name}/-/${file}`;
  // An address elsewhere is an attacker's to choose, and not this registry's to refuse.
  const own = named !== null && named.startsWith(base(registry)) ? [named] : [];
  return [...new Set([usual, ...own])];
}

/** 404, 410 and 451 say that something is not there, or not to be had. */
function isAbsent(status: number): boolean {
  return status === 404 || status === 410 || status === 451;
}

async function get(doors: Doors, url: string, accept: string, limit: number): Promise<HttpAnswer> {
  const { signal } = doors;
  try {
    return await doors.httpGet({ url, headers: { accept }, timeout: patience, limit, signal });
  } catch (error) {
    signal.throwIfAborted();
    throw undecided(url, `did not answer: ${reasonOf(error)}`, error);
  }
}

function undecided(url: string, why: string, cause?: unknown): FirebreakError {
  return new FirebreakError(
    'REGISTRY_DOWN',
    `${url} ${why}, so nobody can say what it serves`,
    'See that the registry of the site file answers from this machine with the credentials of its address or none, then try again.',
    cause,
  );
}

function versionsOf(bytes: Uint8Array): Record<string, unknown> | null {
  try {
    const body = JSON.parse(Buffer.from(bytes).toString('utf8')) as unknown;
    const versions =
      typeof body === 'object' && body !== null ? Reflect.get(body, 'versions') : null;
    return typeof versions === 'object' && versions !== null
      ? (versions as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

function tarballOf(about: unknown): string {
  const dist = typeof about === 'object' && about !== null ? Reflect.get(about, 'dist') : null;
  const tarball = typeof dist === 'object' && dist !== null ? Reflect.get(dist, 'tarball') : null;
  return typeof tarball === 'string' ? tarball : '';
}

function base(registry: string): string {
  return registry.endsWith('/') ? registry : `${registry}/`;
}
