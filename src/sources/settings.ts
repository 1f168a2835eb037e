import type { ContentReader } from './content.ts';
import { joinPath, type Listing, nodeOf } from './listing.ts';
import { settingsNames } from './settings-names.ts';
import type { Place, Ref, SettingsFile, Surroundings } from './types.ts';

/** Bytes of one settings file that are handed over; they are written by hand. */
const maxBytes = 1024 * 1024;

/** Distinct surroundings of one artefact that are looked at: its manifest may differ from ref to ref. */
const maxSurroundings = 500;

/**
 * Reads what lies in the directories at and above some places, ref by ref, and says how clients resolve. Places whose
 * surroundings are too many to be looked at, or are not listed, have none.
 */
export async function settingsAround(
  listing: Listing,
  content: ContentReader,
  places: readonly Place[],
): Promise<Surroundings[]> {
  const roots = new Map(listing.roots.flatMap(({ node, refs }) => refs.map((ref) => [ref, node])));
  const groups = new Map<string, { path: string; refs: Ref[]; files: Located[] }>();
  for (const { path, refs } of places) {
    for (const ref of refs) {
      const root = roots.get(ref);
      const files = root === undefined ? [] : filesAbove(listing, root, path);
      const key = JSON.stringify([path, ...files.flatMap((file) => [file.path, file.id])]);
      const group = groups.get(key) ?? { path, refs: [], files };
      group.refs.push(ref);
      groups.set(key, group);
    }
  }
  const looked = [...groups.values()].slice(0, maxSurroundings);
  const ids = [...new Set(looked.flatMap(({ files }) => files.map(({ id }) => id)))];
  const bytes = new Map<string, Uint8Array>();
  let index = 0;
  for await (const answer of content.read(ids, maxBytes)) {
    const id = ids[index++] as string;
    if (answer.status === 'read') bytes.set(id, answer.bytes);
  }
  return [...groups.values()].map(({ files, path, refs }, position) => ({
    path,
    refs,
    files: position < maxSurroundings ? filesOf(files, bytes) : [],
  }));
}

interface Located {
  readonly path: string;
  readonly id: string;
}

/** Settings files in a file's directory and those above, the nearest first. */
function filesAbove(listing: Listing, root: number, path: string): Located[] {
  const found: Located[] = [];
  let node = root;
  let directory = '';
  for (const step of ['', ...path.split('/').slice(0, -1)]) {
    if (step !== '') {
      const child = nodeOf(listing, node).children.find(({ name }) => name === step);
      if (child === undefined) break;
      node = child.node;
      directory = joinPath(directory, step);
    }
    const here = new Map<string, Located>();
    for (const { id, name } of nodeOf(listing, node).files)
      if (settingsNames.has(name)) here.set(name, { path: joinPath(directory, name), id });
    found.unshift(...here.values());
  }
  return found;
}

function filesOf(
  files: readonly Located[],
  bytes: ReadonlyMap<string, Uint8Array>,
): SettingsFile[] {
  return files.flatMap(({ id, path }) => {
    const own = bytes.get(id);
    return own === undefined ? [] : [{ path, bytes: own }];
  });
}
