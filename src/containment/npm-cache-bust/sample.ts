import semver from 'semver';
import { checkName } from '../../package/name.ts';
import type { World } from '../types.ts';
import type { Findings } from './findings.ts';
import type { Sample } from './offline.ts';

/**
 * The first compromised tarball of a cache that has a name, a version and a hash to ask for it by, with the address it
 * came from; null where none has.
 */
export function sampleOf({ content, index }: Findings, { site }: World): Sample | null {
  for (const hit of content) {
    if (hit.kind !== 'tarball') continue;
    const at = hit.package.lastIndexOf('@');
    const name = hit.package.slice(0, at);
    const version = hit.package.slice(at + 1);
    if (at <= 0 || !checkName('npm', name).ok || semver.valid(version) === null) continue;
    const entry = index.find(({ key, package: id }) => id === hit.package && key.includes('://'));
    const address =
      entry === undefined
        ? undefined
        : /https?:\/\/.*/.exec(entry.key)?.[0].replace(/\/\/[^/?#]*@/, '//');
    const file = `${name.slice(name.indexOf('/') + 1)}-${version}.tgz`;
    const registry = site?.registry?.url.replace(/\/?$/, '/') ?? 'http://localhost/';
    return { name, version, hash: hit.hash, resolved: address ?? `${registry}${name}/-/${file}` };
  }
  return null;
}
