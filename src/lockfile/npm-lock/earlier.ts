import type { LockDocument, LockedPackage } from '../types.ts';
import { quoted, type Problems } from '../reading/problems.ts';
import { type Twin, withTwins } from '../reading/twins.ts';
import { isRecord, own } from '../reading/value.ts';
import { flatPackage } from './flat.ts';
import { nestedPackages } from './nested.ts';
import { type Repeated, repeatedMembers } from './repeated.ts';

/**
 * Adds what members state that stand in front of others with the same key. npm passes over them, a person or a tool
 * that reads the file otherwise does not: each is a problem, and its packages stand beside those of the later one.
 */
export function withEarlier(
  document: LockDocument,
  root: Record<string, unknown>,
  text: string,
  problems: Problems,
): LockDocument {
  const indexes = new Map(document.packages.map(({ key }, index) => [key, index]));
  const twins: Twin[] = [];
  const lines: number[] = [];
  for (const member of repeatedMembers(text)) {
    problems.add(
      'ENTRY_UNREADABLE',
      `${quoted(member.key)} stands twice in one object: npm reads the last`,
      member.line,
    );
    for (const locked of packagesOf(member, root, problems)) {
      twins.push({ locked, origin: indexes.get(locked.key) ?? null });
      lines.push(member.line);
    }
  }
  return withTwins(document, twins, () => lines);
}

function packagesOf(
  { trail, key, value }: Repeated,
  root: Record<string, unknown>,
  problems: Problems,
): readonly LockedPackage[] {
  const [section, ...inner] = [...trail, key];
  if (section === 'packages') {
    const [place, member] = inner;
    if (place === undefined) return isRecord(value) ? flatPackages(value, problems) : [];
    if (member === undefined) return flatPackages({ [place]: value }, problems);
    const entry = entryAt(root, trail);
    return flatPackages({ [place]: { ...entry, [member]: value } }, problems);
  }
  if (section !== 'dependencies') return [];
  const entries = nestedEntries(trail, key, value, root);
  if (!isRecord(entries)) return [];
  // `dependencies`, name, `dependencies`, name, …: every second key is part of the path.
  const parents = trail.filter((_, index) => index % 2 === 1);
  if (trail.length % 2 === 0) parents.pop();
  const path = parents.map((name) => `node_modules/${name}/`).join('');
  return nestedPackages(entries, path, problems).packages;
}

/** What the object that holds the member would be with it: in `dependencies` that alone, in an entry all but its own below. */
function nestedEntries(
  trail: readonly string[],
  key: string,
  value: unknown,
  root: Record<string, unknown>,
): unknown {
  if (trail.length === 0) return value;
  if (trail.length % 2 === 1) return { [key]: value };
  const entry = { ...entryAt(root, trail), dependencies: undefined, [key]: value };
  return { [trail.at(-1) ?? '']: entry };
}

function flatPackages(
  entries: Record<string, unknown>,
  problems: Problems,
): readonly LockedPackage[] {
  return Object.keys(entries).flatMap((key) => flatPackage(key, entries[key], problems) ?? []);
}

function entryAt(root: Record<string, unknown>, trail: readonly string[]): Record<string, unknown> {
  let at = root;
  for (const key of trail) {
    const next = own(at, key);
    if (!isRecord(next)) return {};
    at = next;
  }
  return at;
}
