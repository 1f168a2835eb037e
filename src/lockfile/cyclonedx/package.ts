import type { LockedPackage, Mark, Scope } from '../types.ts';
import { quoted, type Problems } from '../reading/problems.ts';
import { sriOf } from '../reading/sbom-integrity.ts';
import { sbomPackage, type SbomFacts, sbomTwin } from '../reading/sbom-package.ts';
import { readPurl } from '../reading/sbom-purl.ts';
import { isRecord, textOf } from '../reading/value.ts';
import { type Component, nameOf } from './components.ts';

/** What a component states. */
export interface StatedComponent {
  readonly locked: LockedPackage;
  /** The version beside the purl, where that is another. */
  readonly otherVersion: string | null;
}

/** What is asked for without a version. */
export interface UnversionedComponent {
  readonly ecosystem: string;
  readonly name: string;
  readonly range: string | null;
}

/** Kinds of component that are packages (CycloneDX 1.7, "type"). An application without a purl is what others belong to. */
const kinds: ReadonlySet<string> = new Set(['framework', 'library']);

/**
 * Reads a component. Null for what is no package: what has no purl, and is of a kind that a package manager does not
 * fetch. A library without a purl is one that nobody can match, and a problem.
 */
export function readComponent(
  { role, value }: Component,
  isWhole: boolean,
  problems: Problems,
): StatedComponent | UnversionedComponent | null {
  const text = textOf(value.purl);
  const label = nameOf(value);
  if (text === null) {
    const isPackage = kinds.has(textOf(value.type) ?? '') || isVersionedApplication(value);
    if (role === 'component' && isPackage)
      problems.add(
        'ENTRY_UNREADABLE',
        `the component ${quoted(label)} has no purl, so that nothing tells which package it is`,
      );
    return null;
  }
  const purl = readPurl(text);
  if (purl === null) {
    problems.add('ENTRY_UNREADABLE', `${quoted(text)} of ${quoted(label)} is no purl`);
    return null;
  }
  const facts = factsOf(value, text, role === 'own' && !isWhole);
  const locked = sbomPackage(purl, facts);
  if (locked !== null) return { locked, otherVersion: sbomTwin(purl, facts) };
  return { ecosystem: purl.ecosystem, name: purl.name, range: purl.version ?? facts.version };
}

function isVersionedApplication(value: Record<string, unknown>): boolean {
  return value.type === 'application' && textOf(value.version) !== null;
}

function factsOf(value: Record<string, unknown>, purl: string, own: boolean): SbomFacts {
  const properties = propertiesOf(value);
  const isDev =
    value.scope === 'excluded' ||
    properties.get('cdx:npm:package:development') === 'true' ||
    properties.get('cdx:composer:package:isDevRequirement') === 'true';
  const isOptional = value.scope === 'optional';
  const marks: Mark[] = [];
  if (isDev) marks.push('dev');
  if (isOptional) marks.push('optional');
  if (properties.get('cdx:npm:package:bundled') === 'true') marks.push('bundled');
  const digests = itemsOf(value.hashes).flatMap(({ alg, content }) => sriOf(alg, content) ?? []);
  return {
    key: textOf(value['bom-ref']) ?? purl,
    version: textOf(value.version),
    digests,
    url: distributionOf(value),
    commit: commitOf(properties),
    marks,
    scope: scopeOf(isDev, isOptional, value.scope),
    own,
  };
}

function scopeOf(isDev: boolean, isOptional: boolean, scope: unknown): Scope | null {
  if (isDev) return 'dev';
  if (isOptional) return 'optional';
  return scope === 'required' ? 'prod' : null;
}

function distributionOf(value: Record<string, unknown>): string | null {
  const distribution = itemsOf(value.externalReferences).find(
    ({ type }) => type === 'distribution',
  );
  return textOf(distribution?.url);
}

/** The commits that Composer's own plugin writes (CycloneDX property taxonomy, "cdx:composer"). */
function commitOf(properties: ReadonlyMap<string, string>): string | null {
  for (const name of ['distReference', 'sourceReference']) {
    const reference = properties.get(`cdx:composer:package:${name}`) ?? '';
    if (/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i.test(reference)) return reference.toLowerCase();
  }
  return null;
}

function propertiesOf(value: Record<string, unknown>): ReadonlyMap<string, string> {
  return new Map(
    itemsOf(value.properties).map(({ name, value: text }) => [
      textOf(name) ?? '',
      textOf(text) ?? '',
    ]),
  );
}

function itemsOf(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}
