import type { ExposureMap } from '../../exposure/schema.ts';
import type { Doors } from '../../host/doors.ts';
import { concurrently } from '../concurrently.ts';
import type { Compromised } from '../compromised.ts';
import { askDocument, type Served, tarballAddresses, tarballServed } from './asking.ts';

/** What was asked of a registry, and what it still serves. */
export interface Survey {
  readonly packages: number;
  /** Versions that were asked for one by one. */
  readonly versions: number;
  /** Compromised versions that it serves, by name and version. */
  readonly served: readonly Served[];
  /** Scopes of which only the packages that the exposure map names could be asked for. */
  readonly scopes: readonly string[];
}

/** Requests at a time: an answer per package of a long list within seconds, and no burden for a registry. */
export const atOnce = 8;

/**
 * Asks a registry for every compromised package as npm does, and for every tarball. `known` are versions that were
 * served before: of a range nobody else can say which there are. Throws REGISTRY_DOWN where it does not answer.
 */
export async function survey(
  doors: Doors,
  registry: string,
  compromised: Compromised,
  map: ExposureMap,
  known: readonly Pick<Served, 'name' | 'version' | 'tarball'>[],
): Promise<Survey> {
  const knownOf = Map.groupBy(known, ({ name }) => name);
  const exact = new Map(
    compromised.names.flatMap(({ name, scope, versions }) => (scope ? [] : [[name, versions]])),
  );
  const names = new Set([
    ...exact.keys(),
    ...knownOf.keys(),
    ...map.exposures.map(({ package: { name } }) => name),
  ]);
  const asked = [...names].filter((name) => compromised.about(name).length > 0).toSorted();
  const answers = await concurrently(asked, atOnce, async (name) => {
    const { tarballs } = await askDocument(doors, registry, name);
    const listed = [...tarballs.keys()].filter((version) => compromised.includes(name, version));
    const earlier = knownOf.get(name) ?? [];
    const versions = new Set([
      ...listed,
      ...(exact.get(name) ?? []),
      ...earlier.map(({ version }) => version),
    ]);
    const found: Served[] = [];
    for (const version of versions) {
      const named = tarballs.get(version);
      if (named !== undefined) {
        // What is listed is served; nothing is gained by fetching what it is.
        found.push({ name, version, listed: true, tarball: named });
        continue;
      }
      const before = earlier.find((one) => one.version === version)?.tarball ?? null;
      const tarball = await firstServed(doors, tarballAddresses(registry, name, version, before));
      if (tarball !== null) found.push({ name, version, listed: false, tarball });
    }
    return { versions: versions.size, found };
  });
  return {
    packages: asked.length,
    versions: answers.reduce((sum, { versions }) => sum + versions, 0),
    served: answers.flatMap(({ found }) => found),
    scopes: compromised.names.flatMap(({ name, scope }) => (scope ? [name] : [])),
  };
}

/** Whether a registry gives out one version, in its document or as a tarball. Throws REGISTRY_DOWN. */
export async function isServed(
  doors: Doors,
  registry: string,
  { name, tarball, version }: Pick<Served, 'name' | 'version' | 'tarball'>,
): Promise<{ readonly listed: boolean; readonly tarball: boolean }> {
  const { tarballs } = await askDocument(doors, registry, name);
  const addresses = tarballAddresses(registry, name, version, tarball);
  return {
    listed: tarballs.has(version),
    tarball: (await firstServed(doors, addresses)) !== null,
  };
}

async function firstServed(doors: Doors, addresses: readonly string[]): Promise<string | null> {
  for (const address of addresses) if (await tarballServed(doors, address)) return address;
  return null;
}
