import { nameHash, pairHash } from '../../src/lockfile/coordinate-hash.ts';
import { classify, pathsTo } from '../../src/lockfile/graph.ts';
import { inspectRows } from '../../src/lockfile/inspect.ts';
import type { LockDocument, LockedPackage, Reading } from '../../src/lockfile/types.ts';
import { checkName } from '../../src/package/name.ts';
import { checkVersion } from '../../src/package/version.ts';
import type { Seed } from './corpus.ts';

/** What is held against a reader. README.md says what each means. */
export type Oracle =
  | 'throws'
  | 'slow'
  | 'swallowed'
  | 'malformed'
  | 'lost'
  | 'cut'
  | 'scan-differs'
  | 'unhashed'
  | 'unsteady';

export interface Finding {
  readonly oracle: Oracle;
  readonly message: string;
}

/** A file as its reader reads it. Everything that is built late is built. */
export interface Look {
  readonly reading: Reading | null;
  readonly findings: readonly Finding[];
}

/** Packages whose ways are asked for: each costs as much as the graph is large. */
const ways = 20;

/** Reads a file and asks for all it states; the reader must not throw, and what it says must hold together. */
export function lookAt({ companions, path, reader }: Seed, bytes: Uint8Array): Look {
  const contents = new Map(Object.entries(companions));
  const neighbours = {
    paths: [...contents.keys()],
    bytes: (asked: string) => {
      const text = contents.get(asked);
      return text === undefined ? null : Buffer.from(text);
    },
  };
  try {
    const reading = reader.read(bytes, { path, neighbours });
    const lineCount = countLines(bytes);
    inspectRows(reading);
    const findings = [
      ...reading.documents.flatMap((document) => malformed(document, lineCount)),
      ...reading.documents.flatMap(unhashed),
      ...strangeProblems(reading, lineCount),
    ];
    for (const document of reading.documents) {
      const step = Math.max(1, Math.ceil(document.packages.length / ways));
      for (let index = 0; index < document.packages.length; index += step)
        pathsTo(document, index, 2);
    }
    return { reading, findings };
  } catch (error) {
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { reading: null, findings: [{ oracle: 'throws', message: stack.slice(0, 800) }] };
  }
}

/**
 * Reads the bytes again behind a byte order mark, which a reader's cheap way refuses: what the cheap way certified the
 * other must state as well, and find no problem in. Of files whose mark would change what they are nothing is said.
 */
export function compareWays(seed: Seed, bytes: Uint8Array, fast: Reading): Finding[] {
  if (bytes.length === 0 || (bytes[0] ?? 0) >= 0xef) return [];
  const { findings, reading } = lookAt(seed, Buffer.concat([Buffer.from('\ufeff'), bytes]));
  if (reading === null) return [...findings];
  const [here, there] = [summaryOf(fast), summaryOf(reading)];
  if (here === there) return [];
  let at = 0;
  while (here[at] === there[at]) at += 1;
  const part = (text: string): string => text.slice(Math.max(0, at - 60), at + 120);
  return [{ oracle: 'scan-differs', message: `${part(here)} | ${part(there)}` }];
}

/** Everything a reading says, as text. */
export function summaryOf({ documents, formatVersion, problems }: Reading): string {
  return JSON.stringify({
    formatVersion,
    problems,
    documents: documents.map((document) => ({
      label: document.label,
      packages: document.packages,
      covers: document.covers === 'unknown' ? 'unknown' : [...document.covers].toSorted(),
      requests: document.requests ?? [],
      graph: document.graph(),
      lines: document.lines(),
    })),
  });
}

/** How often each package is stated, by ecosystem, name and version. */
export function countsOf({ documents }: Reading): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { packages } of documents) {
    for (const locked of packages)
      counts.set(identityOf(locked), (counts.get(identityOf(locked)) ?? 0) + 1);
  }
  return counts;
}

/** A package whatever its entry. */
export function identityOf({ ecosystem, name, version }: LockedPackage): string {
  return `${ecosystem} ${name}@${version}`;
}

/**
 * Packages that an incident could name and whose document would be refused without being built: their hashes are not
 * among the document's. The incident bears names and versions in the form in which lists are imported. Members of the
 * project answer to no incident.
 */
function unhashed(document: LockDocument): Finding[] {
  const { hashes, packages } = document;
  if (hashes === undefined) return [];
  const [names, pairs] = [new Set(hashes.names), new Set(hashes.pairs)];
  return packages.flatMap((locked): Finding[] => {
    const name = checkName(locked.ecosystem, locked.name);
    const version = checkVersion(locked.ecosystem, locked.version);
    if (!name.ok || locked.source === 'workspace') return [];
    const known =
      names.has(nameHash(name.name)) &&
      (!version.ok || pairs.has(pairHash(name.name, version.version)));
    return known ? [] : [{ oracle: 'unhashed', message: identityOf(locked) }];
  });
}

/** Indexes that lead nowhere, lines outside the file, empty names. */
function malformed(document: LockDocument, lineCount: number): Finding[] {
  const { packages } = document;
  const wrong: string[] = [];
  const isIndex = (index: number): boolean => index in packages;
  const { edges, importers } = document.graph();
  if (edges.some(({ from, to }) => !isIndex(from) || !isIndex(to)))
    wrong.push('an edge to nowhere');
  const asked = importers === 'unknown' ? [] : importers.flatMap((one) => one.dependencies);
  if (asked.some(({ to }) => to !== null && !isIndex(to)))
    wrong.push('an importer asks for nothing');
  const lines = document.lines();
  if (lines.length !== packages.length) wrong.push(`${lines.length} lines`);
  if (lines.some((line) => !Number.isInteger(line) || line < 0 || line > lineCount))
    wrong.push('a line outside the file');
  if (classify(document).length !== packages.length) wrong.push('classes are missing');
  if (packages.some(({ name, version }) => name === '' || typeof version !== 'string'))
    wrong.push('a package without a name');
  if ((document.requests ?? []).some(({ line, name }) => name === '' || line > lineCount))
    wrong.push('a request without a name');
  return wrong.map((message) => ({ oracle: 'malformed', message }));
}

/** A fault of ours that was caught and told as if it were the file's, and problems that point outside the file. */
function strangeProblems({ problems }: Reading, lineCount: number): Finding[] {
  const ours =
    /call stack|is not a function|is not iterable|[Cc]annot (?:read|convert|destructure|set|access)|of undefined|Invalid (?:string|array) length|Invalid regular|BigInt|not a constructor/;
  return problems.flatMap(({ line, message }): Finding[] => [
    ...(message.startsWith('could not be read: ') && ours.test(message)
      ? [{ oracle: 'swallowed' as const, message }]
      : []),
    ...(line !== null && (line < 1 || line > lineCount)
      ? [{ oracle: 'malformed' as const, message: `a problem on line ${line} of ${lineCount}` }]
      : []),
    ...(message.length > 1000
      ? [{ oracle: 'malformed' as const, message: `a problem in ${message.length} characters` }]
      : []),
  ]);
}

/** As many as any format may count: UTF-16 has as many line feeds among its bytes, or more, and pip knows other ends. */
function countLines(bytes: Uint8Array): number {
  let count = 1;
  for (const byte of bytes)
    if ((byte > 0x09 && byte < 0x0e) || (byte > 0x1b && byte < 0x1f)) count += 1;
  return count;
}
