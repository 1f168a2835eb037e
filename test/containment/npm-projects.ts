import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { standIn, type StandIn } from '../../src/app/demo/registry/stand-in.ts';
import type { Registry } from '../../src/app/demo/registry/start-registry.ts';
import { expandTargets } from '../../src/app/targets.ts';
import { repositoriesPin } from '../../src/containment/repositories-pin/index.ts';
import type { ActionTarget, EffectContext, Json, Proposal } from '../../src/containment/types.ts';
import { exposureMap } from '../../src/exposure/map.ts';
import { createMatcher } from '../../src/exposure/matcher.ts';
import type { ExposureMap } from '../../src/exposure/schema.ts';
import { lookAt } from '../../src/exposure/target-result.ts';
import type { Incident } from '../../src/incident/schema.ts';
import { realDoors } from '../support/doors.ts';
import { type GitRepository, gitRepository } from '../support/git-repository.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { incidentOf, siteOf, type TestWorld, testWorld } from './support.ts';

/** Where committed lockfiles say that packages come from. Nothing answers there. */
export const host = 'https://npm.acme.example/';

export const wave: Incident = incidentOf({
  '@antv/g2': ['5.6.8'],
  'size-sensor': ['1.0.4'],
  lonely: ['1.0.0'],
  torn: ['1.0.1'],
  early: ['2.0.0-beta.2'],
});

/** Packages of every shape that a pin meets; the last of each compromised name is the compromised one. */
export const packages: readonly StandIn[] = [
  standIn({ name: '@antv/g2', version: '4.2.0' }),
  standIn({ name: '@antv/g2', version: '5.6.6', dependencies: { leaf: '^1.0.0' } }),
  standIn({
    name: '@antv/g2',
    version: '5.6.7',
    dependencies: { leaf: '^1.0.0', 'only-good': '^1.0.0' },
  }),
  standIn({
    name: '@antv/g2',
    version: '5.6.8',
    dependencies: { leaf: '^1.0.0', 'only-bad': '^1.0.0' },
  }),
  standIn({ name: 'leaf', version: '1.0.0' }),
  standIn({ name: 'leaf', version: '1.1.0' }),
  standIn({ name: 'leaf', version: '2.0.0' }),
  standIn({ name: 'only-good', version: '1.0.0' }),
  standIn({ name: 'only-bad', version: '1.0.0' }),
  standIn({ name: 'other', version: '1.0.0', dependencies: { 'only-good': '^1.0.0' } }),
  standIn({ name: 'plain', version: '1.0.0' }),
  standIn({ name: 'chart', version: '1.0.0', dependencies: { '@antv/g2': '^5.6.0' } }),
  standIn({ name: 'graph', version: '1.0.0', dependencies: { '@antv/g2': '~5.6.6' } }),
  standIn({ name: 'wrap', version: '1.0.0', dependencies: { painter: 'npm:@antv/g2@^5.6.0' } }),
  standIn({ name: 'plugin', version: '1.0.0', peerDependencies: { '@antv/g2': '^5.6.0' } }),
  standIn({ name: 'size-sensor', version: '1.0.2' }),
  standIn({ name: 'size-sensor', version: '1.0.3' }),
  standIn({ name: 'size-sensor', version: '1.0.4' }),
  standIn({ name: 'lonely', version: '1.0.0' }),
  standIn({ name: 'lonely', version: '2.0.0' }),
  standIn({ name: 'torn', version: '1.0.0', dependencies: { 'never-published': '^1.0.0' } }),
  standIn({ name: 'torn', version: '1.0.1' }),
  standIn({ name: 'early', version: '2.0.0-beta.1' }),
  standIn({ name: 'early', version: '2.0.0-beta.2' }),
];

export type Files = Readonly<Record<string, string>>;

