import { concurrently } from '../containment/concurrently.ts';
import type { KnownReleases } from '../exposure/outcome.ts';
import { factsOfPackument } from '../exposure/resolve/packument.ts';
import type { ReleaseFacts } from '../exposure/resolve/types.ts';
import type { Doors } from '../host/doors.ts';
import type { Incident } from '../incident/schema.ts';
import { checkName, wildcardPrefix } from '../package/name.ts';
import type { App } from './app.ts';
import { type AskedRegistry, type NpmPerson, npmRegistries } from './registry-config.ts';

/** Packages that are asked for at most. */
const mostPackages = 600;

/** Packages asked for side by side. */
const together = 8;

/** Bytes of one document; those of packages with thousands of versions stay below. */
const limit = 64 * 1024 * 1024;

/** Milliseconds for one document, and without a byte of it. */
const timeout = 300_000;
const silence = 30_000;

/** What asking for a package came to: facts, or in few words why there are none. */
type Had = { readonly facts: ReleaseFacts } | { readonly why: string };

/**
 * What npm's registries say of the npm packages that an incident names. What could not be had is counted in one warning,
 * and stays unknown. Other ecosystems are not asked: their clients do not say which index is their own.
 */
export async function askRegistries(
  app: App,
  incident: Incident,
  person: NpmPerson,
): Promise<KnownReleases> {
  const named = incident.packages.filter(({ ecosystem }) => ecosystem === 'npm');
  const names = [...new Set(named.map(({ name }) => name))]
    .filter((name) => checkName('npm', name).ok && wildcardPrefix(name) === null)
    .toSorted();
  const asked = names.slice(0, mostPackages);
  const registryOf = await npmRegistries(app.doors, person);
  const answers = await concurrently(asked, together, (name) =>
    factsFrom(app.doors, registryOf(name), name),
  );
  const known = new Map<string, ReleaseFacts>();
  const missing: string[] = names.slice(mostPackages).map(() => `more than ${mostPackages} names`);
  for (const [index, answer] of answers.entries()) {
    if ('facts' in answer) known.set(asked[index] as string, answer.facts);
    else missing.push(answer.why);
  }
  if (missing.length > 0) app.warn(missingText(missing, names.length));
  return (ecosystem, name) => (ecosystem === 'npm' ? (known.get(name) ?? null) : null);
}

function missingText(missing: readonly string[], total: number): string {
  const reasons = [...Map.groupBy(missing, (why) => why)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([why, all]) => `${why}: ${all.length}`);
  return `registries gave nothing on ${missing.length} of ${total} npm packages (${reasons.join(', ')}): what asks for them is judged without`;
}

async function factsFrom(doors: Doors, registry: AskedRegistry | null, name: string): Promise<Had> {
  if (registry === null) return { why: 'no registry is configured' };
  const { authorization, url } = registry;
  const request = {
    url: `${url}${name.split('/').map(encodeURIComponent).join('%2f').replace('%40', '@')}`,
    headers: {
      // The short form that installs ask for has no times.
      accept: 'application/json',
      ...(authorization === null ? {} : { authorization }),
    },
    timeout,
    silence,
    limit,
    signal: doors.signal,
  };
  // The runtime's message may hold what was sent, so that none of it is shown.
  const answer = await doors.httpGet(request).catch(() => null);
  doors.signal.throwIfAborted();
  if (answer === null) return { why: 'no answer' };
  if (answer.status !== 200) return { why: `status ${answer.status}` };
  const facts = factsOfDocument(answer.bytes, name);
  return facts === null ? { why: 'no document of the package' } : { facts };
}

/** Null where it is none of that package: an error in disguise, or the answer to something else. */
function factsOfDocument(bytes: Uint8Array, name: string): ReleaseFacts | null {
  let document: unknown;
  try {
    document = JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString());
  } catch {
    return null;
  }
  const stated = typeof document === 'object' && document !== null ? document : {};
  return 'name' in stated && stated.name === name ? factsOfPackument(document) : null;
}
