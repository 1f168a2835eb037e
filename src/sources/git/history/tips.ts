import type { Listing, ListingProblem } from '../../listing.ts';
import { byStrength } from '../../ref-order.ts';
import type { SignSearch } from '../../sign-files.ts';
import type { Ref } from '../../types.ts';
import type { ListedRef } from '../listed-ref.ts';
import { nameModulesLinks } from '../modules-links.ts';
import type { ObjectReader } from '../objects.ts';
import { unreadableObject } from '../problems.ts';
import { barrenTrees } from './barren.ts';
import { projectTrees } from './project.ts';
import type { LoadedRepository } from './read.ts';
import { failureOf, loadedTips } from './loaded-tips.ts';

/**
 * Lists what refs hold, as `listTrees` does, from trees that are in memory: equal directories are one node, and refs that
 * hold the same are one root, however many they are. `refs` come strongest first.
 */
export async function listTips(
  loaded: LoadedRepository,
  objects: ObjectReader,
  refs: readonly ListedRef[],
  search: SignSearch | null,
  matters: (name: string) => boolean,
): Promise<Listing> {
  const { trees } = loaded;
  const bearing = barrenTrees(loaded.objects.count, trees, {
    files: matters,
    others: (kind, name) =>
      kind === 'submodule' || name === 'node_modules' || (kind === 'link' && matters(name)),
  });
  const { links, listing, stateOf } = projectTrees({ trees, bearing, search, keep: 'all' });
  const { problems, tips } = loadedTips(loaded, refs);
  for (const problem of problems) listing.problems.push(problem);
  const byState = new Map<number, Ref[]>();
  for (const { class: refClass, name, oid } of refs) {
    const tip = tips.get(oid);
    if (tip === undefined) continue;
    const tree = loaded.objects.findHex(tip.tree);
    const state = stateOf(tree);
    if (state === -1) {
      listing.problems.push(
        tip.tree === '' && tip.commit !== null
          ? treeMissing(tip.commit, name)
          : unreadableObject(failureOf(loaded.unread, tree, tip.tree), 'tree', name),
      );
      continue;
    }
    const held = byState.get(state) ?? [];
    held.push({ name, class: refClass, commit: tip.commit, committedAt: tip.committedAt });
    byState.set(state, held);
  }
  for (const [state, root] of listing.roots.entries())
    listing.roots[state] = { ...root, refs: (byState.get(state) ?? []).toSorted(byStrength) };
  await nameModulesLinks(objects, links, listing);
  return listing;
}

/** A commit's tree that is not there bears no name in memory. */
function treeMissing(commit: string, name: string): ListingProblem {
  const message = `the tree of commit ${commit.slice(0, 12)} is not in the repository (a partial or damaged clone)`;
  return { code: 'GIT_OBJECT_MISSING', name, message, ecosystems: null, artefact: null };
}
