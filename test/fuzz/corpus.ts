import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readerFor } from '../../src/lockfile/index.ts';
import type { LockfileReader } from '../../src/lockfile/types.ts';

/** A file to begin with. */
export interface Seed {
  readonly reader: LockfileReader;
  readonly title: string;
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly companions: Readonly<Record<string, string>>;
}

/** The readers' own controls: small, of every shape, and the same on every machine. */
export function controlSeeds(readers: readonly LockfileReader[]): Seed[] {
  return readers.flatMap((reader) =>
    reader.controls().flatMap(({ bytes, companions, path, title }) => {
      const seed = { reader, title: `${reader.id}, ${title}`, path, bytes, companions };
      const pretty = indented(bytes);
      return pretty === null
        ? [seed]
        : [seed, { ...seed, title: `${seed.title}, indented`, bytes: pretty }];
    }),
  );
}

/** Texts and bytes that the modules of fixtures beside the readers' tests export, as files at their controls' paths. */
export async function fixtureSeeds(readers: readonly LockfileReader[]): Promise<Seed[]> {
  const seeds: Seed[] = [];
  for (const reader of readers) {
    const directory = join(import.meta.dirname, '../lockfile', reader.id);
    const names = existsSync(directory) ? readdirSync(directory).toSorted() : [];
    for (const name of names.filter((one) => /^fixtures?\.ts$/.test(one))) {
      const module = (await import(join(directory, name))) as Record<string, unknown>;
      for (const [title, value] of Object.entries(module)) {
        const bytes = typeof value === 'string' ? Buffer.from(value) : value;
        const path = reader.controls()[0]?.path;
        if (!(bytes instanceof Uint8Array) || bytes.length < 100 || path === undefined) continue;
        seeds.push({ reader, title: `${reader.id}, ${title}`, path, bytes, companions: {} });
      }
    }
  }
  return seeds;
}

/**
 * Files below a directory that a reader knows by name, up to `limit` bytes each, the files beside them as companions.
 * None where there is no such directory.
 */
export function fileSeeds(
  directory: string,
  readers: readonly LockfileReader[],
  limit: number,
): Seed[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .toSorted()
    .flatMap((name) => {
      const path = join(directory, name);
      const reader = readerFor(name);
      if (reader === null || !readers.includes(reader)) return [];
      const status = statSync(path);
      if (!status.isFile() || status.size > limit) return [];
      const companions = companionsOf(path, reader);
      return [{ reader, title: name, path: name, bytes: readFileSync(path), companions }];
    });
}

function companionsOf(path: string, { companions }: LockfileReader): Record<string, string> {
  const beside = companions
    .filter((name) => !name.includes('*'))
    .map((name) => [name, join(path, '..', name)] as const)
    .filter(([, file]) => file !== path && existsSync(file));
  return Object.fromEntries(beside.map(([name, file]) => [name, readFileSync(file, 'utf8')]));
}

/** JSON with a member a line, so that a change can touch one entry and leave the others; null where it is none. */
function indented(bytes: Uint8Array): Buffer | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (text.trimEnd().includes('\n')) return null;
    return Buffer.from(`${JSON.stringify(JSON.parse(text), null, 2)}\n`);
  } catch {
    return null;
  }
}
