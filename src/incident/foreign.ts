import { member, stringOf } from './json-access.ts';
import type { ListText } from './text.ts';

/**
 * What a file is that reads like a list but states something else: taken as one, everything installed
 * would count as compromised. Null for all others.
 */
export function foreignKind(list: ListText): string | null {
  const head = list.text.slice(0, 1000).trimStart();
  if (/^<(?:!doctype|html|\?xml|[a-z]+[\s>])/i.test(head)) return 'an HTML or XML page';
  if (/^lockfileVersion:|^# yarn lockfile|^__metadata:/m.test(head)) return 'a lockfile';
  if (!/^[[{]/.test(head)) return null;
  const parsed = list.json();
  if (!parsed.ok || parsed.root.type !== 'object') return null;
  const has = (key: string): boolean => member(parsed.root, key) !== null;
  if (stringOf(member(parsed.root, 'bomFormat')) !== null || has('spdxVersion'))
    return 'an SBOM: it states what is present';
  if (has('lockfileVersion') || (has('packages') && has('packages-dev'))) return 'a lockfile';
  if (has('runs') && stringOf(member(parsed.root, '$schema'))?.includes('sarif'))
    return 'a SARIF report';
  if (
    has('name') &&
    ['dependencies', 'devDependencies', 'peerDependencies', 'scripts', 'require'].some(has)
  )
    return 'a package manifest';
  return null;
}
