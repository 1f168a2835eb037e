import { createHash } from 'node:crypto';
import { identityOf, maxManifestBytes } from '../../lockfile/archive/manifest.ts';
import type { ContentReader } from '../content.ts';
import { type Listing, nodeOf } from '../listing.ts';
import type { Notes } from '../notes.ts';
import { placesOf } from '../places.ts';
import { problemAt, whyUnread } from '../problem-at.ts';
import type { InstalledSpot } from '../manifests.ts';
import type { Occurrence } from '../readings.ts';
import type { SourceItem } from '../types.ts';
import type { Surveyed } from '../uncovered.ts';
import { installedArtefact, type ReadManifest } from './artefact.ts';
import { installedTree } from './manifests.ts';

/**
 * Installed trees that no record speaks for: their packages' own manifests do. One of which not a single package could be
 * listed is a problem.
 */
export async function* installedTrees(
  { content, known, listing, source }: Surveyed,
  spots: readonly InstalledSpot[],
): AsyncGenerator<SourceItem> {
  const trees = [...Map.groupBy(spots, ({ node }) => node)].map(([node, own]) => ({
    node,
    own,
    tree: installedTree(listing, node),
  }));
  const ids = trees.flatMap(({ tree }) => tree.manifests.map(({ id }) => id));
  const read = await readManifests(content, [...new Set(ids)], known.notes);
  for (const { node, own, tree } of trees) {
    if (tree.manifests.length === 0) {
      for (const { path, ref } of own)
        yield problemAt(unrecorded, { path: path === '' ? null : path, ref });
      continue;
    }
    const artefact = installedArtefact(tree, read);
    const places = (): ReturnType<typeof placesOf> =>
      placesOf(listing, occurrencesOf(listing, node));
    yield { kind: 'sighting', source, artefact, places };
  }
}

/** Where a tree lies: in every directory that holds it, or where the walk began. */
export function occurrencesOf(listing: Listing, node: number): Occurrence[] {
  const held = nodeOf(listing, node).parents.map((parent) => ({
    node: parent.node,
    name: parent.name,
  }));
  return [
    ...held,
    ...(listing.roots.some((root) => root.node === node) ? [{ node, name: '' }] : []),
  ];
}

const unrecorded = {
  code: 'INSTALLED_TREE_UNREAD',
  name: null,
  message: 'installed packages without a record that firebreak reads',
  ecosystems: ['npm'],
  artefact: 'unsupported',
} as const;

/** Reads manifests, each content once, and those that were noted not again. */
async function readManifests(
  content: ContentReader,
  ids: readonly string[],
  notes: Notes | null,
): Promise<Map<string, ReadManifest>> {
  const noted = ids.map((id) => [id, notes?.of(noteKey(id)) as ReadManifest | null] as const);
  const read = new Map(noted.flatMap(([id, one]) => (one == null ? [] : [[id, one] as const])));
  const unread = ids.filter((id) => !read.has(id));
  let index = 0;
  for await (const answer of content.read(unread, maxManifestBytes)) {
    const id = unread[index++] as string;
    if (answer.status !== 'read') {
      read.set(id, { why: `could not be read: ${whyUnread(answer)}` });
      continue;
    }
    const identity = identityOf(answer.bytes);
    const digest = createHash('sha256').update(answer.bytes).digest('hex');
    const manifest = 'why' in identity ? identity : { identity, digest };
    read.set(id, manifest);
    notes?.keep(noteKey(id), manifest);
  }
  return read;
}

function noteKey(id: string): string {
  return `installed ${id}`;
}
