import semver from 'semver';
import { FirebreakError } from '../../errors.ts';
import type { Doors } from '../../host/doors.ts';
import { recordOf } from './lock-tree.ts';

/** A version that a registry serves. */
export interface Offer {
  readonly version: string;
  readonly deprecated: boolean;
  /** `sha512-…`; null where the registry states none. */
  readonly integrity: string | null;
}

/** npm's short form of a package document (registry docs, "package-metadata": `install-v1`). */
const accept = 'application/vnd.npm.install-v1+json; q=1.0, application/json; q=0.8';

/** The short documents of packages with thousands of versions stay below. */
const limit = 32 * 1024 * 1024;

/**
 * The versions of a package that a registry serves, newest first; null where it has none of that name.
 * Throws REGISTRY_DOWN where it does not answer or answers with something else.
 */
export async function offersOf(
  doors: Doors,
  registry: string,
  name: string,
): Promise<Offer[] | null> {
  const base = registry.endsWith('/') ? registry : `${registry}/`;
  const url = `${base}${name.split('/').map(encodeURIComponent).join('%2f').replace('%40', '@')}`;
  const request = { url, headers: { accept }, timeout: 30_000, limit, signal: doors.signal };
  const answer = await doors.httpGet(request).catch((error: unknown) => {
    doors.signal.throwIfAborted();
    throw down(registry, error instanceof Error ? error.message : String(error), error);
  });
  if (answer.status === 404) return null;
  if (answer.status !== 200) throw down(registry, `status ${answer.status} for ${name}`);
  let document: unknown;
  try {
    document = JSON.parse(Buffer.from(answer.bytes).toString('utf8'));
  } catch (error) {
    throw down(registry, `no JSON for ${name}`, error);
  }
  const { name: called, versions } = recordOf(document);
  // An error in disguise has not said that there are none. Of a package that was unpublished whole there are none.
  if (called !== name && (typeof versions !== 'object' || versions === null))
    throw down(registry, `no package document for ${name}`);
  return Object.entries(recordOf(versions))
    .filter(([version]) => semver.valid(version) === version)
    .map(([version, stated]) => offerOf(version, recordOf(stated)))
    .toSorted((a, b) => semver.rcompare(a.version, b.version));
}

function offerOf(version: string, stated: Readonly<Record<string, unknown>>): Offer {
  const integrity = recordOf(stated['dist'])['integrity'];
  const deprecated = stated['deprecated'];
  return {
    version,
    deprecated: deprecated !== undefined && deprecated !== '' && deprecated !== false,
    integrity:
      typeof integrity === 'string' && /^sha\d+-[A-Za-z0-9+/=]{20,100}$/.test(integrity)
        ? integrity
        : null,
  };
}

/** What stands for a registry that gives no usable answer. */
export function down(registry: string, what: string, cause?: unknown): FirebreakError {
  return new FirebreakError(
    'REGISTRY_DOWN',
    `the registry ${registry} does not answer: ${what}`,
    'Bring it up, or mend `registry.url` in the site file, and try again.',
    cause,
  );
}
