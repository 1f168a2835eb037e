import type { DependencyKind } from '../types.ts';
import { misfit } from '../reading/json.ts';
import type { Problems } from '../reading/problems.ts';
import { sriOf } from '../reading/sbom-integrity.ts';
import { isRecord, textOf } from '../reading/value.ts';
import type { SpdxFacts, SpdxPackage, SpdxRelation } from './statement.ts';

/** How a relationship runs: the second depends on the first, the first on the second, or one contains the other. */
interface Meaning {
  readonly kind: DependencyKind;
  readonly turned: boolean;
  readonly contains?: true;
}

/** Relationships that say what depends on what (SPDX 2.3, "Relationships between SPDX elements"). */
const meanings: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
  ['BUILD_DEPENDENCY_OF', { kind: 'dev', turned: true }],
  ['BUILD_TOOL_OF', { kind: 'dev', turned: true }],
  ['CONTAINED_BY', { kind: 'prod', turned: true, contains: true }],
  ['CONTAINS', { kind: 'prod', turned: false, contains: true }],
  ['DEPENDENCY_OF', { kind: 'prod', turned: true }],
  ['DEPENDS_ON', { kind: 'prod', turned: false }],
  ['DEV_DEPENDENCY_OF', { kind: 'dev', turned: true }],
  ['DEV_TOOL_OF', { kind: 'dev', turned: true }],
  ['DYNAMIC_LINK', { kind: 'prod', turned: false }],
  ['HAS_PREREQUISITE', { kind: 'peer', turned: false }],
  ['OPTIONAL_COMPONENT_OF', { kind: 'optional', turned: true, contains: true }],
  ['OPTIONAL_DEPENDENCY_OF', { kind: 'optional', turned: true }],
  ['PREREQUISITE_FOR', { kind: 'peer', turned: true }],
  ['PROVIDED_DEPENDENCY_OF', { kind: 'peer', turned: true }],
  ['RUNTIME_DEPENDENCY_OF', { kind: 'prod', turned: true }],
  ['STATIC_LINK', { kind: 'prod', turned: false }],
  ['TEST_DEPENDENCY_OF', { kind: 'dev', turned: true }],
  ['TEST_TOOL_OF', { kind: 'dev', turned: true }],
]);

/** The types that say what depends on what. */
export const relationshipTypes: readonly string[] = [...meanings.keys()];

/** Reads SPDX 2: lists of packages, files and relationships, with `SPDXRef-…` for identifiers. */
export function readSecond(root: Record<string, unknown>, problems: Problems): SpdxFacts {
  const packages: SpdxPackage[] = [];
  let at = -1;
  for (const item of listOf(root, 'packages', problems)) {
    if (!isRecord(item)) {
      problems.add('ENTRY_UNREADABLE', misfit('packages', 'a list of objects'));
      continue;
    }
    at += 1;
    packages.push(packageOf(item, at));
  }
  const roots = new Set<string>();
  for (const id of listOf(root, 'documentDescribes', problems))
    if (typeof id === 'string') roots.add(id);
  const document = textOf(root.SPDXID) ?? 'SPDXRef-DOCUMENT';
  const relations = relationsOf(root, document, roots, problems);
  const others = new Set([document, 'SPDXRef-DOCUMENT', 'NONE', 'NOASSERTION']);
  for (const section of ['files', 'snippets'])
    for (const item of listOf(root, section, problems)) {
      const id = isRecord(item) ? textOf(item.SPDXID) : null;
      if (id !== null) others.add(id);
    }
  return { packages, relations, roots, others };
}

function packageOf(item: Record<string, unknown>, at: number): SpdxPackage {
  const version = textOf(item.versionInfo);
  return {
    id: textOf(item.SPDXID) ?? '',
    name: textOf(item.name) ?? '',
    version: isStated(version) ? version : null,
    purls: recordsIn(item.externalRefs).flatMap((ref) => purlOf(ref) ?? []),
    digests: recordsIn(item.checksums).flatMap(
      ({ algorithm, checksumValue }) => sriOf(algorithm, checksumValue) ?? [],
    ),
    download: isStated(textOf(item.downloadLocation)) ? textOf(item.downloadLocation) : null,
    purpose: textOf(item.primaryPackagePurpose)?.toLowerCase().replaceAll('_', '-') ?? null,
    at,
  };
}

/** References to registries have types of their own beside purl (SPDX 2.3, "External repository identifiers"). */
function purlOf({
  referenceLocator: locator,
  referenceType: type,
}: Record<string, unknown>): string | null {
  const text = textOf(locator);
  if (text === null || typeof type !== 'string') return null;
  const kind = type.slice(type.lastIndexOf('/') + 1);
  if (kind === 'purl') return text;
  if (kind === 'npm') return `pkg:npm/${text}`;
  if (kind === 'nuget') return `pkg:nuget/${text.replace('/', '@')}`;
  const [group, artifact, version] = kind === 'maven-central' ? text.split(':') : [];
  return group === undefined || artifact === undefined
    ? null
    : `pkg:maven/${group}/${artifact}${version === undefined ? '' : `@${version}`}`;
}

function relationsOf(
  root: Record<string, unknown>,
  document: string,
  roots: Set<string>,
  problems: Problems,
): SpdxRelation[] {
  const relations: SpdxRelation[] = [];
  for (const item of listOf(root, 'relationships', problems)) {
    const first = isRecord(item) ? textOf(item.spdxElementId) : null;
    const second = isRecord(item) ? textOf(item.relatedSpdxElement) : null;
    const type = isRecord(item) ? textOf(item.relationshipType) : null;
    if (first === null || second === null || type === null) {
      problems.add('ENTRY_UNREADABLE', 'an entry of "relationships" lacks one of its ends');
      continue;
    }
    if (type === 'DESCRIBES' && first === document) roots.add(second);
    if (type === 'DESCRIBED_BY' && second === document) roots.add(first);
    const meaning = meanings.get(type);
    if (meaning === undefined) continue;
    const [from, to] = meaning.turned ? [second, first] : [first, second];
    relations.push({ from, to, kind: meaning.kind, contains: meaning.contains === true });
  }
  return relations;
}

function isStated(text: string | null): text is string {
  return text !== null && text !== 'NOASSERTION' && text !== 'NONE';
}

function listOf(
  root: Record<string, unknown>,
  key: string,
  problems: Problems,
): readonly unknown[] {
  const value = root[key];
  if (Array.isArray(value)) return value;
  if (value !== undefined && value !== null)
    problems.add('ENTRY_UNREADABLE', misfit(key, 'a list'));
  return [];
}

function recordsIn(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}
