import { expect, it } from 'vitest';
import { exposureRescan } from '../../../src/containment/exposure-rescan/index.ts';
import type { Clearance, EffectContext, World } from '../../../src/containment/types.ts';
import type { ExposureMap } from '../../../src/exposure/schema.ts';

const clear: Clearance = { clear: true, live: [], open: [], unknown: [], excluded: {} };

/** A world whose next scan is given, and what it was asked to do. */
function worldOf(clearance: Clearance): World & { readonly kept: Map<string, Uint8Array> } {
  const kept = new Map<string, Uint8Array>();
  const map = {
    scan: { number: 2, arguments: ['mirrors'], refs: 'all' },
    verdict: 'exposed',
    exposures: [{}],
  } as unknown as ExposureMap;
  return {
    kept,
    incident: { id: 'wave' },
    map,
    rescanAll: async () => map,
    clearance: () => clearance,
    async keep(name: string, media: string, bytes: Uint8Array) {
      const sha256 = 'ab'.repeat(32);
      kept.set(sha256, bytes);
      return { sha256, size: bytes.length, name, media };
    },
    evidence: async (sha256: string) => kept.get(sha256) ?? new Uint8Array(),
  } as unknown as World & { kept: Map<string, Uint8Array> };
}

function contextOf(applied: EffectContext['applied']): EffectContext {
  return { step: 'rescan', target: { name: 'wave', about: null }, key: 'k', applied };
}

it('plans to scan again exactly what was scanned', async () => {
  const world = worldOf(clear);
  const { targets } = await exposureRescan.targets(world, {}, null);
  const [target] = targets;
  if (target === undefined) throw new Error('it has one target');

  const proposal = exposureRescan.plan(await exposureRescan.observe(world, target, {}), target, {});

  expect(proposal).toMatchObject({
    kind: 'change',
    change: { targets: ['mirrors'], refs: 'all' },
  });
});

it.each([
  [clear, true, 'nothing is live'],
  [
    { ...clear, clear: false, live: ['acme/web: bad@1 on main'] },
    false,
    'live: acme/web: bad@1 on main',
  ],
  [{ ...clear, clear: false, open: ['acme/web:v1'] }, false, 'acme/web:v1'],
  [{ ...clear, clear: false, unknown: ['acme/old'] }, false, 'acme/old'],
  [{ ...clear, excluded: { 'acme/old': 'archived' } }, true, 'acme/old'],
])('verifies the map it kept: %o', async (clearance, passed, said) => {
  const world = worldOf(clearance);
  const applied = await exposureRescan.apply(world, {}, contextOf(null));

  const verification = await exposureRescan.verify(world, {}, contextOf(applied.result));

  expect(verification.passed).toBe(passed);
  expect(verification.detail).toContain(said);
  expect(applied.evidence).toMatchObject([{ name: 'scan-2.json' }]);
});

it('verifies no rescan that left nothing', async () => {
  await expect(exposureRescan.verify(worldOf(clear), {}, contextOf(null))).rejects.toThrow(
    'no map to verify',
  );
});
