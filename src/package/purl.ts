import { PackageURL } from 'packageurl-js';
import type { Ecosystem } from './ecosystem.ts';

/** A package as purl sees it: the namespace is part of the name (`@antv/g2`, `intercom/intercom-php`). */
export interface Coordinates {
  readonly ecosystem: Ecosystem;
  readonly name: string;
  readonly version: string | null;
}

/** The purl of a package (purl-spec: `pkg:type/namespace/name@version`, an npm scope's `@` encoded). */
export function purlOf(ecosystem: Ecosystem, name: string, version: string | null): string {
  const slash = name.lastIndexOf('/');
  const namespace = slash === -1 ? undefined : name.slice(0, slash);
  return new PackageURL(ecosystem, namespace, name.slice(slash + 1), version ?? undefined, undefined, undefined).toString();
}

/** Reads a purl; null when it is not one. Qualifiers and sub-paths do not take part in identity. */
export function parsePurl(text: string): Coordinates | null {
  try {
    const purl = PackageURL.fromString(text.trim());
    const name = purl.namespace ? `${purl.namespace}/${purl.name}` : purl.name;
    return { ecosystem: purl.type, name, version: purl.version ?? null };
  } catch {
    return null;
  }
}
