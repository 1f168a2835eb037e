import { nameHash } from '../../coordinate-hash.ts';
import type { LockDocument } from '../../types.ts';
import type { ParseContext } from '../../reading/format.ts';
import { Problems } from '../../reading/problems.ts';
import { gathering } from '../hashes.ts';
import type { ScannedDocument } from '../../reading/lazy-document.ts';
import { spells } from '../scan-words.ts';
import { catalogsOf } from './catalogs.ts';
import { berryVersions } from './index.ts';
import { answersAll } from './importing.ts';
import { textHash } from '../../reading/line-hash.ts';
import { emptyLine, kind, type LineTape } from '../../reading/line-tape.ts';
import { createLookup } from './lookup.ts';
import { manifestsOf } from './project.ts';
import { rewriteBy, rulesOf } from './resolutions.ts';
import { createEntryScan, type EntryScan } from './scan-entry.ts';
import { createEntryKeys, type EntryKeys } from './scan-keys.ts';
import { withBerryLines } from './scan-line.ts';
import type { GatheredBerry } from './scan-odd.ts';

const newline = 0x0a;
const comment = 0x23;
const metadata = Buffer.from('__metadata:\n');
const version = Buffer.from('  version: ');
const cacheKey = Buffer.from('  cacheKey: ');

/**
 * Reads a yarn.lock of yarn 2 to 4 in one pass over its bytes, without building its entries. Null wherever anything is out
 * of the ordinary, and wherever something is asked for that no entry answers: such a file is read the slow way, which says
 * what is wrong with it.
 */
export function scanBerry(bytes: Uint8Array, context: ParseContext): ScannedDocument | null {
  const head = skipLines(bytes);
  if (!spells(bytes, head, metadata)) return null;
  const first = head + metadata.length;
  const formatVersion = versionAt(bytes, first);
  if (!berryVersions.includes(formatVersion)) return null;
  const behind = bytes.indexOf(newline, first) + 1;
  return withBerryLines(bytes, behind, (tape) => {
    const told = scanEntries(tape, context);
    return told === null ? null : { formatVersion, ...told };
  });
}

/** Reads the lines behind the version of the metadata. */
function scanEntries(
  tape: LineTape,
  context: ParseContext,
): Omit<ScannedDocument, 'formatVersion'> | null {
  const gathered = { ...gathering(), workspaces: new Map<string, string>(), asked: [], bases: [] };
  const keys = createEntryKeys(tape.count);
  const entries = createEntryScan(tape, keys, gathered);
  // Of one line, if any: what comes behind is an entry.
  let index = isCacheKey(tape) ? 1 : 0;
  while (index !== -1 && index < tape.count) index = entries.entry(index);
  if (index === -1) return null;
  const covers = coversIfWhole(gathered, keys, entries, context);
  if (covers === null) return null;
  const names = Int32Array.from(gathered.names);
  return { hashes: { names, pairs: Int32Array.from(gathered.pairs) }, covers };
}

function isCacheKey(tape: LineTape): boolean {
  if (tape.count === 0 || !spells(tape.bytes, tape.start(0), cacheKey)) return false;
  const line = emptyLine();
  tape.read(0, line);
  return line.kind === kind.scalar;
}

/** Over comments and empty lines. A comment with more than ASCII in it may hold what ends a line for YAML. */
function skipLines(bytes: Uint8Array): number {
  let at = 0;
  while (bytes[at] === newline || bytes[at] === comment) {
    while (isPrintable(bytes[at])) at += 1;
    if (bytes[at] !== newline) return bytes.length;
    at += 1;
  }
  return at;
}

function isPrintable(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x20 && byte <= 0x7e;
}

/** The version of the metadata, where that is a number of one or two digits. */
function versionAt(bytes: Uint8Array, from: number): string {
  if (!spells(bytes, from, version)) return '';
  const start = from + version.length;
  const end = bytes.indexOf(newline, start);
  return end - start > 2 ? '' : Buffer.from(bytes.subarray(start, end)).toString('latin1');
}

/** The directories of its workspaces; null where something that is asked for is not there, or a manifest cannot be read. */
function coversIfWhole(
  gathered: GatheredBerry,
  keys: EntryKeys,
  entries: EntryScan,
  context: ParseContext,
): LockDocument['covers'] | null {
  const problems = new Problems();
  const { bases, descriptors, workspaces } = gathered;
  const manifests = manifestsOf(workspaces.keys(), { ...context, problems });
  if (problems.all().length > 0) return null;
  const rules = rulesOf(manifests.get('.') ?? null);
  const find = (key: string): number | undefined =>
    keys.has(key) || descriptors.has(nameHash(key)) ? 0 : undefined;
  const lookup = createLookup({
    find,
    rewrite: rewriteBy(rules),
    catalogs: catalogsOf(context),
    project: workspaces.get('.') ?? null,
    leavesOut: false,
  });
  const overridden = new Set([...rules.names].map(textHash));
  const isWhole =
    bases.every((base) => find(base) !== undefined) &&
    entries
      .unanswered(overridden)
      .every(({ alias, from, range }) => lookup(from, alias, range) !== null) &&
    [...workspaces].every(([path, resolution]) => {
      const manifest = manifests.get(path) ?? null;
      return manifest === null || answersAll(manifest, resolution, lookup);
    });
  return isWhole ? [...workspaces.keys()] : null;
}
