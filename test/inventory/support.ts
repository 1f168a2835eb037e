import { hash } from 'node:crypto';
import { join } from 'node:path';
import * as files from '../../src/host/files.ts';
import { inventoryOver, openToWrite } from '../../src/inventory/open.ts';
import type { Store } from '../../src/inventory/store.ts';
import type { Inventory, TargetFacts } from '../../src/inventory/types.ts';
import { emptyStatements } from '../../src/lockfile/statements.ts';
import type { LockDocument, LockedPackage, OpenRequest } from '../../src/lockfile/types.ts';
import type { Artefact } from '../../src/sources/types.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

export const at = '2026-11-20T18:00:00.000Z';

/** An inventory in a directory (default: a fresh one). */
export interface Opened {
  readonly path: string;
  readonly store: Store;
  readonly inventory: Inventory;
}

export async function opened(directory: string = temporaryDirectory()): Promise<Opened> {
  const path = join(directory, 'inventory.sqlite');
  const store = await openToWrite(path, files);
  return { path, store, inventory: inventoryOver(store) };
}

export function target(name: string): TargetFacts {
  return { identity: `origin ${name}`, name, kind: 'repository', place: `/mirrors/${name}` };
}

/** A package from the registry unless something else is said. */
export function release(
  name: string,
  version: string,
  rest: Partial<LockedPackage> = {},
): LockedPackage {
  return {
    key: '',
    ecosystem: 'npm',
    name,
    version,
    source: 'registry',
    resolved: `https://registry.example/${name}/-/${name.split('/').at(-1)}-${version}.tgz`,
    commit: null,
    integrity: `sha512-${hash('sha512', `${name}@${version}`, 'base64')}`,
    marks: [],
    scope: null,
    ...rest,
  };
}

export interface DocumentParts {
  readonly label?: LockDocument['label'];
  readonly packages?: readonly LockedPackage[];
  readonly requests?: readonly OpenRequest[];
  /** Whether it comes with statements of its own, as documents of git do. */
  readonly tabled?: boolean;
}

function documentOf({
  label = 'project',
  packages = [],
  requests,
  tabled,
}: DocumentParts): LockDocument {
  const table = emptyStatements();
  const ids = packages.map((one) => table.idOf(one));
  return {
    label,
    packages,
    ...(tabled === true ? { statements: { table, ids: Uint32Array.from(new Set(ids)) } } : {}),
    ...(requests === undefined ? {} : { requests }),
    covers: 'unknown',
    graph: () => ({ importers: 'unknown', edges: [] }),
    lines: () => packages.map(() => 0),
  };
}

/** An artefact whose digest follows from `seed`. */
export function artefact(seed: string, ...documents: readonly DocumentParts[]): Artefact {
  return {
    digest: `sha256:${hash('sha256', seed)}`,
    reader: 'npm-lock@1',
    ecosystems: ['npm'],
    reading: {
      formatVersion: '3',
      describes: 'resolution',
      documents: documents.map(documentOf),
      problems: [],
    },
  };
}

/** An artefact of one document with releases written as `name@version`. */
export function simple(seed: string, ...releases: readonly string[]): Artefact {
  const packages = releases.map((one) => {
    const split = one.lastIndexOf('@');
    return release(one.slice(0, split), one.slice(split + 1));
  });
  return artefact(seed, { packages });
}

/** Writes one look at a target with one part. What it leaves as evidence is none, where none is given. */
export function look(
  inventory: Inventory,
  name: string,
  artefacts: readonly Artefact[],
  moment: string = at,
  evidence: Uint8Array = Buffer.from(`evidence of ${name}`),
): void {
  const writer = inventory.begin(target(name));
  const part = writer.part('repository', 'repository');
  for (const one of artefacts) part.artefact(`key ${one.digest}`, one);
  part.finish(`refs of ${name}`, evidence);
  writer.commit(moment);
}

/** What documents state, in a form in which two can be compared. */
export function statedBy({ reading }: Artefact): unknown {
  return reading.documents.map(({ label, packages, requests = [] }) => ({
    label,
    packages: distinct(packages.map((one) => ({ ...one, key: '', marks: [], scope: null }))),
    requests: distinct(requests.map((one) => ({ ...one, line: 0 }))),
  }));
}

function distinct(all: readonly object[]): string[] {
  return [
    ...new Set(
      all.map((one) =>
        JSON.stringify(Object.entries(one).toSorted(([a], [b]) => (a < b ? -1 : 1))),
      ),
    ),
  ].toSorted();
}
