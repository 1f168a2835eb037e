import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { standIn, type StandIn } from '../../src/app/demo/registry/stand-in.ts';
import type { Registry } from '../../src/app/demo/registry/start-registry.ts';
import { Site } from '../../src/containment/site.ts';
import type { Action, EffectContext, Json, Proposal, World } from '../../src/containment/types.ts';
import { FirebreakError } from '../../src/errors.ts';
import type { Exposure, ExposureMap } from '../../src/exposure/schema.ts';
import type { CompromisedPackage, Incident } from '../../src/incident/schema.ts';
import { withoutTokens } from '../../src/journal/token-shapes.ts';
import { realDoors } from '../support/doors.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

/** A world whose evidence is a map in memory; `kept` names what was kept, by digest. */
export interface TestWorld extends World {
  readonly kept: Map<string, { readonly name: string; readonly bytes: Uint8Array }>;
  /** What was kept to itself, by digest. */
  readonly apart: Map<string, Uint8Array>;
}

/** npm packages as an incident names them: name to versions, a range where it is no exact version. */
export function incidentOf(named: Readonly<Record<string, readonly string[]>>): Incident {
  const at = '2026-05-19T00:00:00.000Z';
  const exact = /^\d+\.\d+\.\d+(?:-[\w.]+)?$/;
  return {
    schema: 'firebreak/incident@1',
    id: 'wave',
    title: 'wave',
    severity: 1,
    commander: null,
    openedAt: at,
    updatedAt: at,
    window: { from: null, to: null, estimated: false, source: 'nobody' },
    lists: [],
    packages: Object.entries(named).map(([name, all]): CompromisedPackage => ({
      ecosystem: 'npm',
      name,
      versions: Object.fromEntries(all.filter((one) => exact.test(one)).map((one) => [one, {}])),
      ranges: Object.fromEntries(all.filter((one) => !exact.test(one)).map((one) => [one, {}])),
    })),
    indicators: [],
  };
}

/** An exposure map with these exposures and nothing else to say. */
export function mapOf(exposures: readonly Exposure[] = []): ExposureMap {
  return {
    incident: null,
    scan: { number: 1, at: '2026-05-19T00:00:00.000Z', arguments: [], directory: '/', refs: 'all' },
    verdict: 'exposed',
    targets: [],
    exposures: [...exposures],
    coverage: {
      complete: true,
      targets: { requested: 0, read: 0, partial: 0, failed: 0, excluded: 0 },
      artefacts: { seen: 0, read: 0, unreadable: 0, unsupported: 0 },
      problems: [],
      notLookedFor: { packages: {}, indicators: {} },
    },
    next: [],
  } as unknown as ExposureMap;
}

/** A site file around a registry. */
export function siteOf(
  registry: Pick<Registry, 'url' | 'config' | 'restart'> | null,
  more: Readonly<Record<string, unknown>> = {},
): Site {
  return Site.parse({
    apiVersion: 'firebreak/v1',
    kind: 'Site',
    organisation: 'acme',
    ...(registry === null
      ? {}
      : {
          registry: {
            url: registry.url,
            verdaccio: { config: registry.config, restart: registry.restart, readyWithin: 60 },
          },
        }),
    ...more,
  });
}

/** A world with the real doors. What is given takes the place of what it has. */
export function testWorld(given: Partial<World> = {}): TestWorld {
  const scratch = join(temporaryDirectory(), 'scratch');
  mkdirSync(scratch);
  const kept: TestWorld['kept'] = new Map();
  const apart: TestWorld['apart'] = new Map();
  function never(): never {
    throw new Error('nothing here rescans');
  }
  return {
    doors: realDoors,
    site: null,
    registryAuth: null,
    incident: incidentOf({}),
    map: mapOf(),
    run: 'r1',
    scratch,
    async keep(name, media, bytes) {
      const digest = createHash('sha256').update(bytes).digest('hex');
      kept.set(digest, { name, bytes: Uint8Array.from(bytes) });
      return { sha256: digest, size: bytes.length, name, media };
    },
    async evidence(digest) {
      const found = kept.get(digest);
      if (found === undefined)
        throw new FirebreakError('EVIDENCE_MISSING', `no evidence ${digest}`, 'None.');
      return found.bytes;
    },
    async keepPrivate(bytes) {
      const digest = createHash('sha256').update(bytes).digest('hex');
      apart.set(digest, Uint8Array.from(bytes));
      return digest;
    },
    async private(digest) {
      const found = apart.get(digest);
      if (found === undefined)
        throw new FirebreakError('EVIDENCE_MISSING', `no private copy ${digest}`, 'None.');
      return found;
    },
    redact: withoutTokens,
    rescan: never,
    rescanAll: never,
    clearance: never,
    ...given,
    kept,
    apart,
  };
}

/** Observes and plans the one target of an action. */
export async function propose(one: Action, world: World): Promise<Proposal> {
  const { targets } = await one.targets(world, {}, one.selectors[0] ?? null);
  const [target] = targets;
  if (target === undefined) throw new Error('the action has no target');
  return one.plan(await one.observe(world, target, {}), target, {});
}

/** The change of a proposal that has one. */
export function changeOf(proposal: Proposal): Json {
  if (proposal.kind !== 'change') throw new Error(`a ${proposal.kind} proposal`);
  return proposal.change;
}

/** An effect of a step, as the engine hands it over. */
export function contextOf(applied: Json = null, step = 'contain'): EffectContext {
  return {
    step,
    target: { name: 'target', about: null },
    key: `firebreak/r1/${step}/0123456789ab/1`,
    applied,
  };
}

/** Stand-ins by `name@version`. */
export function standIns(...ids: readonly string[]): readonly StandIn[] {
  return ids.map((id) => {
    const at = id.lastIndexOf('@');
    return standIn({ name: id.slice(0, at), version: id.slice(at + 1) });
  });
}
