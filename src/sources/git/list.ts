import { addChild, addNode, emptyListing, type Listing, type Mode, nodeOf } from '../listing.ts';
import { childContext, shapeOf } from '../shape.ts';
import { byStrength } from '../ref-order.ts';
import type { Ref } from '../types.ts';
import type { ObjectReader } from './objects.ts';
import { type ModulesLink, nameModulesLinks } from './modules-links.ts';
import type { SignSearch } from '../sign-files.ts';
import type { ListedRef } from './listed-ref.ts';
import type { GitStructure } from './structure.ts';

/** Bounds on what a hostile repository can make us hold. */
const maxDepth = 200;
const maxTrees = 5_000_000;

/** Where trees come from, and contents of links. */
export interface GitSource {
  readonly structure: GitStructure;
  readonly objects: ObjectReader;
}

/** A tree still to be read. */
interface Pending {
  readonly oid: string;
  readonly node: number;
  readonly context: string;
  readonly mode: Mode;
}

/**
 * Lists what refs hold, each distinct tree read once however many commits share it.
 * `refs` come strongest first. What cannot be read becomes a problem at its place.
 */
export async function listTrees(
  source: GitSource,
  refs: readonly ListedRef[],
  search: SignSearch | null,
): Promise<Listing> {
  const listing = emptyListing();
  const known = new Map<string, number>();
  let round = await openRoots(source.structure, refs, listing, known);
  for (let depth = 0; round.length > 0; depth += 1) {
    if (depth > maxDepth || listing.nodes.length > maxTrees) {
      const bound =
        depth > maxDepth
          ? `directories nested deeper than ${maxDepth}`
          : `more than ${maxTrees} trees`;
      const message = `${bound}: the rest was not looked at`;
      listing.problems.push({
        code: 'LIMIT_REACHED',
        name: null,
        message,
        ecosystems: null,
        artefact: null,
      });
      break;
    }
    round = await readRound(source, { round, search }, listing, known);
  }
  return listing;
}

/** Makes a root of every distinct tree at the refs' tips. */
async function openRoots(
  structure: GitStructure,
  refs: readonly ListedRef[],
  listing: Listing,
  known: Map<string, number>,
): Promise<Pending[]> {
  const { problems, tips } = await structure.tips(refs);
  for (const problem of problems) listing.problems.push(problem);
  const byTree = new Map<string, Ref[]>();
  for (const { name, class: refClass, oid } of refs) {
    const tip = tips.get(oid);
    if (tip === undefined) continue;
    const held = byTree.get(tip.tree) ?? [];
    held.push({ name, class: refClass, commit: tip.commit, committedAt: tip.committedAt });
    byTree.set(tip.tree, held);
  }
  return [...byTree].map(([tree, held]): Pending => {
    const node = addNode(listing, 'ordinary');
    known.set(keyOf(tree, '', 'ordinary'), node);
    listing.roots.push({ node, refs: held.toSorted(byStrength) });
    return { oid: tree, node, context: '', mode: 'ordinary' };
  });
}

/** The same tree is another directory where it is looked into in another way. */
function keyOf(oid: string, context: string, mode: Mode): string {
  return `${oid} ${mode} ${context}`;
}

/** Reads one level of trees and gives the next. */
async function readRound(
  { objects, structure }: GitSource,
  { round, search }: { round: readonly Pending[]; search: SignSearch | null },
  listing: Listing,
  known: Map<string, number>,
): Promise<Pending[]> {
  const next: Pending[] = [];
  const links: ModulesLink[] = [];
  let index = 0;
  for await (const tree of structure.trees(round.map((pending) => pending.oid))) {
    const at = round[index++] as Pending;
    const node = nodeOf(listing, at.node);
    if ('problem' in tree) {
      node.problems.push(tree.problem);
      continue;
    }
    const { entries } = tree;
    const shape = shapeOf(entries, at.context, at.mode, search);
    for (const file of shape.files) node.files.push(file);
    for (const name of shape.packages) node.packages.push(name);
    for (const problem of shape.problems) node.problems.push(problem);
    node.installed = shape.installed;
    for (const { id, kind, name } of at.mode === 'ordinary' ? entries : [])
      if (kind === 'link' && name === 'node_modules') links.push({ node: at.node, id });
    for (const { name, id, mode } of shape.directories) {
      const context = childContext(at.context, name);
      const key = keyOf(id, context, mode);
      const seen = known.get(key);
      const child = seen ?? addNode(listing, mode);
      addChild(listing, at.node, name, child);
      if (seen !== undefined) continue;
      known.set(key, child);
      next.push({ oid: id, node: child, context, mode });
    }
  }
  await nameModulesLinks(objects, links, listing);
  return next;
}
