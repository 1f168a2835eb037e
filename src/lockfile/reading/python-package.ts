import { checkName } from '../../package/name.ts';
import type { LockedPackage } from '../types.ts';
import { once } from './once.ts';
import { quoted, type Problems } from './problems.ts';
import { integrityOf } from './python-hashes.ts';

/** What an entry of a Python lockfile says, before it is checked. */
export interface PythonEntry extends Omit<LockedPackage, 'ecosystem' | 'integrity'> {
  /** As the file writes it. */
  readonly name: string;
  /** Hashes of its archives as the file writes them. Asked for once, if at all. */
  readonly hashes: () => readonly unknown[];
}

/**
 * The package of an entry, its name as PyPI compares it (PEP 503), its integrity worked out when asked for. Null, with
 * a problem, for what is no name, and for a package of a registry without a version.
 */
export function pythonPackage(entry: PythonEntry, problems: Problems): LockedPackage | null {
  const { hashes, ...facts } = entry;
  const check = checkName('pypi', facts.name);
  if (!check.ok) {
    problems.add('ENTRY_UNREADABLE', `${quoted(facts.name)} is ${check.reason}`);
    return null;
  }
  if (facts.version === '' && facts.source === 'registry') {
    problems.add('ENTRY_UNREADABLE', `${quoted(facts.name)} has no version`);
    return null;
  }
  const integrity = once(() => integrityOf(hashes()));
  return {
    ...facts,
    ecosystem: 'pypi',
    name: check.name,
    get integrity() {
      return integrity();
    },
  };
}

/** A name as PyPI compares it; as it stands where it is none. */
export function normalName(name: string): string {
  const check = checkName('pypi', name);
  return check.ok ? check.name : name;
}
