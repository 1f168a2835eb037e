import { checkVersion } from '../../package/version.ts';
import { type CoordinateHashes, nameHash, pairHash } from '../coordinate-hash.ts';
import { createEscapedUrlCheck, createUrlCheck, mayServe } from './scan-url.ts';
import type { JsonTape } from './json-tape.ts';
import { registryCoordinates } from './locator.ts';
import { isRange } from './sbom-package.ts';
import { readPurl } from './sbom-purl.ts';
import { noPurl, readPlainPurl } from './sbom-scan-purl.ts';

/** Gathers hashes of the packages of an SBOM while it is scanned. */
export interface PurlScan {
  /**
   * Adds a package by the nodes of its purl, of the version beside it and of the URL of its archive; -1 for what is not
   * there. False for what must be looked at more closely.
   */
  add(purl: number, version: number, url: number): boolean;
  hashes(): CoordinateHashes;
}

/** A scan over the purls of one tape. */
export function createPurlScan(tape: JsonTape): PurlScan {
  const names: number[] = [];
  const pairs: number[] = [];
  const { bytes } = tape;
  const isAsNamed = createUrlCheck(bytes);
  const isAsNamedInScope = createEscapedUrlCheck(bytes);
  const plain = { ...noPurl };

  /** An ordinary purl, with which version and URL agree: no text of it is made. */
  function addPlain(purl: number, version: number, url: number): boolean {
    if (!readPlainPurl(bytes, tape.start(purl), tape.end(purl), plain)) return false;
    if (version !== -1 && !isSame(tape, version, plain.version, plain.versionEnd)) return false;
    if (url !== -1 && mayServe(bytes, tape.start(url), tape.end(url))) {
      if (!plain.isNpm) return false;
      plain.resolved = tape.start(url);
      plain.resolvedEnd = tape.end(url);
      if (!(plain.isScoped ? isAsNamedInScope : isAsNamed)(plain)) return false;
    }
    names.push(plain.nameHash);
    pairs.push(plain.pairHash);
    return true;
  }

  /** Any other purl, as the slow way reads it. */
  function addAny(purl: number, version: number, url: number): boolean {
    const stated = readPurl(tape.text(purl));
    const beside = version === -1 ? '' : tape.text(version);
    const own = stated?.version ?? beside;
    if (stated === null || own === '' || isRange(own)) return false;
    if (beside !== '' && beside !== own) return false;
    const resolved = (url === -1 ? '' : tape.text(url)) || stated.resolved;
    const served = resolved === null ? null : registryCoordinates(resolved);
    if (served !== null && (served.name !== stated.name || served.version !== own)) return false;
    const check = checkVersion(stated.ecosystem, own);
    if (!check.ok) return false;
    names.push(nameHash(stated.name));
    pairs.push(pairHash(stated.name, check.version));
    return true;
  }

  return {
    add(purl, version, url) {
      if (!tape.isString(purl) || tape.hasEscape(purl)) return false;
      if (version !== -1 && !tape.isString(version)) return false;
      if (url !== -1 && (!tape.isString(url) || tape.hasEscape(url))) return false;
      return addPlain(purl, version, url) || addAny(purl, version, url);
    },
    hashes: () => ({ names: new Int32Array(names), pairs: new Int32Array(pairs) }),
  };
}

function isSame(tape: JsonTape, node: number, start: number, end: number): boolean {
  const from = tape.start(node);
  if (tape.end(node) - from !== end - start) return false;
  for (let index = 0; index < end - start; index += 1)
    if (tape.bytes[from + index] !== tape.bytes[start + index]) return false;
  return true;
}
