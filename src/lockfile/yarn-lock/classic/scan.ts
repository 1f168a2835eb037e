import { nameHash } from '../../coordinate-hash.ts';
import type { LockDocument } from '../../types.ts';
import type { ParseContext } from '../../reading/format.ts';
import { requestsOf } from '../../reading/manifest.ts';
import { Problems } from '../../reading/problems.ts';
import { addPackage, gathering, type Gathered } from '../hashes.ts';
import type { ScannedDocument } from '../../reading/lazy-document.ts';
import { coveredBy, memberPackage, workspacesOf } from '../workspaces.ts';
import { needsAnswer } from './document.ts';
import type { Asked } from './odd-block.ts';
import { resolverOf } from './resolver.ts';
import { createBlockScan } from './scan-block.ts';

const newline = 0x0a;
const comment = 0x23;
const header = Buffer.from('# yarn lockfile v1\n');

/**
 * Reads a yarn.lock, version 1, in one pass over its bytes, without building its entries. Null wherever anything is out
 * of the ordinary, and wherever something is asked for that no block answers: such a file is read the slow way, which
 * says what is wrong with it.
 */
export function scanClassic(bytes: Uint8Array, context: ParseContext): ScannedDocument | null {
  const gathered = gathering();
  const blocks = createBlockScan(bytes, gathered);
  let at = skipHeader(bytes);
  while (at !== -1 && at < bytes.length) at = bytes[at] === newline ? at + 1 : blocks.block(at);
  if (at === -1) return null;
  const covers = coversIfWhole(gathered, blocks.missing(), context);
  if (covers === null) return null;
  const names = Int32Array.from(gathered.names);
  return { formatVersion: '1', hashes: { names, pairs: Int32Array.from(gathered.pairs) }, covers };
}

/** Over comments and empty lines to the first block; -1 where yarn's header is not among them. */
function skipHeader(bytes: Uint8Array): number {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let found = false;
  let at = 0;
  while (bytes[at] === newline || bytes[at] === comment) {
    const next = buffer.indexOf(newline, at) + 1;
    if (next === 0) return -1;
    const line = buffer.subarray(at, next);
    if (line.equals(header)) found = true;
    // Another version, or a line within the line.
    else if (line.includes('# yarn lockfile v') || line.includes(0x0d) || line.includes(0xe2))
      return -1;
    at = next;
  }
  return found ? at : -1;
}

/** The directories the file answers for; null where something that is asked for is not there, or a manifest cannot be read. */
function coversIfWhole(
  gathered: Gathered,
  missing: readonly Asked[],
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
  const find = (key: string): number | undefined =>
    gathered.descriptors.has(nameHash(key)) ? 0 : undefined;
  const resolve = resolverOf(find, members, workspaces?.[0]);
  const isAnswered =
    missing.every(({ alias, range }) => resolve(alias, range) !== null) &&
    (workspaces ?? []).every(({ manifest }) =>
      requestsOf(manifest).every(
        (request) => !needsAnswer(request) || resolve(request.alias, request.range ?? '') !== null,
      ),
    );
  return isAnswered ? coveredBy(workspaces, context) : null;
}
