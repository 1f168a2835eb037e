import type { DependencyKind } from '../types.ts';
import { misfit } from '../reading/json.ts';
import { quoted, type Problems } from '../reading/problems.ts';
import type { SbomLink } from '../reading/sbom-graph.ts';
import { isRecord, textOf } from '../reading/value.ts';
import type { Component } from './components.ts';

/**
 * What depends on what: by `dependencies`, and by components that stand within others. A reference that leads nowhere is
 * a problem, except for what is provided, which may be a standard that the file describes elsewhere.
 */
export function linksOf(
  root: Record<string, unknown>,
  components: readonly Component[],
  nodeOf: ReadonlyMap<string, number>,
  kindOf: (node: number) => DependencyKind,
  problems: Problems,
): readonly SbomLink[] {
  const links: SbomLink[] = [];
  for (const [to, { parent }] of components.entries())
    if (parent !== null) links.push({ from: parent, to, kind: kindOf(to) });
  const others = otherReferences(root);
  const missing = (reference: string, what: string): void => {
    if (others.has(reference)) return;
    problems.add('REFERENCE_MISSING', `${what} ${quoted(reference)}, which has no component`);
  };
  for (const dependency of listOf(root, 'dependencies', problems)) {
    const ref = isRecord(dependency) ? textOf(dependency.ref) : null;
    if (!isRecord(dependency) || ref === null) {
      problems.add('ENTRY_UNREADABLE', 'an entry of "dependencies" has no "ref"');
      continue;
    }
    const from = nodeOf.get(ref);
    const dependsOn = listOf(dependency, 'dependsOn', problems);
    if (from === undefined && dependsOn.length > 0) missing(ref, 'dependencies are given of');
    for (const reference of dependsOn) {
      const to = typeof reference === 'string' ? nodeOf.get(reference) : undefined;
      if (to === undefined) missing(String(reference), `${quoted(ref)} depends on`);
      else if (from !== undefined) links.push({ from, to, kind: kindOf(to) });
    }
    for (const reference of listOf(dependency, 'provides', problems)) {
      const to = typeof reference === 'string' ? nodeOf.get(reference) : undefined;
      if (to !== undefined && from !== undefined) links.push({ from, to, kind: kindOf(to) });
    }
  }
  return links;
}

/** An SBOM may say of itself that it is incomplete (CycloneDX, "compositions"): then packages are missing here. */
export function reportIncomplete(root: Record<string, unknown>, problems: Problems): void {
  for (const composition of listOf(root, 'compositions', problems)) {
    const aggregate = isRecord(composition) ? textOf(composition.aggregate) : null;
    if (aggregate?.startsWith('incomplete') === true)
      problems.add(
        'REFERENCE_MISSING',
        `the file says of itself: ${aggregate.replaceAll('_', ' ')}`,
      );
  }
}

/** References to services, which are no components and may be depended on. */
function otherReferences(root: Record<string, unknown>): ReadonlySet<string> {
  const found = new Set<string>();
  const open: unknown[] = [root.services];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (!Array.isArray(next)) continue;
    for (const service of next) {
      if (!isRecord(service)) continue;
      const reference = textOf(service['bom-ref']);
      if (reference !== null) found.add(reference);
      open.push(service.services);
    }
  }
  return found;
}

function listOf(
  record: Record<string, unknown>,
  key: string,
  problems: Problems,
): readonly unknown[] {
  const value = record[key];
  if (Array.isArray(value)) return value;
  if (value !== undefined && value !== null)
    problems.add('ENTRY_UNREADABLE', misfit(key, 'a list'));
  return [];
}