/** What npm locks for manifests, as a project elsewhere would have committed it. */
export async function locked(
  registry: Registry,
  manifests: Files,
  lockfileVersion: 1 | 2 | 3 = 3,
): Promise<string> {
  const directory = temporaryDirectory();
  for (const [path, text] of Object.entries(manifests)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
  const cache = join(directory, '.cache');
  const { signal } = realDoors;
  const request = { directory, registry: registry.url, cache, lockfileVersion, signal };
  return (await realDoors.npmTree(request)).lockfile.replaceAll(registry.url, host);
}

export function json(value: unknown, indent: string | number = 2): string {
  return `${JSON.stringify(value, null, indent)}\n`;
}

/** A repository with manifests and the lock npm makes of them, on `main`. */
export async function project(
  registry: Registry,
  manifest: object,
  lockfileVersion: 1 | 2 | 3 = 3,
  more: Files = {},
): Promise<GitRepository> {
  const text = json({ name: 'web', version: '1.0.0', ...manifest });
  const files = { ...more, 'package.json': text };
  const lock = await locked(registry, files, lockfileVersion);
  const repository = gitRepository();
  repository.commit({ ...files, 'README.md': 'web\n', 'package-lock.json': lock });
  return repository;
}

/** What a scan of places finds. */
export async function scanned(
  incident: Incident,
  places: readonly string[],
  refs: ExposureMap['scan']['refs'],
): Promise<ExposureMap> {
  const app = {
    doors: realDoors,
    dataDir: temporaryDirectory(),
    version: '0',
    progress: () => {},
    warn: () => {},
  };
  const expansions = await expandTargets(app, places, { refs });
  const question = { incident, matcher: createMatcher(incident) };
  const results = await Promise.all(
    expansions.map(async ({ argument, failed, targets }) => ({
      argument,
      failed,
      targets: await Promise.all(targets.map((one) => lookAt(one, question, realDoors))),
    })),
  );
  const at = '2026-05-20T00:00:00.000Z';
  const looked = { number: null, at, arguments: [...places], directory: '/', refs };
  return exposureMap(incident, results, looked, false);
}

/** A world whose map is a scan of these repositories as they are now. */
export async function worldOf(
  registry: Registry | null,
  directories: readonly string[],
  { incident = wave, npm }: { readonly incident?: Incident; readonly npm?: readonly string[] } = {},
): Promise<TestWorld> {
  const map = await scanned(incident, directories, 'all');
  const byTarget = await Promise.all(
    directories.map(async (path) => {
      const { targets } = await scanned(incident, [path], 'head');
      return { target: targets[0]?.name ?? '', path };
    }),
  );
  return testWorld({
    incident,
    map,
    site: siteOf(registry, { repositories: byTarget, ...(npm === undefined ? {} : { npm }) }),
    rescan: (places, refs) => scanned(incident, places, refs),
  });
}

/** A pin from its target to its verification. */
export interface Pinning {
  readonly target: ActionTarget;
  readonly proposal: Proposal;
  readonly context: EffectContext;
  readonly change: Json;
}

/** Observes and plans the target of a branch. */
export async function planned(world: TestWorld, ref = 'main'): Promise<Pinning> {
  const { targets } = await repositoriesPin.targets(world, {}, 'exposed-branches');
  const target = targets.find(({ name }) => name.endsWith(`:${ref}`));
  if (target === undefined) throw new Error(`no target for ${ref}`);
  const seen = await repositoriesPin.observe(world, target, {});
  const proposal = repositoriesPin.plan(seen, target, {});
  const key = `firebreak/${world.run}/pin/0123456789ab/1`;
  const context = { step: 'pin', target, key, applied: null };
  const change = proposal.kind === 'satisfied' ? null : proposal.change;
  return { target, proposal, context, change };
}

/** Plans and applies; throws what the action throws, and where the plan is not a change. */
export async function pinned(world: TestWorld, ref = 'main'): Promise<Pinning> {
  const pinning = await planned(world, ref);
  if (pinning.proposal.kind !== 'change')
    throw new Error(`not a change: ${JSON.stringify(pinning.proposal)}`);
  const applied = await repositoriesPin.apply(world, pinning.change, pinning.context);
  return { ...pinning, context: { ...pinning.context, applied: applied.result } };
}

/** A file on a branch, as it is committed. */
export function committed(repository: GitRepository, ref: string, path: string): string {
  return repository.git('show', `${ref}:${path}`);
}
