import type { DependencyKind } from '../types.ts';
import type { Problems } from '../reading/problems.ts';
import { sriOf } from '../reading/sbom-integrity.ts';
import { isRecord, textOf } from '../reading/value.ts';
import type { SpdxFacts, SpdxPackage, SpdxRelation } from './statement.ts';

/** Relationships that say what depends on what (SPDX 3, RelationshipType). */
const meanings: ReadonlyMap<string, DependencyKind> = new Map<string, DependencyKind>([
  ['contains', 'prod'],
  ['dependsOn', 'prod'],
  ['hasDynamicLink', 'prod'],
  ['hasOptionalComponent', 'optional'],
  ['hasOptionalDependency', 'optional'],
  ['hasPrerequisite', 'peer'],
  ['hasProvidedDependency', 'peer'],
  ['hasStaticLink', 'prod'],
  ['packagedBy', 'prod'],
]);

/** Scopes of a relationship that holds only while software is made (SPDX 3, LifecycleScopeType). */
const whileMade: ReadonlySet<unknown> = new Set(['build', 'design', 'development', 'test']);

/** Reads SPDX 3: a graph of elements that refer to each other by `spdxId`. */
export function readThird(elements: readonly unknown[], problems: Problems): SpdxFacts {
  const packages: SpdxPackage[] = [];
  const relations: SpdxRelation[] = [];
  const others = new Set<string>();
  const rootsOf = new Map<string, readonly string[]>();
  let at = -1;
  for (const element of elements) {
    if (!isRecord(element)) {
      problems.add('ENTRY_UNREADABLE', 'an element of "@graph" is no object');
      continue;
    }
    at += 1;
    const id = idOf(element);
    const type = kindOf(element);
    if (type === 'software_Package') packages.push(packageOf(element, id, at));
    else others.add(id);
    if (type === 'Relationship' || type === 'LifecycleScopedRelationship')
      relations.push(...relationsOf(element, problems));
    if (Array.isArray(element.rootElement)) rootsOf.set(id, referencesIn(element.rootElement));
  }
  return { packages, relations, roots: rootsIn(rootsOf), others };
}

/** What SpdxDocument and Sbom elements are about; a document is often about an Sbom. */
function rootsIn(rootsOf: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  return new Set([...rootsOf.values()].flat().filter((id) => !rootsOf.has(id)));
}

function packageOf(element: Record<string, unknown>, id: string, at: number): SpdxPackage {
  const identifiers = recordsIn(element.externalIdentifier).flatMap((identifier) =>
    ['packageUrl', 'packageURL', 'purl'].includes(textOf(identifier.externalIdentifierType) ?? '')
      ? (textOf(identifier.identifier) ?? [])
      : [],
  );
  const own = textOf(element.software_packageUrl);
  return {
    id,
    name: textOf(element.name) ?? '',
    version: textOf(element.software_packageVersion),
    purls: [...new Set([...(own === null ? [] : [own]), ...identifiers])],
    digests: recordsIn(element.verifiedUsing).flatMap((hash) =>
      kindOf(hash) === 'Hash' ? (sriOf(hash.algorithm, hash.hashValue) ?? []) : [],
    ),
    download: textOf(element.software_downloadLocation),
    purpose: textOf(element.software_primaryPurpose)?.toLowerCase() ?? null,
    at,
  };
}

function relationsOf(element: Record<string, unknown>, problems: Problems): SpdxRelation[] {
  const type = textOf(element.relationshipType) ?? '';
  const kind = meanings.get(type);
  const from = referencesIn([element.from])[0];
  if (kind === undefined) return [];
  if (from === undefined || !Array.isArray(element.to)) {
    problems.add('ENTRY_UNREADABLE', 'a relationship lacks one of its ends');
    return [];
  }
  if (element.completeness === 'incomplete')
    problems.add(
      'REFERENCE_MISSING',
      `the file says of itself: what ${type} leads to is incomplete`,
    );
  const scoped = kind === 'prod' && whileMade.has(element.scope) ? 'dev' : kind;
  const contains = ['contains', 'hasOptionalComponent', 'packagedBy'].includes(type);
  return referencesIn(element.to).map((to) =>
    type === 'packagedBy'
      ? { from: to, to: from, kind: scoped, contains }
      : { from, to, kind: scoped, contains },
  );
}

/** Identifiers, also of elements that stand where they are referred to. */
function referencesIn(values: readonly unknown[]): string[] {
  return values.flatMap((value) => {
    if (isRecord(value)) return idOf(value);
    return typeof value === 'string' ? value : [];
  });
}

function idOf(element: Record<string, unknown>): string {
  return textOf(element.spdxId) ?? textOf(element['@id']) ?? '';
}

function kindOf(element: Record<string, unknown>): string {
  const kind = textOf(element.type) ?? textOf(element['@type']) ?? '';
  return kind.replace('software:', 'software_');
}

function recordsIn(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}
