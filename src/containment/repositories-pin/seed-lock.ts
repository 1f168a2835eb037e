import { removeMember, setMember, textOf } from '../npm/json-edit.ts';
import { readJsonText } from '../npm/json-text.ts';
import type { ProjectLock } from '../npm/project.ts';
import type { Replacement } from './change.ts';

/**
 * A lockfile without the compromised packages, for npm to fill in: what lies in their directories stays, so that npm
 * has nothing else to decide. In version 1, of which npm keeps the tree and asks for the rest, they are named as the
 * replacement.
 */
export function seedLock(lock: ProjectLock, packages: readonly Replacement[]): string {
  const document = readJsonText(lock.text, lock.path);
  const flat = document.root.members.some(({ key }) => key === 'packages');
  for (const entry of lock.tree.entries.values()) {
    const own = packages.find(
      ({ alias, bad, lockfiles, name }) =>
        alias === entry.alias &&
        name === entry.name &&
        bad === entry.version &&
        lockfiles.includes(lock.path),
    );
    if (own === undefined || entry.linkTo !== null) continue;
    if (flat) {
      removeMember(document, ['packages'], entry.location);
      continue;
    }
    const { alias, integrity, name, replacement } = own;
    for (const key of ['resolved', 'integrity', 'requires'])
      removeMember(document, entry.path, key);
    const version = alias === name ? replacement : `npm:${name}@${replacement}`;
    setMember(document, entry.path, 'version', version);
    if (integrity !== null) setMember(document, entry.path, 'integrity', integrity);
  }
  return textOf(document);
}
