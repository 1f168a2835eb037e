import type { LockDocument } from '../../lockfile/types.ts';
import { difference, type Slot } from './pack.ts';

/** A document on its way into a pack. Codes compare with those of documents of the same space alone. */
export interface Sheet {
  readonly label: LockDocument['label'];
  /** What the codes belong to. */
  readonly space: object;
  /** Ascending. */
  readonly codes: Uint32Array;
}

/** A pack that grows. */
export interface GrowingPack {
  readonly space: object;
  readonly slots: Slot[];
  readonly last: Map<LockDocument['label'], Uint32Array>;
  /** Codes in the first document and in all toggles after it: what a question has to walk through. */
  first: number;
  toggled: number;
}

/** More would make a single document slow to unfold, and a small addition expensive to write. */
export const maxSlots = 256;

/** Packs that take more documents at one time: branches of a history come mixed. */
const maxOpen = 8;

/** Puts documents where they differ least from the one before. */
export interface Packer {
  readonly packs: readonly GrowingPack[];
  /** Takes an artefact's documents, which stay together, and gives their pack and the first one's slot. */
  add(sheets: readonly Sheet[]): { pack: GrowingPack; slot: number };
}

/** A packer without packs. */
export function newPacker(): Packer {
  const packs: GrowingPack[] = [];
  let open: GrowingPack[] = [];
  return {
    packs,
    add(sheets) {
      const [leading] = sheets as [Sheet];
      const pack = nearest(open, leading, sheets.length) ?? emptyPack(leading);
      if (pack.slots.length === 0) packs.push(pack);
      open = [pack, ...open.filter((one) => one !== pack)].slice(0, maxOpen);
      const slot = pack.slots.length;
      for (const sheet of sheets) append(pack, sheet);
      return { pack, slot };
    },
  };
}

/** Whether a pack that ends with `last` is a good place for a document: how many codes may differ. */
export function mostToggles(codes: Uint32Array): number {
  return Math.max(8, codes.length >> 2);
}

function nearest(
  open: readonly GrowingPack[],
  sheet: Sheet,
  documents: number,
): GrowingPack | null {
  let best: GrowingPack | null = null;
  let most = mostToggles(sheet.codes);
  for (const pack of open) {
    const last = pack.last.get(sheet.label);
    if (pack.space !== sheet.space || last === undefined) continue;
    if (pack.slots.length + documents > maxSlots || pack.toggled > 4 * pack.first + 64) continue;
    const toggles = difference(last, sheet.codes, most);
    if (toggles === null) continue;
    best = pack;
    if (toggles.length <= sheet.codes.length >> 5) break;
    most = Math.max(0, toggles.length - 1);
  }
  return best;
}

function emptyPack({ codes, space }: Sheet): GrowingPack {
  return { space, slots: [], last: new Map(), first: codes.length, toggled: 0 };
}

function append(pack: GrowingPack, { codes, label }: Sheet): void {
  const last = pack.last.get(label) ?? new Uint32Array();
  const toggles = difference(last, codes, last.length + codes.length) as Uint32Array;
  if (pack.slots.length > 0) pack.toggled += toggles.length;
  pack.slots.push({ label, toggles });
  pack.last.set(label, codes);
}
