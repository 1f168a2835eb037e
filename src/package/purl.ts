import type { Ecosystem } from './ecosystem.ts';
import { checkName } from './name.ts';

/** A package as purl sees it: the namespace is part of the name (`@antv/g2`, `intercom/intercom-php`). */
export interface Coordinates {
  readonly ecosystem: Ecosystem;
  readonly name: string;
  readonly version: string | null;
}

/**
 * The purl of a package (purl-spec: `pkg:type/namespace/name@version`, an npm scope's `@` encoded).
 * Names keep their case: npm still serves packages with capitals, and lower-casing names another package.
 */
export function purlOf(ecosystem: Ecosystem, name: string, version: string | null): string {
  const path = name.split('/').map(encodePart).join('/');
  return `pkg:${ecosystem}/${path}${version === null ? '' : `@${encodePart(version)}`}`;
}

/**
 * Reads a purl, also one whose scope is written with a bare `@`; null when it is not one.
 * Qualifiers and sub-paths do not take part in identity. The name is given as its ecosystem compares
 * it, or as it stands where the ecosystem's rules refuse it.
 */
export function parsePurl(text: string): Coordinates | null {
  const match = /^pkg:\/{0,2}([A-Za-z][A-Za-z0-9.+-]*)\/([^?#]+)/i.exec(text.trim());
  if (!match?.[1] || !match[2]) return null;
  const path = match[2].replace(/^\/+|\/+$/g, '');
  const at = path.lastIndexOf('@');
  const hasVersion = at > path.lastIndexOf('/') + 1;
  const rawName = hasVersion ? path.slice(0, at) : path;
  const name = decodePath(rawName);
  const version = hasVersion ? decodePath(path.slice(at + 1)) : null;
  if (name === null || name === '' || (hasVersion && version === null)) return null;
  const ecosystem = match[1].toLowerCase();
  // A namespace of npm is a scope (purl-spec, "npm"), and some writers leave its sign out.
  const isBareScope = ecosystem === 'npm' && name.includes('/') && !name.startsWith('@');
  const whole = isBareScope ? `@${name}` : name;
  const check = checkName(ecosystem, whole);
  return {
    ecosystem,
    name: check.ok ? check.name : whole,
    version: version === '' ? null : version,
  };
}

/** Percent-encodes all but purl-spec's unreserved characters and the colon. */
function encodePart(part: string): string {
  return encodeURIComponent(part.toWellFormed())
    .replaceAll('%3A', ':')
    .replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

function decodePath(path: string): string | null {
  try {
    return path
      .split('/')
      .filter((part) => part !== '')
      .map(decodeURIComponent)
      .join('/');
  } catch {
    return null;
  }
}
