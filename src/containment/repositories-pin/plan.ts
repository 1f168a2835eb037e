import type { ActionTarget, Json, Proposal } from '../types.ts';
import { whyAsked } from './asked.ts';
import type { ManifestEdit, PersonChange, PinChange, Replacement } from './change.ts';
import { chooseReplacement, inVain } from './choose.ts';
import type { Demand } from './demands.ts';
import { instructionsFor } from './instructions.ts';
import type { Offered, Seen } from './seen.ts';

/** What would be done for a target: a pin on a branch of its own, or the exact commands for a person. */
export function planPin(seen: Seen, target: ActionTarget): Proposal {
  const { clone, commit, ref, registry, repository } = seen;
  if (
    clone !== null &&
    ref !== null &&
    seen.demands.length + seen.foreign.length + seen.asked.length + seen.unwritable.length === 0
  ) {
    return { kind: 'satisfied', reason: `${target.name} holds nothing compromised at ${commit}` };
  }
  const reasons = reasonsForPerson(seen);
  if (reasons.length > 0 || clone === null || ref === null || commit === null || registry === null)
    return person(seen, target, reasons);
  const packages = seen.demands.map((demand) => replacementOf(demand, seen));
  const edits = seen.demands.flatMap((demand, index) =>
    editsOf(demand, packages[index] as Replacement, seen),
  );
  const change: PinChange = {
    kind: 'pin',
    target: target.name,
    repository,
    clone,
    ref,
    base: commit,
    registry,
    packages,
    edits: unique(edits),
  };
  return { kind: 'change', change: change as unknown as Json, summary: summaryOf(target, change) };
}

function reasonsForPerson(seen: Seen): string[] {
  if (seen.branch === null)
    return ['only a work tree holds it: nobody else may change files there'];
  if (seen.clone === null)
    return [`the site file names no clone of ${seen.repository}: no branch can be made`];
  return [
    ...seen.unwritable,
    ...seen.foreign.map(({ manager, path }) =>
      manager === 'other' ? `${path} is not pinned by rule` : `${path} is written by ${manager}`,
    ),
    ...seen.asked.map(whyAsked),
    ...seen.demands.flatMap(({ alias, bad, obstacles }) =>
      obstacles.map((obstacle) => `${alias}@${bad}: ${obstacle}`),
    ),
    ...seen.demands.flatMap((demand) => {
      const offered = offeredFor(seen, demand);
      return chooseReplacement(demand, offered) === null ? [inVain(demand, offered)] : [];
    }),
  ];
}

function person(seen: Seen, target: ActionTarget, reasons: readonly string[]): Proposal {
  const change: PersonChange = {
    kind: 'person',
    target: target.name,
    repository: seen.repository,
    clone: seen.clone,
    ref: seen.ref ?? seen.branch,
    base: seen.commit,
    reasons,
  };
  return {
    kind: 'person',
    change: change as unknown as Json,
    summary: `${target.name} has to be pinned by a person: ${reasons[0] ?? 'no registry is known'}${
      reasons.length > 1 ? ` (and ${reasons.length - 1} more)` : ''
    }`,
    instructions: [...reasons, ...instructionsFor(seen)],
  };
}

/** What the registry offers for a demand; nothing where it was not asked. */
export function offeredFor(seen: Seen, { bad, name }: Pick<Demand, 'bad' | 'name'>): Offered {
  return (
    seen.offered.find((one) => one.name === name && one.bad === bad) ?? {
      name,
      bad,
      known: false,
      lower: [],
      higher: [],
    }
  );
}

function replacementOf(demand: Demand, seen: Seen): Replacement {
  const offer = chooseReplacement(demand, offeredFor(seen, demand));
  return {
    directory: demand.directory,
    alias: demand.alias,
    name: demand.name,
    bad: demand.bad,
    replacement: offer?.version ?? '',
    integrity: offer?.integrity ?? null,
    deprecated: offer?.deprecated ?? false,
    lockfiles: demand.lockfiles,
  };
}

/**
 * Direct dependencies are set to the replacement itself: npm refuses an override that would change what the project
 * asks for (EOVERRIDE). For everybody else there is an override that acts on those alone whose range takes the bad
 * version (npm docs, "overrides"); its key is the name it is asked for under.
 */
function editsOf(demand: Demand, { replacement }: Replacement, seen: Seen): ManifestEdit[] {
  const { alias, asks, bad, directory, name } = demand;
  const value = alias === name ? replacement : `npm:${name}@${replacement}`;
  const direct = asks.flatMap((ask) =>
    ask.direct === null ? [] : [edit(seen, ask.direct.file, [ask.direct.field, alias], value)],
  );
  const root = directory === '' ? 'package.json' : `${directory}/package.json`;
  const indirect = asks.some((ask) => ask.direct === null);
  return indirect ? [...direct, edit(seen, root, ['overrides', `${alias}@${bad}`], value)] : direct;
}

function edit(seen: Seen, file: string, path: readonly string[], value: string): ManifestEdit {
  const key = JSON.stringify([file, ...path]);
  const old = Object.hasOwn(seen.written, key) ? (seen.written[key] ?? null) : null;
  return { file, path, old, new: value };
}

function unique(edits: readonly ManifestEdit[]): ManifestEdit[] {
  const byPlace = new Map(edits.map((one) => [JSON.stringify([one.file, ...one.path]), one]));
  return [...byPlace.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}

function summaryOf(target: ActionTarget, { packages }: PinChange): string {
  const moves = packages.map(
    ({ bad, deprecated, name, replacement }) =>
      `${name} ${bad} -> ${replacement}${deprecated ? ' (deprecated)' : ''}`,
  );
  const shown = [...new Set(moves)];
  return `pin ${target.name} on a branch of its own: ${shown.slice(0, 5).join(', ')}${
    shown.length > 5 ? ` and ${shown.length - 5} more` : ''
  }`;
}
