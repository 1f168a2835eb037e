import type { Oracle } from '../oracle.ts';
import { isRange } from '../../../src/lockfile/reading/sbom-package.ts';

/** Every purl with a version, wherever in the JSON of an SBOM a component or a package bears it. */
export const sbom: Oracle = {
  id: 'walk over purls',
  formats: ['cyclonedx', 'spdx'],
  compares: 'packages',
  partial: false,
  workspaces: true,
  states: async ({ bytes }) => {
    const found = new Set<string>();
    const open: unknown[] = [JSON.parse(bytes.toString().replace(/^\uFEFF/, ''))];
    for (let value = open.pop(); value !== undefined; value = open.pop()) {
      if (typeof value !== 'object' || value === null) continue;
      const record = value as Record<string, unknown>;
      for (const purl of purlsOf(record)) {
        const pair = pairOf(purl, versionOf(record));
        if (pair !== null) found.add(pair);
      }
      for (const [key, item] of Object.entries(record)) if (!elsewhere.has(key)) open.push(item);
    }
    return found;
  },
};

/** What tools, patches and the like name is not what the SBOM is about. */
const elsewhere: ReadonlySet<string> = new Set([
  'affects',
  'annotations',
  'evidence',
  'formulation',
  'pedigree',
  'tools',
]);

function purlsOf(record: Record<string, unknown>): string[] {
  const refs = Array.isArray(record.externalRefs) ? record.externalRefs : [];
  const identifiers = Array.isArray(record.externalIdentifier) ? record.externalIdentifier : [];
  return [
    record.purl,
    record.software_packageUrl,
    ...refs.map((ref: { referenceLocator?: unknown }) => ref.referenceLocator),
    ...identifiers.map((one: { identifier?: unknown }) => one.identifier),
  ].filter((text): text is string => typeof text === 'string' && text.startsWith('pkg:'));
}

function versionOf(record: Record<string, unknown>): string | null {
  const stated = record.version ?? record.versionInfo ?? record.software_packageVersion;
  return typeof stated === 'string' && stated !== 'NOASSERTION' ? stated : null;
}

function pairOf(purl: string, beside: string | null): string | null {
  const match = /^pkg:\/*([^/]+)\/(.+?)(?:@([^@/?#]*))?(?:[?#].*)?$/.exec(purl);
  const [, type = '', rawName = '', raw] = match ?? [];
  const name = decodeURIComponent(rawName);
  const version = raw === undefined || raw === '' ? beside : decodeURIComponent(raw);
  if (match === null || version === null || version === '' || isRange(version)) return null;
  const lower = ['composer', 'githubactions', 'bitbucket', 'github'].includes(type.toLowerCase());
  const pypi = type.toLowerCase() === 'pypi' ? name.replace(/[-_.]+/g, '-').toLowerCase() : name;
  return `${lower ? name.toLowerCase() : pypi}@${version}`;
}
