import { nameHash } from '../../coordinate-hash.ts';
import type { LockDocument } from '../../types.ts';
import type { ParseContext } from '../../reading/format.ts';
import { type JsonTape, valueOf, withJsonTape } from '../../reading/json-tape.ts';
import { Problems } from '../../reading/problems.ts';
import { textOf } from '../../reading/value.ts';
import { answersAll } from '../berry/importing.ts';
import { rulesOf } from '../berry/resolutions.ts';
import type { GatheredBerry } from '../berry/scan-odd.ts';
import { addPackage, gathering } from '../hashes.ts';
import type { ScannedDocument } from '../../reading/lazy-document.ts';
import { coveredBy, memberPackage, workspacesOf } from '../workspaces.ts';
import { resolutionOf, zpmLookup } from './document.ts';
import { jsonVersion } from './index.ts';
import { createEntriesScan, type EntriesScan } from './scan-entries.ts';

const metadata = Buffer.from('__metadata');
const entriesKey = Buffer.from('entries');
const version = Buffer.from('version');

/**
 * Reads a yarn.lock of yarn 6 in one pass over its bytes, without building its entries. Null wherever anything is out of
 * the ordinary, and wherever something is asked for that no entry answers: such a file is read the slow way, which says
 * what is wrong with it.
 */
export function scanJsonLock(bytes: Uint8Array, context: ParseContext): ScannedDocument | null {
  return withJsonTape(bytes, { trailingCommas: false }, (tape) => {
    const entries = entriesOf(tape);
    if (entries === -1) return null;
    const gathered = {
      ...gathering(),
      workspaces: new Map<string, string>(),
      asked: [],
      bases: [],
    };
    const scan = createEntriesScan(tape, gathered);
    if (!scan.gather(entries)) return null;
    const covers = coversIfWhole(gathered, scan, context);
    if (covers === null) return null;
    const names = new Int32Array(gathered.names);
    const hashes = { names, pairs: new Int32Array(gathered.pairs) };
    return { formatVersion: jsonVersion, hashes, covers };
  });
}

/** The object of entries in a file that holds that and metadata of the known version; -1 in any other. */
function entriesOf(tape: JsonTape): number {
  if (!tape.isObject(0)) return -1;
  let isKnown = false;
  let entries = -1;
  for (let key = tape.first(0); key < tape.last(0); key = tape.behind(valueOf(key))) {
    const value = valueOf(key);
    if (!tape.isObject(value)) return -1;
    if (tape.spells(key, metadata) && !isKnown) isKnown = isKnownVersion(tape, value);
    else if (tape.spells(key, entriesKey) && entries === -1) entries = value;
    else return -1;
  }
  return isKnown ? entries : -1;
}

/** Whether an object holds the version that is known, and nothing else. */
function isKnownVersion(tape: JsonTape, object: number): boolean {
  const key = tape.first(object);
  if (key >= tape.last(object) || !tape.spells(key, version)) return false;
  const value = valueOf(key);
  return (
    tape.sign(value) === jsonVersion.charCodeAt(0) &&
    tape.text(value) === jsonVersion &&
    tape.behind(value) === tape.last(object)
  );
}

/** The directories the file answers for; null where something that is asked for is not there, or a manifest cannot be read. */
function coversIfWhole(
  gathered: GatheredBerry,
  scan: EntriesScan,
  context: ParseContext,
): LockDocument['covers'] | null {
  const problems = new Problems();
  const workspaces = workspacesOf({ ...context, problems });
  if (problems.all().length > 0) return null;
  const members = new Map<string, number>();
  for (const member of workspaces?.slice(1) ?? []) {
    const locked = memberPackage(member);
    addPackage(gathered, locked);
    members.set(locked.name, 0);
  }
  const { bases } = gathered;
  const find = (key: string): number | undefined => (scan.answers(nameHash(key)) ? 0 : undefined);
  const project = workspaces?.[0]?.manifest ?? null;
  const lookup = zpmLookup(find, members, project, context);
  const overridden = new Set([...rulesOf(project).names].map(nameHash));
  const isWhole =
    bases.every((base) => find(base) !== undefined) &&
    scan
      .unanswered(overridden)
      .every(({ alias, from, range }) => lookup(from, alias, range) !== null) &&
    (workspaces ?? []).every(({ manifest, path }) =>
      answersAll(manifest, resolutionOf(textOf(manifest.name), path), lookup),
    );
  return isWhole ? coveredBy(workspaces, context) : null;
}
