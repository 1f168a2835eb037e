import type { LockedPackage } from '../types.ts';
import { locate } from '../reading/locator.ts';
import { markBit, marksOf } from '../reading/marks.ts';
import { isRecord } from '../reading/value.ts';
import { identityOf, type Resolved, type Shape } from './resolution.ts';

export interface Entry {
  readonly locked: LockedPackage;
  readonly shape: Shape;
  /** What it asks for, and what else is known of it. */
  readonly info: Record<string, unknown>;
  /** Whether its items are those that an entry of its shape has. */
  readonly isRegular: boolean;
}

/** What the items behind the first are: text, the object with dependencies, and what may be missing. */
const forms: Readonly<Record<Shape, RegExp>> = {
  registry: /^tot$/,
  repository: /^ott?$/,
  archive: /^ot?$/,
  directory: /^o$/,
  // Version 0 wrote the dependencies of members here too.
  member: /^o?$/,
  project: /^o$/,
};

const none: Record<string, unknown> = {};

/** Reads an entry of `packages` by its items. Null where the first does not tell which package it is. */
export function entryOf(key: string, items: readonly unknown[]): Entry | null {
  const [first, ...rest] = items;
  const identity = typeof first === 'string' ? identityOf(first) : null;
  if (identity === null) return null;
  const { name, shape } = identity;
  if (name === '' && shape !== 'project') return null;
  const form = rest.map((item) => (typeof item === 'string' ? 't' : isRecord(item) ? 'o' : '?'));
  const info = rest.find((item) => isRecord(item)) ?? none;
  const [registry] = rest;
  const integrity = shape === 'repository' ? rest[2] : rest.at(-1);
  return {
    shape,
    info,
    isRegular: forms[shape].test(form.join('')),
    locked: {
      key,
      ecosystem: 'npm',
      name,
      ...(shape === 'registry' ? withRegistry(identity.resolved, registry) : identity.resolved),
      integrity: typeof integrity === 'string' && /^sha\d+-/.test(integrity) ? integrity : null,
      marks: marksOf(info.bundled === true ? markBit.bundled : 0),
      scope: null,
    },
  };
}

/** The second item: nothing for the registry that the project is set to, else where the tarball comes from. */
function withRegistry(resolved: Resolved, registry: unknown): Resolved {
  if (typeof registry !== 'string' || registry === '') return resolved;
  const isBase = /^https?:\/\/[^/?#]*\/?$/.test(registry) || registry.endsWith('/');
  return { ...resolved, resolved: registry, ...(isBase ? {} : locate(registry)) };
}
