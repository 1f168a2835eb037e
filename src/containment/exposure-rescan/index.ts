import { z } from 'zod';
import { FirebreakError } from '../../errors.ts';
import type { ExposureMap } from '../../exposure/schema.ts';
import {
  action,
  type Applied,
  type Clearance,
  type EffectContext,
  type Proposal,
  type Verification,
  type World,
} from '../types.ts';

const Args = z.strictObject({});
type Args = z.infer<typeof Args>;

interface Change {
  readonly targets: readonly string[];
  readonly refs: ExposureMap['scan']['refs'];
}

/** Scans again what the run's exposure map was made of, and holds the result against what clear means. */
export const exposureRescan = action<Args, Change, Change>({
  id: 'exposure.rescan',
  version: 1,
  about: 'Scans again everything that was scanned, and says whether it is clear.',
  args: Args,
  semantics: { repeat: 'safe', observable: false, undo: false },
  harmless: true,
  pace: { lane: 'this machine', seconds: 10 },
  probe: 'exposure-clear',
  selectors: [],
  async targets(world) {
    return { targets: [{ name: world.incident.id, about: null }], none: null };
  },
  async observe(world) {
    return { targets: [...world.map.scan.arguments], refs: world.map.scan.refs };
  },
  plan(seen): Proposal {
    const summary = `scan ${seen.targets.join(', ')} again (refs: ${seen.refs})`;
    return { kind: 'change', change: { ...seen }, summary };
  },
  apply,
  async landed() {
    return false;
  },
  verify,
  undo: null,
});

async function apply(world: World, _change: Change, context: EffectContext): Promise<Applied> {
  const map = await world.rescanAll();
  const bytes = Buffer.from(`${JSON.stringify(map, null, 2)}\n`);
  const kept = await world.keep(
    `scan-${map.scan.number ?? 'again'}.json`,
    'application/json',
    bytes,
  );
  const { live, open, unknown } = world.clearance(map, context.step);
  return {
    detail: `scan ${map.scan.number ?? ''}: ${map.verdict}, ${map.exposures.length} exposures; live ${live.length}, open refs ${open.length}, unknown ${unknown.length}`,
    result: { map: kept.sha256, scan: map.scan.number },
    evidence: [kept],
  };
}

async function verify(
  world: World,
  _change: Change,
  context: EffectContext,
): Promise<Verification> {
  const applied = z.object({ map: z.string() }).safeParse(context.applied);
  if (!applied.success)
    throw new FirebreakError('BUG', 'a rescan left no map to verify', 'Scan again.');
  const bytes = await world.evidence(applied.data.map);
  const map = JSON.parse(Buffer.from(bytes).toString('utf8')) as ExposureMap;
  const clearance = world.clearance(map, context.step);
  return { passed: clearance.clear, detail: sentence(clearance), evidence: [] };
}

function sentence({ clear, excluded, live, open, unknown }: Clearance): string {
  const names = Object.keys(excluded);
  const left = names.length === 0 ? '' : `; excluded by people: ${names.join(', ')}`;
  if (clear) return `nothing is live on a default branch, a branch or a work tree${left}`;
  const parts = [
    ['live', live],
    ['open, to be closed or excluded', open],
    ['not read whole, to be repaired or excluded', unknown],
  ] as const;
  const said = parts.flatMap(([what, list]) =>
    list.length === 0 ? [] : [`${what}: ${list.join('; ')}`],
  );
  return `not clear. ${said.join('. ')}${left}`;
}
