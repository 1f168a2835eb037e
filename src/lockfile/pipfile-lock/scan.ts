import { checkVersion } from '../../package/version.ts';
import { hashStep, nameHash } from '../coordinate-hash.ts';
import { hashOf, indexOf } from '../reading/bytes.ts';
import type { ParseContext } from '../reading/format.ts';
import { areDistinct } from '../reading/json-distinct.ts';
import { isPlainText } from '../reading/json-lists.ts';
import { createMemberScan, type MemberScan } from '../reading/json-members.ts';
import { type JsonTape, valueOf, wordOf } from '../reading/json-tape.ts';
import type { ScannedDocument } from '../reading/lazy-document.ts';
import { normalName } from '../reading/python-package.ts';
import type { PythonRequest } from '../reading/python-request.ts';
import { hashOfPypiName, isPypiRelease } from '../reading/scan-python.ts';
import { askedBeside } from './asked.ts';

const root = 0;

const metaKey = wordOf('_meta');
const ofMeta = ['pipfile-spec'].map(wordOf);
/** Where a package is taken from, if not from an index: such an entry is looked at more closely. */
const ofEntry = ['version', 'git', 'hg', 'svn', 'bzr', 'path', 'file'].map(wordOf);

const [equals, slash, at] = [0x3d, 0x2f, 0x40] as const;

/** Keys of packages, and the hashes of what they state. */
interface Gathered {
  readonly keys: number[];
  readonly names: number[];
  readonly pairs: number[];
}

/**
 * Tells the hashes of an ordinary Pipfile.lock from its tape. Null for whatever `parse` would note a problem of, and for
 * packages that are not taken from an index.
 */
export function scanPipfileLock(tape: JsonTape, context: ParseContext): ScannedDocument | null {
  const asked = askedBeside(context);
  if (context.problems.all().length > 0 || !tape.isObject(root)) return null;
  const gathered: Gathered = { keys: [], names: [], pairs: [] };
  const entry = createMemberScan(tape, ofEntry);
  const categories: number[] = [];
  let isKnown = false;
  for (let key = tape.first(root); key < tape.last(root); key = tape.behind(valueOf(key))) {
    categories.push(key);
    const isMeta = tape.spells(key, metaKey);
    if (isMeta) isKnown = isKnownVersion(tape, valueOf(key));
    // With a slash it reads like the place of a package.
    else if (indexOf(tape.bytes, slash, tape.start(key), tape.end(key)) !== -1) return null;
    else if (!gatherCategory(tape, valueOf(key), entry, gathered)) return null;
  }
  if (!isKnown || !areDistinct(tape, categories)) return null;
  if (asked !== null && !areThere(tape, asked, gathered)) return null;
  const { names, pairs } = gathered;
  const hashes = { names: new Int32Array(names), pairs: new Int32Array(pairs) };
  return { formatVersion: '6', hashes, covers: ['.'] };
}

function isKnownVersion(tape: JsonTape, meta: number): boolean {
  const members = createMemberScan(tape, ofMeta);
  if (!tape.isObject(meta) || !members.look(meta)) return false;
  const spec = members.found[0] ?? -1;
  return spec !== -1 && !tape.isObject(spec) && !tape.isArray(spec) && tape.text(spec) === '6';
}

function gatherCategory(
  tape: JsonTape,
  category: number,
  entry: MemberScan,
  { keys, names, pairs }: Gathered,
): boolean {
  if (!tape.isObject(category)) return false;
  const own: number[] = [];
  const { bytes } = tape;
  const { found } = entry;
  const last = tape.last(category);
  for (let key = tape.first(category); key < last; key = tape.behind(valueOf(key))) {
    own.push(key);
    keys.push(key);
    if (!tape.isObject(valueOf(key)) || !entry.look(valueOf(key))) return false;
    for (let index = 1; index < found.length; index += 1) if (found[index] !== -1) return false;
    const name = hashOfPypiName(bytes, tape.start(key), tape.end(key));
    const pair = name === null ? null : pairOf(tape, name, found[0] as number);
    if (name === null || pair === null) return false;
    names.push(name);
    pairs.push(pair);
  }
  return areDistinct(tape, own);
}

/** Goes on from a name's hash over the version behind `==`; null for what must be looked at more closely. */
function pairOf(tape: JsonTape, ofName: number, version: number): number | null {
  if (!isPlainText(tape, version)) return null;
  const { bytes } = tape;
  const start = tape.start(version);
  const end = tape.end(version);
  if (bytes[start] !== equals || bytes[start + 1] !== equals) return null;
  const hash = hashStep(ofName, at);
  if (isPypiRelease(bytes, start + 2, end)) return hashOf(bytes, start + 2, end, hash);
  const text = tape.text(version).slice(2);
  const check = /^[=\s]|^\*$/.test(text) ? null : checkVersion('pypi', text);
  if (check === null || !check.ok) return null;
  const normal = Buffer.from(check.version);
  return hashOf(normal, 0, normal.length, hash);
}

/** Whether all that a Pipfile asks for on every machine has an entry. */
function areThere(
  tape: JsonTape,
  asked: readonly PythonRequest[],
  { keys, names }: Gathered,
): boolean {
  const wanted = new Set(asked.flatMap(({ conditional, name }) => (conditional ? [] : [name])));
  const hashes = new Set([...wanted].map(nameHash));
  for (const [index, hash] of names.entries())
    if (hashes.has(hash)) wanted.delete(normalName(tape.text(keys[index] as number)));
  return wanted.size === 0;
}
