import type { ZodType } from 'zod';
import type { ExposureMap } from '../exposure/schema.ts';
import type { Doors } from '../host/doors.ts';
import type { Incident } from '../incident/schema.ts';
import type { EvidenceRef } from '../journal/record.ts';
import type { Semantics } from '../runbook/schema.ts';
import type { Site } from './site.ts';

/** Values that survive being written as JSON. */
export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json };

/** What an action sees of the run and of the world. */
export interface World {
  readonly doors: Doors;
  /** With every path made absolute; null where the run has none. */
  readonly site: Site | null;
  /** base64 of `user:password` that the registry is asked with; null for nobody's. The doors use it; npm has to be told. */
  readonly registryAuth: string | null;
  readonly incident: Incident;
  /** The exposure map that the run works from. */
  readonly map: ExposureMap;
  readonly run: string;
  /** A directory of this run's own for work that may be thrown away. */
  readonly scratch: string;
  /** Keeps bytes by digest in the run's evidence store. */
  keep(name: string, media: string, bytes: Uint8Array): Promise<EvidenceRef>;
  /** Kept bytes. Throws EVIDENCE_MISSING where they are gone or changed. */
  evidence(sha256: string): Promise<Uint8Array>;
  /** Keeps bytes that hold credentials, in no bundle and no record, and gives their SHA-256: for what an undo needs. */
  keepPrivate(bytes: Uint8Array): Promise<string>;
  /** Bytes kept so. Throws EVIDENCE_MISSING where they are gone or changed. */
  private(sha256: string): Promise<Uint8Array>;
  /** Text without this process's credentials, the registry's, and what has the shape of one: before it is kept or shown. */
  redact(text: string): string;
  /** Scans places for the run's incident; the map is not kept. Throws as a scan does. */
  rescan(targets: readonly string[], refs: ExposureMap['scan']['refs']): Promise<ExposureMap>;
  /** Scans what the run's exposure map was made of, with the incident as it stands now; the map is kept. */
  rescanAll(): Promise<ExposureMap>;
  /** What is still live in a map, given what people excluded in a step of this run. */
  clearance(map: ExposureMap, step: string): Clearance;
}

/** Whether a map is clear, as a gate understands it. */
export interface Clearance {
  readonly clear: boolean;
  /** Live on a default branch, a branch or a work tree: `acme/web: @antv/g2@5.6.8 in package-lock.json on main`. */
  readonly live: readonly string[];
  /** Held by pull-request refs and tags that nobody closed or excluded, as `acme/web:refs/pull/7/head`. */
  readonly open: readonly string[];
  /** Targets that could not be read whole and that nobody excluded. */
  readonly unknown: readonly string[];
  /** What people excluded, each with the reason. */
  readonly excluded: Readonly<Record<string, string>>;
}

/** What a step acts on. */
export interface ActionTarget {
  /** Unique within the step, and readable: `acme/web:main`, the registry's URL, a cache's name. */
  readonly name: string;
  /** What the action needs to find it again. */
  readonly about: Json;
}

/** What an action would do to one target, worked out from what it observed. */
export type Proposal =
  | { readonly kind: 'satisfied'; readonly reason: string }
  | {
      readonly kind: 'change';
      /** Exactly what will be done. This is what is approved, by digest. */
      readonly change: Json;
      /** One line for the approver. */
      readonly summary: string;
    }
  | {
      /** Nothing we can do ourselves: somebody does it, `verify` looks. */
      readonly kind: 'person';
      readonly change: Json;
      readonly summary: string;
      /** Exact commands, or what to decide. */
      readonly instructions: readonly string[];
    };

/** What an application leaves for verification and undo. */
export interface Applied {
  readonly detail: string;
  readonly result: Json;
  readonly evidence: readonly EvidenceRef[];
}

export interface Verification {
  readonly passed: boolean;
  /** What was looked at and what was seen. */
  readonly detail: string;
  readonly evidence: readonly EvidenceRef[];
}

/** An effect in the making: the step it belongs to, its target, and the key that goes into the outside world. */
export interface EffectContext {
  readonly step: string;
  readonly target: ActionTarget;
  readonly key: string;
  /** What the last application gave; null where it was cut off or none was. */
  readonly applied: Json;
}

/**
 * One way to change the world, with `Args` from the runbook. `observe` and `verify` look and change nothing; `plan` is
 * pure; `apply` does exactly `change`; `landed` says whether *our* effect is there, `verify` whether the world is right.
 * Any of them throws FirebreakError where the world does not answer.
 */
export interface Action<Args = Json, Seen = Json, Change = Json> {
  readonly id: string;
  /** Rises when its behaviour changes. */
  readonly version: number;
  readonly about: string;
  readonly args: ZodType<Args>;
  readonly semantics: Semantics;
  /** Whether it writes into the run's own directory alone: then nobody has to agree, and nothing has to be undone. */
  readonly harmless: boolean;
  /** What it shares with others (a registry, a disk, an API's limit), and how long one target takes there, in seconds. */
  readonly pace: { readonly lane: string; readonly seconds: number };
  /** Name of what `verify` looks at, as runbooks state it. */
  readonly probe: string;
  /** Selectors over which it can go; empty for an action with one target of its own. */
  readonly selectors: readonly string[];
  /** Its targets, sorted by name. `none` says why there are none; an empty list without a reason is an error. */
  targets(
    world: World,
    args: Args,
    over: string | null,
  ): Promise<{ readonly targets: readonly ActionTarget[]; readonly none: string | null }>;
  observe(world: World, target: ActionTarget, args: Args): Promise<Seen>;
  plan(seen: Seen, target: ActionTarget, args: Args): Proposal;
  apply(world: World, change: Change, context: EffectContext): Promise<Applied>;
  landed(world: World, change: Change, context: EffectContext): Promise<boolean>;
  verify(world: World, change: Change, context: EffectContext): Promise<Verification>;
  /** How to take an applied change back; null where it cannot be. */
  readonly undo: Undo<Change> | null;
}

/** The way back. `plan` turns what was done into what takes it back; the rest is as for the action. */
export interface Undo<Change = Json, Back = Json> {
  readonly probe: string;
  plan(world: World, change: Change, context: EffectContext): Promise<Proposal>;
  apply(world: World, back: Back, context: EffectContext): Promise<Applied>;
  landed(world: World, back: Back, context: EffectContext): Promise<boolean>;
  verify(world: World, back: Back, context: EffectContext): Promise<Verification>;
}

/** Forgets an action's own types: what goes between its functions is JSON that it made itself. */
export function action<Args, Seen, Change>(own: Action<Args, Seen, Change>): Action {
  return own as unknown as Action;
}
