import type { DependencyKind, LockDocument, LockedPackage, OpenRequest } from '../types.ts';
import type { ParseContext } from '../reading/format.ts';
import { objectLines, reportRepeated } from '../reading/json-walk.ts';
import { once } from '../reading/once.ts';
import { quoted, type Problems } from '../reading/problems.ts';
import { sbomGraph, type SbomNode } from '../reading/sbom-graph.ts';
import { type Twin, withTwins } from '../reading/twins.ts';
import { textOf } from '../reading/value.ts';
import { type Component, componentsOf, nameOf } from './components.ts';
import { linksOf, reportIncomplete } from './links.ts';
import { readComponent, type UnversionedComponent } from './package.ts';

type Role = 'component' | 'file' | 'metadata' | 'own' | 'part';

const parts: ReadonlySet<string> = new Set(['externalReferences', 'hashes', 'properties']);

/** The role of what stands under a key. */
function roleOf(role: Role, key: string): Role | null {
  if (role === 'file') {
    if (key === 'components') return 'component';
    if (key === 'metadata') return key;
    if (key === 'predicate' || key === 'sbom') return 'file';
    return key === 'compositions' || key === 'dependencies' ? 'part' : null;
  }
  if (role === 'metadata') return key === 'component' ? 'own' : null;
  if (role === 'part') return null;
  return key === 'components' ? role : parts.has(key) ? 'part' : null;
}

/** What is read of the components, before they are tied together. */
interface Stated {
  readonly packages: LockedPackage[];
  readonly twins: Twin[];
  /** What is asked for without a version, and the components that do. */
  readonly asked: (UnversionedComponent & { readonly place: number })[];
  /** Of packages, indexes of their components. */
  readonly places: number[];
  readonly nodes: SbomNode[];
}

/** The document of an SBOM in CycloneDX (cyclonedx.org, JSON reference). */
export function cyclonedxDocument(
  root: Record<string, unknown>,
  text: string,
  { problems }: ParseContext,
): LockDocument {
  reportRepeated<Role>(text, 'file', roleOf, problems);
  const components = componentsOf(root, problems);
  const stated = statedBy(components, problems);
  const { asked, nodes, packages, places, twins } = stated;
  const nodeOf = referencesOf(components, stated, problems);
  const kindOf = (node: number): DependencyKind => {
    const scope = packages[nodes[node]?.index ?? -1]?.scope;
    return scope === 'dev' || scope === 'optional' ? scope : 'prod';
  };
  const links = linksOf(root, components, nodeOf, kindOf, problems);
  reportIncomplete(root, problems);
  const lineOf = lineFinder(text, components);
  const requests = asked.map(({ place, ...request }): OpenRequest => ({
    ...request,
    kind: 'prod',
    line: lineOf(place),
  }));
  const document: LockDocument = {
    label: 'project',
    packages,
    ...(requests.length === 0 ? {} : { requests }),
    covers: [],
    graph: once(() => sbomGraph(nodes, links)),
    lines: once(() => places.map(lineOf)),
  };
  return withTwins(document, twins);
}

/** Gives the line of a component, by its place in the list. Looks at the text when first asked. */
function lineFinder(text: string, components: readonly Component[]): (place: number) => number {
  const lines = {
    component: once(() => objectLines<Role>(text, 'file', roleOf, 'component')),
    own: once(() => objectLines<Role>(text, 'file', roleOf, 'own')),
  };
  return (place) => {
    const component = components[place];
    return component === undefined ? 0 : (lines[component.role]()[component.at] ?? 0);
  };
}

function statedBy(components: readonly Component[], problems: Problems): Stated {
  const stated: Stated = { packages: [], twins: [], asked: [], places: [], nodes: [] };
  const isWhole = components.every(({ role }) => role === 'own');
  for (const [place, component] of components.entries()) {
    const found = readComponent(component, isWhole, problems);
    const own = component.role === 'own' && !isWhole;
    const node = { name: nameOf(component.value), own: component.role === 'own' };
    if (found === null || !('locked' in found)) {
      stated.nodes.push({ ...node, index: null });
      if (found !== null && !own) stated.asked.push({ ...found, place });
      continue;
    }
    const { locked, otherVersion } = found;
    const index = stated.packages.push(locked) - 1;
    stated.places.push(place);
    stated.nodes.push({ ...node, name: locked.name, index });
    if (otherVersion !== null)
      stated.twins.push({ origin: index, locked: { ...locked, version: otherVersion } });
  }
  return stated;
}

/** Components by the reference others use, or by their purl. One reference for two packages is a problem. */
function referencesOf(
  components: readonly Component[],
  { nodes, packages }: Stated,
  problems: Problems,
): ReadonlyMap<string, number> {
  const nodeOf = new Map<string, number>();
  const identityOf = (node: number): string => {
    const locked = packages[nodes[node]?.index ?? -1];
    return locked === undefined ? '' : `${locked.ecosystem} ${locked.name} ${locked.version}`;
  };
  for (const [node, { value }] of components.entries()) {
    const reference = textOf(value['bom-ref']);
    if (reference === null) continue;
    const known = nodeOf.get(reference);
    if (known === undefined) nodeOf.set(reference, node);
    else if (identityOf(known) !== identityOf(node))
      problems.add(
        'ENTRY_UNREADABLE',
        `the reference ${quoted(reference)} stands for two components`,
      );
  }
  for (const [node, { value }] of components.entries()) {
    const purl = textOf(value.purl);
    if (purl !== null && !nodeOf.has(purl)) nodeOf.set(purl, node);
  }
  return nodeOf;
}
