import { isListProblem } from './list-problems.ts';
import type { Exposure, ExposureMap } from './schema.ts';
import { namesText as list } from './names-text.ts';
import { countingSigns, signSteps } from './signs/steps.ts';
import { isPast, weightOf } from './weight.ts';

/** What the steps follow from. */
type Found = Pick<ExposureMap, 'incident' | 'exposures' | 'coverage' | 'scan' | 'signs'>;

/** What to do next, in the order in which it must happen, each a sentence. Empty when nothing is left. `kept`: whether scans of the incident are. */
export function nextSteps(map: Found, kept: boolean): string[] {
  if (map.incident === null) return [];
  const steps: string[] = [];
  const counted = map.exposures.filter((one) => weightOf(one) !== null);
  const signs = countingSigns(map.signs);
  if (counted.length + signs.length > 0) {
    if (kept && counted.some((one) => one.package.purl.startsWith('pkg:npm/'))) {
      steps.push(
        `Start the runbook, which keeps this order and a record: \`firebreak respond start npm-registry-compromise --incident ${map.incident.id}\`.`,
      );
    }
    steps.push(
      'Keep evidence first: CI logs, caches and the machines that installed these, before anything is cleaned.',
    );
    steps.push(
      'Check or isolate those machines and runners BEFORE any token is revoked: some payloads wipe the host when their token dies.',
    );
  }
  steps.push(...signSteps(signs));
  const open = counted.filter(({ grade }) => grade === 'resolvable');
  const held = counted.filter(({ grade }) => grade !== 'resolvable');
  const asking = [...new Set(open.map(({ target }) => target))].toSorted();
  if (asking.length > 0)
    steps.push(
      `Find out which versions were installed in ${list(asking)}: files there ask for a range that lets in a compromised version, and no lockfile says which one it became. CI logs, caches and machines do.${registryHint(open, map.scan)}`,
    );
  const past = [...new Set(held.filter(isPast).map(({ target }) => target))].toSorted();
  if (past.length > 0)
    steps.push(
      `Find the CI runs and machines that built what held it in ${list(past)}: nothing there holds it now, and it was there, or may have been, while it could be installed. \`--details\` names the commits.`,
    );
  const built = held.filter((one) => !isPast(one) && one.history?.classes.includes('in-window'));
  if (built.length > 0) steps.push(builtStep(built, map.incident.window));
  const stored = held.filter((one) => one.grade === 'cached' && !isPast(one));
  if (stored.length > 0)
    steps.push(
      `Remove the archives that hold it in ${list([...new Set(stored.map(({ target }) => target))].toSorted())}: a pin does not keep them from being installed.`,
    );
  const pinned = held.filter(({ grade }) => grade !== 'cached');
  const pinnable = targetsWith(pinned, ['default', 'branch', 'worktree']);
  if (pinnable.length > 0)
    steps.push(`Pin and rebuild ${list(pinnable)}: bump the dependency named with it.`);
  const pulls = targetsWith(held, ['pull']);
  if (pulls.length > 0)
    steps.push(`Close the pull requests that hold it in ${list(pulls)}: CI may have built them.`);
  const tags = targetsWith(held, ['tag']);
  if (tags.length > 0) steps.push(`Do not build or deploy the tags that hold it in ${list(tags)}.`);
  const elsewhere = [
    ...new Set(counted.flatMap(({ place }) => place.registry?.own ?? [])),
  ].toSorted();
  if (elsewhere.length > 0)
    steps.push(
      `See whose registry ${list(elsewhere)} is: where it serves packages of your own under such names, scan again with \`--private-registry\`.`,
    );
  const [ofLists, ofPlaces] = [true, false].map((lists) => [
    ...new Set(
      map.coverage.problems
        .filter((problem) => isListProblem(problem) === lists)
        .map((problem) => problem.target),
    ),
  ]) as [string[], string[]];
  if (ofLists.length > 0) {
    steps.push(
      `Mend ${list(ofLists.toSorted())}: parts of it were not looked for, here or anywhere.`,
    );
  }
  if (ofPlaces.length > 0) {
    const unread = ofPlaces.toSorted();
    steps.push(
      `Read by hand what could not be read in ${list(unread)}: until then nobody can call it clear.`,
    );
  }
  if (kept && steps.length > 0) {
    steps.push(
      `Scan again, then \`firebreak exposure delta --incident ${map.incident.id}\` shows what is gone.`,
    );
  }
  return steps;
}

/** Commits that CI could build held it while it was live; where that was a default branch, more than one run built it. */
function builtStep(built: readonly Exposure[], window: Window): string {
  const targetsOf = (some: readonly Exposure[]): string[] =>
    [...new Set(some.map(({ target }) => target))].toSorted();
  const onDefault = targetsOf(
    built.filter(({ history }) => (history?.onDefault ?? []).some((span) => meets(span, window))),
  );
  const where = onDefault.length === 0 ? '' : `, on the default branch of ${list(onDefault)}`;
  return `Find the CI runs and machines that built ${list(targetsOf(built))} while it could be installed: commits that CI builds held it then${where}. \`--details\` names them.`;
}

type Window = NonNullable<ExposureMap['incident']>['window'];
type Span = NonNullable<Exposure['history']>['onDefault'][number];

/** A side that is not known may reach as far as it likes. */
function meets({ from, to }: Pick<Span, 'from' | 'to'>, window: Window): boolean {
  return (
    (to === null || window.from === null || to >= window.from) &&
    (from === null || window.to === null || from <= window.to)
  );
}

/** Of npm's packages a registry may know what a range would have become, where nobody asked it. */
function registryHint(open: readonly Exposure[], { registriesAsked }: ExposureMap['scan']): string {
  const mayTell = open.some(
    (one) => one.request?.answer === 'cannot-say' && one.package.purl.startsWith('pkg:npm/'),
  );
  return mayTell && registriesAsked !== true
    ? ' Registries were not asked: `firebreak scan --ask-registry` may tell for some.'
    : '';
}

/** Targets of exposures that live on one of these classes and on none that counts for more. */
function targetsWith(
  exposures: readonly Exposure[],
  classes: readonly Exposure['window']['live'][],
): string[] {
  const live = exposures.filter((exposure) => classes.includes(exposure.window.live));
  return [...new Set(live.map((exposure) => exposure.target))].toSorted();
}
