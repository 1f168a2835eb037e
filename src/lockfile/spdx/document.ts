import type { LockDocument, LockedPackage, OpenRequest } from '../types.ts';
import { once } from '../reading/once.ts';
import { quoted, type Problems } from '../reading/problems.ts';
import { sbomGraph, type SbomLink, type SbomNode } from '../reading/sbom-graph.ts';
import { type Twin, withTwins } from '../reading/twins.ts';
import { type SpdxFacts, type SpdxPackage, statedPackage } from './statement.ts';

/** The document of what a file says. `linesOf` gives the lines of the list's objects. */
export function spdxDocument(
  facts: SpdxFacts,
  linesOf: () => readonly number[],
  problems: Problems,
): LockDocument {
  const packages: LockedPackage[] = [];
  const places: number[] = [];
  const twins: Twin[] = [];
  const asked: (Omit<OpenRequest, 'line' | 'kind'> & { at: number })[] = [];
  const nodes: SbomNode[] = [];
  const isOwn = ownIn(facts);
  for (const one of facts.packages) {
    const isRoot = facts.roots.has(one.id);
    const own = isOwn(one);
    const stated = statedPackage(one, isRoot, own, problems);
    const [first, ...others] = stated.packages;
    asked.push(...stated.requests.map((request) => ({ ...request, at: one.at })));
    const index = first === undefined ? null : packages.push(first) - 1;
    if (index !== null) places.push(one.at);
    for (const locked of others) twins.push({ origin: index, locked });
    nodes.push({ index, name: first?.name ?? one.name, own });
  }
  const links = linksOf(facts, nodes, problems);
  const lines = once(linesOf);
  const requests = asked.map(({ at, ...request }): OpenRequest => ({
    ...request,
    kind: 'prod',
    line: lines()[at] ?? 0,
  }));
  const document: LockDocument = {
    label: 'project',
    packages,
    ...(requests.length === 0 ? {} : { requests }),
    covers: [],
    graph: once(() => sbomGraph(nodes, links)),
    lines: once(() => places.map((at) => lines()[at] ?? 0)),
  };
  return withTwins(document, twins);
}

/**
 * What the document is about is the project, where it is about one thing of several: a document that describes all of
 * its packages says of none that it is the project.
 */
function ownIn({ packages, roots }: SpdxFacts): (one: SpdxPackage) => boolean {
  const described = packages.filter(({ id }) => roots.has(id)).length;
  return ({ id }) => described === 1 && packages.length > 1 && roots.has(id);
}

/** What the project contains it need not ask for: such a link is no dependency of an importer. */
function linksOf(
  { others, packages, relations }: SpdxFacts,
  nodes: readonly SbomNode[],
  problems: Problems,
): readonly SbomLink[] {
  const nodeOf = new Map<string, number>();
  for (const [node, { id }] of packages.entries()) {
    const known = nodeOf.get(id);
    if (known === undefined) nodeOf.set(id, node);
    else if (!isSame(packages[known], packages[node]))
      problems.add('ENTRY_UNREADABLE', `${quoted(id)} stands for two packages`);
  }
  return relations.flatMap(({ contains, from, kind, to }): SbomLink[] => {
    const asker = nodeOf.get(from);
    const target = nodeOf.get(to);
    for (const id of [from, to])
      if (!nodeOf.has(id) && !others.has(id))
        problems.add(
          'REFERENCE_MISSING',
          `a relationship leads to ${quoted(id)}, which is not there`,
        );
    if (asker === undefined || target === undefined) return [];
    const node = nodes[asker];
    if (contains && (node?.own === true || node?.index === null)) return [];
    return [{ from: asker, to: target, kind }];
  });
}

function isSame(a: SpdxPackage | undefined, b: SpdxPackage | undefined): boolean {
  return a?.purls.join(' ') === b?.purls.join(' ') && a?.version === b?.version;
}
