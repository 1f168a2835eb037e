import type { LockedPackage } from '../types.ts';
import { misfit } from '../reading/json.ts';
import { locate } from '../reading/locator.ts';
import type { Problems } from '../reading/problems.ts';
import { isRecord, own, textOf } from '../reading/value.ts';
import { type Content, section } from './content.ts';
import { idOf } from './ids.ts';

export interface Entries {
  readonly packages: readonly LockedPackage[];
  /** Section and object of each package. */
  readonly entries: readonly Entry[];
  /** Indexes by section and key. */
  readonly byId: Readonly<Record<Entry['section'], ReadonlyMap<string, number>>>;
  /** Indexes of the last package of a name in `npm`, which a name alone stands for. */
  readonly byName: ReadonlyMap<string, number>;
}

export interface Entry {
  readonly section: 'npm' | 'jsr';
  readonly value: Record<string, unknown>;
}

/** Reads the packages of both registries. A package that is linked from a directory has no integrity. */
export function entriesOf(content: Content, problems: Problems): Entries {
  const packages: LockedPackage[] = [];
  const entries: Entry[] = [];
  const byId = { npm: new Map<string, number>(), jsr: new Map<string, number>() };
  const byName = new Map<string, number>();
  const links = section(content.workspace, 'links', problems);
  for (const name of ['npm', 'jsr'] as const) {
    for (const [key, value] of Object.entries(content[name])) {
      const locked = isRecord(value) ? lockedPackage(name, key, value, links) : null;
      if (locked === null || !isRecord(value)) {
        problems.add('ENTRY_UNREADABLE', misfit(key, 'a package'));
        continue;
      }
      byId[name].set(key, packages.length);
      if (name === 'npm') byName.set(locked.name, packages.length);
      packages.push(locked);
      entries.push({ section: name, value });
    }
  }
  return { packages, entries, byId, byName };
}

function lockedPackage(
  ecosystem: Entry['section'],
  key: string,
  value: Record<string, unknown>,
  links: Record<string, unknown>,
): LockedPackage | null {
  const id = idOf(key);
  if (id === null) return null;
  const isLinked = own(links, `${ecosystem}:${id.name}@${id.version}`) !== undefined;
  const resolved = textOf(value.tarball);
  const source = isLinked ? 'file' : resolved === null ? 'registry' : locate(resolved).source;
  return {
    key,
    ecosystem,
    ...id,
    source,
    resolved,
    commit: resolved === null ? null : locate(resolved).commit,
    // JSR's is one of the list of a version's files, and of nothing that lists of compromised packages have.
    integrity: ecosystem === 'npm' ? textOf(value.integrity) : null,
    marks: [],
    scope: null,
  };
}
