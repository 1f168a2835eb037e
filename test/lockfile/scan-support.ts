import { expect, it } from 'vitest';
import { nameHash, pairHash } from '../../src/lockfile/coordinate-hash.ts';
import { readerFor } from '../../src/lockfile/index.ts';
import type { Reading } from '../../src/lockfile/types.ts';
import { checkName } from '../../src/package/name.ts';
import { checkVersion } from '../../src/package/version.ts';
import { codes, neighboursOf, read, stated } from './support.ts';

type Files = Readonly<Record<string, string | object>>;

/** Reads the slow way: a byte order mark keeps a file from being scanned, and says nothing else. */
export function readSlowly(path: string, bytes: Uint8Array, files?: Files): Reading {
  return read(path, Buffer.concat([Buffer.from('\uFEFF'), bytes]), files);
}

/** Coordinates of packages that a document's hashes do not have, as a matcher asks for them. */
export function unhashed({ documents }: Reading): string[] {
  return documents.flatMap(({ hashes, packages }) => {
    if (hashes === undefined) return [];
    const names = new Set(hashes.names);
    const pairs = new Set(hashes.pairs);
    return packages
      .filter(({ ecosystem, name, version }) => {
        const checked = checkName(ecosystem, name);
        const compared = checkVersion(ecosystem, version);
        const real = checked.ok ? checked.name : name;
        return (
          !compared.ok || !names.has(nameHash(real)) || !pairs.has(pairHash(real, compared.version))
        );
      })
      .map(({ name, version }) => `${name}@${version}`);
  });
}

export function isScanned({ documents }: Reading): boolean {
  return documents.some(({ hashes }) => hashes !== undefined);
}

/**
 * What a scan owes: a whole fixture is scanned, and whatever else is, states what the slow way states, has no problem
 * that the slow way finds, and has every package among its hashes.
 */
export function itIsScannedAsItIsRead(path: string, text: string, files?: Files): void {
  it('is scanned, and states what the slow way states', () => {
    const reading = read(path, text, files);
    const slow = readSlowly(path, Buffer.from(text), files);

    expect(isScanned(reading)).toBe(true);
    expect(unhashed(reading)).toEqual([]);
    expect(stated(reading)).toEqual(stated(slow));
    expect(reading.formatVersion).toBe(slow.formatVersion);
    expect(reading.documents[0]?.covers).toEqual(slow.documents[0]?.covers);
    expect(reading.problems).toEqual([]);
  });

  it('with any one byte changed is scanned only where the slow way finds no problem', () => {
    const bytes = Buffer.from(text);
    const signs = ['"', '\\', 'a', '/', '1', 'é', '%', '@', '.', '0', ' '];
    const wrong: string[] = [];
    for (let at = 0; at < bytes.length; at += 1) {
      const sign = signs[at % signs.length] ?? '';
      const changed = Buffer.concat([
        bytes.subarray(0, at),
        Buffer.from(sign),
        bytes.subarray(at + 1),
      ]);
      const reading = read(path, changed, files);
      if (!isScanned(reading)) continue;
      const slow = readSlowly(path, changed, files);
      const differs = stated(slow).join() !== stated(reading).join();
      if (codes(slow).length > 0 || unhashed(reading).length > 0 || differs)
        wrong.push(changed.subarray(Math.max(0, at - 30), at + 30).toString());
    }

    expect(wrong).toEqual([]);
  });

  it('asks for nothing of its neighbours when its packages are built', () => {
    let isOpen = true;
    const neighbours = neighboursOf(files);
    const reading = readerFor(path)?.read(Buffer.from(text), {
      path,
      neighbours: {
        paths: neighbours.paths,
        bytes: (name) => {
          if (!isOpen) throw new Error('closed');
          return neighbours.bytes(name);
        },
      },
    });
    isOpen = false;

    expect(reading?.documents[0]?.packages.length).toBeGreaterThan(0);
    expect(reading?.documents[0]?.graph().importers).not.toBe('unknown');
  });
}
