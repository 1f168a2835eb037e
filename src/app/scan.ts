import { FirebreakError } from '../errors.ts';
import { type RegistryPlace, registryPlace, registryText } from '../exposure/addresses.ts';
import { type ArgumentResult, exposureMap } from '../exposure/map.ts';
import { createMatcher } from '../exposure/matcher.ts';
import type { ExposureMap } from '../exposure/schema.ts';
import { soughtSigns } from '../exposure/signs/sought.ts';
import { lookAt, type Question, type TargetResult } from '../exposure/target-result.ts';
import { exitCodeOfVerdict } from '../exposure/verdict.ts';
import type { Incident } from '../incident/schema.ts';
import type { RefSelection } from '../sources/git/refs.ts';
import { withoutSecrets } from '../sources/remote/address.ts';
import type { Target } from '../sources/target.ts';
import type { App } from './app.ts';
import { incidentOf } from './incident-argument.ts';
import type { NpmPerson } from './registry-config.ts';
import { scanInventory } from './scan-inventory.ts';
import { progressMeter } from './scan-progress.ts';
import { keepScan } from './scan-store.ts';
import { type Expansion, expandTargets } from './targets.ts';

export interface ScanRequest {
  /** TARGET arguments as they were typed; `@FILE` holds one a line. */
  readonly targets: readonly string[];
  /** An incident's id, an incident file or a list; null to read without matching. */
  readonly incident: string | null;
  readonly refs: RefSelection;
  /** Whether repositories are read through all their history, or also through commits that no ref leads to. */
  readonly history?: 'reachable' | 'all' | null;
  /** Whether submodules at hand are looked at as targets of their own. */
  readonly submodules?: boolean;
  /** Whether mirrors of repositories at URLs are read as they stand. */
  readonly offline?: boolean;
  /** Registries that serve the organisation's own packages, as `HOST` or `HOST/path`. */
  readonly privateRegistries?: readonly string[];
  /** Whose npm tells which registries are asked for what they know of the incident's packages; null where none is. */
  readonly askRegistry?: NpmPerson | null;
  /** Whether it is taken down what weighs in the graphs of lockfiles. */
  readonly weigh?: boolean;
  /** Targets looked at side by side. */
  readonly jobs: number;
  /** Whether the map is kept with an incident that has a home. */
  readonly keep: boolean;
}

/**
 * Looks at targets and gives the exposure map; keeps it with the incident where that has a home, and warns where it
 * could not. A map that was not kept has no number.
 * Throws TARGET_NOT_FOUND or TARGET_UNSUPPORTED when no argument at all could be opened, and ARGUMENT_INVALID for a
 * private registry that is none.
 */
export async function scan(app: App, request: ScanRequest): Promise<ExposureMap> {
  const privateRegistries = (request.privateRegistries ?? []).map(placeOf);
  const asked = request.incident === null ? null : await incidentOf(app, request.incident);
  const at = app.doors.clock.now().toISOString();
  const releases = await releasesOf(app, asked?.incident ?? null, request);
  const expansions = await expandTargets(app, request.targets, {
    refs: request.refs,
    history: request.history ?? null,
    submodules: request.submodules ?? false,
    offline: request.offline ?? false,
    signs: asked === null ? null : soughtSigns(asked.incident),
  });
  const results = await lookAtAll(
    app,
    expansions,
    { ...questionOf(asked?.incident ?? null, privateRegistries), ...releases },
    request,
  );
  const looked = {
    number: null,
    at,
    arguments: request.targets.map(withoutSecrets),
    directory: process.cwd(),
    refs: request.refs,
    ...(request.history ? { history: request.history } : {}),
    privateRegistries: privateRegistries.map(registryText),
    ...(releases.releases === undefined ? {} : { registriesAsked: true as const }),
  };
  const incident = asked?.incident ?? null;
  const mapOf = (kept: boolean): ExposureMap => exposureMap(incident, results, looked, kept);
  if (incident === null || !asked?.kept || !request.keep) return mapOf(false);
  try {
    return await keepScan(app, incident.id, mapOf(true));
  } catch (error) {
    // What was found is worth more than its copy: a full disk must not take the answer away.
    if (!(error instanceof FirebreakError) || error.code !== 'FILE_UNWRITABLE') throw error;
    app.warn(`this scan was not kept: ${error.message}`);
    return mapOf(false);
  }
}

/** The exit code of a scan: its verdict's, or, without an incident, whether everything could be read. */
export function exitCodeOfScan(map: ExposureMap): number {
  if (map.incident !== null) return exitCodeOfVerdict(map.verdict);
  return map.coverage.complete ? 0 : 12;
}

/** Throws ARGUMENT_INVALID where it names no host. */
function placeOf(text: string): RegistryPlace {
  const place = registryPlace(text);
  if (place !== null) return place;
  throw new FirebreakError(
    'ARGUMENT_INVALID',
    `--private-registry ${text} names no registry`,
    'Give a host, with a path where it serves several registries: npm.acme.example/private.',
  );
}

/** What registries say, where they may be asked and there is something to ask. */
async function releasesOf(
  app: App,
  incident: Incident | null,
  { askRegistry, offline }: ScanRequest,
): Promise<Pick<Question, 'releases'>> {
  if (incident === null || !askRegistry || offline === true) return {};
  const { askRegistries } = await import('./releases.ts');
  return { releases: await askRegistries(app, incident, askRegistry) };
}

function questionOf(
  incident: Incident | null,
  privateRegistries: readonly RegistryPlace[],
): Question {
  return {
    incident,
    matcher: incident === null ? null : createMatcher(incident, { privateRegistries }),
  };
}

async function lookAtAll(
  app: App,
  expansions: readonly Expansion[],
  question: Question,
  { jobs, weigh }: ScanRequest,
): Promise<ArgumentResult[]> {
  const targets = [...new Set(expansions.flatMap((expansion) => expansion.targets))];
  const results = new Map<Target, TargetResult>();
  const inventory = await scanInventory(app, weigh === true);
  const meter = progressMeter(app, targets.length);
  const waiting = targets.values();
  const worker = async (): Promise<void> => {
    for (const target of waiting) {
      app.doors.signal.throwIfAborted();
      meter.begun(target.name);
      const session = inventory.sessionFor(target, question, meter.readIn(target.name));
      results.set(target, await lookAt(target, question, app.doors, session));
      await session.keep();
      meter.done(target.name);
    }
  };
  try {
    await Promise.all(Array.from({ length: jobs }, worker));
  } catch (error) {
    if (!(error instanceof FirebreakError) || error.code !== 'INTERRUPTED') throw error;
    throw new FirebreakError(
      'INTERRUPTED',
      `interrupted: ${results.size} of ${targets.length} targets had been read${inventory.isOpen ? ' and are in the inventory' : ''}`,
      inventory.isOpen
        ? 'Run the command again: what has not changed since is not read again.'
        : 'Run the command again.',
    );
  } finally {
    inventory.close();
  }
  return expansions.map(({ argument, failed, targets: own }) => ({
    argument,
    failed,
    targets: own.map((target) => results.get(target) as TargetResult),
  }));
}
