import { z } from 'zod';
import type { EvidenceRef } from '../../journal/record.ts';
import { count, jsonBytes, sha256, some } from '../bytes.ts';
import { type Action, action, type EffectContext, type World } from '../types.ts';
import { evidenceItems, type Item } from './items.ts';

const Args = z.strictObject({});

/** What is to be kept, by name and digest. */
type Planned = {
  readonly name: string;
  readonly sha256: string;
  /** Bytes. */
  readonly size: number;
  /** SHA-256 of the private copy, where credentials were taken out of what is shown; null where none were. */
  readonly apart: string | null;
};

/** What is not kept, and why. */
type Missing = {
  readonly name: string;
  readonly why: string;
  /** Whether the site file says where it lies: only then something is wrong. */
  readonly configured: boolean;
};

type Preserve = { readonly items: readonly Planned[]; readonly missing: readonly Missing[] };

/** What was kept. */
type Preserved = Preserve & { readonly changed: readonly string[] };

const preserve: Action<z.infer<typeof Args>, Preserve, Preserve> = {
  id: 'evidence.preserve',
  version: 1,
  about:
    'Keeps what shows how things stood: the list, the map, the registry’s configuration, compromised tarballs in caches, exposed lockfiles.',
  args: Args,
  semantics: { repeat: 'safe', observable: true, undo: false },
  harmless: true,
  // Caches are read whole, and each exposed lockfile once.
  pace: { lane: 'disk', seconds: 30 },
  probe: 'evidence-kept',
  selectors: [],

  targets: async () => ({ targets: [{ name: 'incident', about: null }], none: null }),

  async observe(world) {
    const items: Planned[] = [];
    const missing: Missing[] = [];
    for await (const item of evidenceItems(world)) {
      if (item.status === 'found') items.push(plannedOf(item));
      else
        missing.push({ name: item.name, why: item.why, configured: item.status === 'unreadable' });
    }
    return { items, missing };
  },

  plan(seen) {
    const bytes = seen.items.reduce((sum, { size }) => sum + size, 0);
    return {
      kind: 'change',
      change: seen,
      summary: `keep ${count(seen.items.length, 'item')} (${count(bytes, 'byte')}) as evidence${missingText(seen.missing)}`,
    };
  },

  async apply(world, change) {
    const expected = new Map(change.items.map((item) => [item.name, item]));
    const evidence = new Map<string, EvidenceRef>();
    const items: Planned[] = [];
    const missing: Missing[] = [];
    for await (const item of evidenceItems(world)) {
      if (item.status === 'found') {
        const ref = await world.keep(item.name, item.media, item.bytes);
        evidence.set(ref.sha256, ref);
        if (item.original !== null) await world.keepPrivate(item.original);
        items.push(plannedOf(item));
      } else
        missing.push({ name: item.name, why: item.why, configured: item.status === 'unreadable' });
    }
    const now = new Set([...items, ...missing].map(({ name }) => name));
    for (const item of change.items)
      // It was there when the plan was made, and nobody else may have kept it.
      if (!now.has(item.name) && !(await isKept(world, item)))
        missing.push({
          name: item.name,
          why: 'it is gone since the plan was made',
          configured: true,
        });
    const changed = items
      .filter(({ apart, name, sha256: digest }) => {
        const planned = expected.get(name);
        return planned?.sha256 !== digest || planned.apart !== apart;
      })
      .map(({ name }) => name);
    const result: Preserved = { items, missing, changed };
    const moved =
      changed.length === 0
        ? ''
        : `; changed since the plan, and kept as it is now: ${some(changed)}`;
    return {
      detail: `kept ${count(items.length, 'item')} as evidence${moved}${missingText(missing)}`,
      result,
      evidence: [...evidence.values()],
    };
  },

  async landed(world, change) {
    for (const item of change.items) if (!(await isKept(world, item))) return false;
    return true;
  },

  async verify(world, change, context) {
    const { items, missing } = preservedBy(context) ?? change;
    const lost: string[] = [];
    for (const item of items) if (!(await isKept(world, item))) lost.push(item.name);
    const wrong = missing.filter(({ configured }) => configured);
    const listing = await world.keep(
      'evidence-kept.json',
      'application/json',
      jsonBytes({ items, missing, lost }),
    );
    const read = `read ${count(items.length - lost.length, 'item')} of ${items.length} again`;
    return {
      passed: lost.length === 0 && wrong.length === 0,
      detail: `${read}${lost.length === 0 ? '' : `; gone or changed: ${some(lost)}`}${missingText(missing)}`,
      evidence: [listing],
    };
  },

  undo: null,
};

/** Keeps the evidence of an incident before anything is changed. */
export const evidencePreserve = action(preserve);

function plannedOf({ bytes, name, original }: Extract<Item, { status: 'found' }>): Planned {
  const apart = original === null ? null : sha256(original);
  return { name, sha256: sha256(bytes), size: bytes.length, apart };
}

async function isKept(world: World, item: Pick<Planned, 'apart' | 'sha256'>): Promise<boolean> {
  try {
    if (item.apart !== null) await world.private(item.apart);
    return sha256(await world.evidence(item.sha256)) === item.sha256;
  } catch (error) {
    if ((error as { code?: unknown }).code === 'EVIDENCE_MISSING') return false;
    throw error;
  }
}

function preservedBy({ applied }: EffectContext): Preserved | null {
  return applied === null ? null : (applied as unknown as Preserved);
}

function missingText(missing: readonly Missing[]): string {
  const wrong = missing.filter(({ configured }) => configured);
  const absent = missing.filter(({ configured }) => !configured);
  const parts = [
    ...(wrong.length === 0
      ? []
      : [`cannot be kept: ${some(wrong.map(({ name, why }) => `${name}: ${why}`))}`]),
    ...(absent.length === 0
      ? []
      : [`not in the site file: ${some(absent.map(({ name }) => name))}`]),
  ];
  return parts.map((part) => `; ${part}`).join('');
}
