import { createHash } from 'node:crypto';
import { type ContentReader, maxCompanionBytes } from './content.ts';
import { firstSpot, joinPath, type Listing } from './listing.ts';
import { problemAt, spotOf, whyUnread } from './problem-at.ts';
import type { Occurrence } from './readings.ts';
import { behaviourOf } from './sign-behaviour.ts';
import { isSignRole, needsContent, type SignRole } from './sign-files.ts';
import { isOrdinary } from './sign-ordinary.ts';
import { liesAt } from './sign-path.ts';
import { workflowName } from './sign-workflow.ts';
import type { FileSign, SignMatch, SoughtPath, SoughtSign, SoughtSigns } from './signs.ts';
import type { Place, SourceItem } from './types.ts';

/** Files of one content that are listed as signs for the same reasons. */
interface Group {
  readonly id: string;
  readonly role: SignRole;
  /** The path of one of them. */
  readonly path: string;
  readonly occurrences: Occurrence[];
}

/** A listing with what it takes to tell its signs. */
export interface SignedListing {
  readonly listing: Listing;
  readonly content: ContentReader;
  /** The id that the evidence bears. */
  readonly source: string;
  /** Whether it is of history. */
  readonly past: boolean;
  /** Where files lie: `placesOf`, or what history makes of it. */
  readonly places: (occurrences: readonly Occurrence[]) => readonly Place[];
}

/**
 * What a listing made with a `SignSearch` holds of signs: a sign for each indicator and each content that answers to it.
 * Reads only contents that can act by themselves, and of a work tree those that are to be named by their digest.
 */
export async function* signsIn(
  { content, listing, past, places, source }: SignedListing,
  sought: SoughtSigns,
): AsyncGenerator<SourceItem> {
  const groups = groupsOf(listing);
  const [told, plain] = [true, false].map((wanted) =>
    groups.filter((group) => isRead(group) === wanted),
  ) as [Group[], Group[]];
  for (const group of plain) yield* signsOf(group, null);
  let index = 0;
  const ids = told.map(({ id }) => id);
  for await (const answer of content.read(ids, maxCompanionBytes)) {
    const group = told[index++] as Group;
    if (answer.status === 'read') {
      yield* signsOf(group, answer.bytes);
      continue;
    }
    const [{ name, node }] = group.occurrences as [Occurrence];
    const message = `may be a sign that is sought: ${whyUnread(answer)}`;
    const code = answer.status === 'too-large' ? 'FILE_TOO_LARGE' : 'FILE_UNREADABLE';
    const base = { code, name: null, ecosystems: null, artefact: null } as const;
    yield problemAt({ ...base, message }, spotOf(listing, node, name));
    yield* signsOf(group, null);
  }

  function* signsOf(group: Group, bytes: Uint8Array | null): Generator<FileSign> {
    const { id, occurrences, path, role } = group;
    const evidence =
      bytes === null
        ? evidenceOf(id, role)
        : `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
    const behaviour = bytes === null ? null : behaviourOf(path, bytes, sought.words);
    const found = (
      sign: SoughtSign,
      match: Omit<SignMatch, 'behaviour'>,
      at: () => readonly Place[],
    ): FileSign => {
      const whole = { ...match, behaviour };
      const base = { kind: 'sign', about: 'file', source, sign } as const;
      return { ...base, match: whole, evidence, places: at, ...(past ? { past } : {}) };
    };
    const everywhere = (): readonly Place[] => places(occurrences);
    for (const { digest, sign } of role.digests)
      yield found(sign, { by: 'digest', compared: digest, ordinary: false }, everywhere);
    for (const one of role.paths) {
      const compared = [...one.above, one.name].join('/');
      const ordinary = isOrdinary(one.above, fileName(path));
      const at = (): readonly Place[] =>
        everywhere().filter((place) => liesAt(one, directoryOf(place.path), Infinity));
      if (one.above.length <= 2 || at().length > 0)
        yield found(one.sign, { by: 'path', compared, ordinary }, at);
    }
    const name = role.workflow && bytes !== null ? nameIn(bytes) : null;
    const sign = name === null ? undefined : sought.workflowNames.get(name);
    if (name !== null && sign !== undefined)
      yield found(
        sign,
        { by: 'workflow-name', compared: name, ordinary: isOrdinary([], name) },
        everywhere,
      );
  }
}

function groupsOf(listing: Listing): Group[] {
  const groups = new Map<string, Group>();
  for (const [node, { files }] of listing.nodes.entries()) {
    for (const { id, name, role } of files) {
      if (!isSignRole(role)) continue;
      const path = joinPath(tailOf(listing, node), name);
      const key = `${id}\0${name}\0${role.paths.map(keyOf).join('\0')}\0${role.workflow}`;
      // What acts is told by the end of its path: the same bytes elsewhere do nothing.
      const own = needsContent(role, path) ? `${key}\0${path}` : key;
      const group = groups.get(own) ?? { id, role, path, occurrences: [] };
      group.occurrences.push({ node, name });
      groups.set(own, group);
    }
  }
  return [...groups.values()];
}

function keyOf({ sign }: SoughtPath): string {
  return `${sign.kind} ${sign.value}`;
}

/** The end of a node's path, by which configurations are told. */
function tailOf(listing: Listing, node: number): string {
  const { path } = firstSpot(listing, node);
  return joinPath(listing.above, path).split('/').slice(-3).join('/');
}

/** What lies in a work tree has no name of its own but its digest; many bear an ordinary name, and are not read for that. */
function isRead({ id, path, role }: Group): boolean {
  if (needsContent(role, path)) return true;
  if (isObjectId(id) || role.digests.length > 0) return false;
  return role.paths.some(({ above }) => !isOrdinary(above, fileName(path)));
}

function evidenceOf(id: string, { digests }: SignRole): string {
  return digests[0]?.digest ?? (isObjectId(id) ? `git:${id}` : 'not read');
}

function isObjectId(id: string): boolean {
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(id);
}

function nameIn(bytes: Uint8Array): string | null {
  return workflowName(new TextDecoder().decode(bytes));
}

function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function directoryOf(path: string): string[] {
  return path.split('/').slice(0, -1);
}
