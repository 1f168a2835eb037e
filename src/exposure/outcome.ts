import type { Window } from '../incident/schema.ts';
import type { OpenRequest } from '../lockfile/types.ts';
import { inRange } from '../package/version.ts';
import semver from 'semver';
import type { Place, SettingsFile, Sighting } from '../sources/types.ts';
import type { Outcome, RequestHit, Sifted } from './hits.ts';
import type { Match } from './match.ts';
import { factsOf, spanOf } from './resolve/facts.ts';
import { resolve } from './resolve/resolve.ts';
import { circumstancesOf } from './resolve/settings/circumstances.ts';
import type { ReleaseFacts, Resolution } from './resolve/types.ts';

/** What is known of packages beside the incident; null of one that nobody asked its registry for. */
export type KnownReleases = (ecosystem: string, name: string) => ReleaseFacts | null;

/** Some places of a sighting, with what its requests come to there. */
export interface SiftedAt {
  readonly sighting: Sighting;
  readonly sifted: Sifted;
}

type Answered = RequestHit & { readonly outcome: Outcome };

/**
 * Says of what a sighting asks for what it would have become, place by place: settings of clients differ from ref to ref.
 * What could not have become anything compromised is declined there.
 */
export async function outcomesOf(
  sighting: Sighting,
  sifted: Sifted,
  window: Window,
  releases: KnownReleases,
): Promise<SiftedAt[]> {
  if (sifted.requests.length === 0) return [{ sighting, sifted }];
  const around = (await sighting.settings?.()) ?? sighting.places().map(withoutFiles);
  const groups = new Map<string, { requests: Answered[]; at: Map<string, Set<unknown>> }>();
  for (const { files, path, refs } of around) {
    const requests = sifted.requests.map((hit) => ({
      ...hit,
      outcome: outcomeOf(hit, path, files, window, releases),
    }));
    const key = JSON.stringify(requests.map(({ outcome }) => outcome));
    const group = groups.get(key) ?? { requests, at: new Map<string, Set<unknown>>() };
    group.at.set(path, new Set([...(group.at.get(path) ?? []), ...refs]));
    groups.set(key, group);
  }
  const all = sighting.places();
  return [
    { sighting, sifted: { ...sifted, requests: [] } },
    ...[...groups.values()].map(({ at, requests }) => ({
      sighting: { ...sighting, places: () => placesIn(all, at) },
      sifted: {
        hits: [],
        asides: [],
        unclear: [],
        requests: requests.filter(({ outcome }) => outcome.answer !== 'could-not'),
        declined: requests.filter(({ outcome }) => outcome.answer === 'could-not'),
      },
    })),
  ];
}

function withoutFiles({ path, refs }: Place): {
  path: string;
  refs: Place['refs'];
  files: readonly SettingsFile[];
} {
  return { path, refs, files: [] };
}

function placesIn(all: readonly Place[], at: ReadonlyMap<string, ReadonlySet<unknown>>): Place[] {
  return all.flatMap((place) => {
    const own = at.get(place.path);
    const refs = own === undefined ? [] : place.refs.filter((ref) => own.has(ref));
    return own !== undefined && (refs.length > 0 || place.refs.length === 0)
      ? [{ ...place, refs }]
      : [];
  });
}

/** An install that goes past a lockfile is known to run, but below its own directory not where. */
function outcomeOf(
  hit: RequestHit,
  path: string,
  files: readonly SettingsFile[],
  window: Window,
  releases: KnownReleases,
): Outcome {
  const outcome = plainOutcomeOf(hit, path, files, window, releases);
  const { launch } = hit.request;
  if (launch?.project === undefined) return outcome;
  const where = launch.project === 'here' ? '' : ', here or in a directory above';
  const reason = `${launch.command} takes anew what a lockfile holds${where}; ${outcome.reason}`;
  const isSure = launch.project === 'here' || outcome.answer !== 'would';
  return { ...outcome, answer: isSure ? outcome.answer : 'cannot-say', reason };
}

function plainOutcomeOf(
  { judgement, request }: RequestHit,
  path: string,
  files: readonly SettingsFile[],
  window: Window,
  releases: KnownReleases,
): Outcome {
  const { match } = judgement;
  const { cooldown, installedBy, pin } = circumstancesOf(request, path, files);
  const place = cooldown === null ? null : { stated: cooldown.stated, at: cooldown.at };
  const said = (resolution: Resolution): Outcome => ({ ...resolution, cooldown: place });
  const byBytes = match.matchedBy === 'integrity' || match.matchedBy === 'git-commit';
  if (byBytes || match.kind === 'url') {
    const reason = 'it is asked for by its place, which can become nothing else';
    return { answer: 'would', reason, cooldown: null };
  }
  const { ecosystem, name, range } = request;
  const registry = releases(ecosystem, name);
  const compromised = compromisedIn(judgement, request, registry);
  if (compromised === null) {
    const reason = `which of the versions in ${match.stated} there were is not known`;
    return said({ answer: 'cannot-say', reason });
  }
  const facts = factsOf(compromised === 'every' ? [] : compromised, spanOf(window), registry);
  const span = { from: null, to: null };
  return said(
    resolve({ ecosystem, name, range, compromised, facts, span, pin, cooldown, installedBy }),
  );
}

/** Versions that may be let in and are compromised; null where only a range of them is known. */
function compromisedIn(
  { admits, match }: RequestHit['judgement'],
  { ecosystem, range }: OpenRequest,
  registry: ReleaseFacts | null,
): readonly string[] | 'every' | null {
  if (match.kind === 'any-version' || match.kind === 'whole-scope') return 'every';
  if (match.kind !== 'range') return admits;
  if (ecosystem === 'npm' && isWithin(range, statedRange(match))) return 'every';
  if (registry === null) return null;
  return registry.releases
    .map(({ version }) => version)
    .filter((version) => inRange(ecosystem, version, statedRange(match)) === true);
}

/** The range behind the name in front of which it is stated. */
function statedRange({ stated }: Match): string {
  return stated.slice(stated.indexOf(' ') + 1);
}

/** Whether all that a range lets in is compromised. */
function isWithin(range: string | null, stated: string): boolean {
  if (range === null || range.length > 1000 || semver.validRange(range) === null) return false;
  return semver.validRange(stated) !== null && semver.subset(range, stated);
}
