import { yamlKeys } from '../reading/block-yaml-keys.ts';
import { withoutSuffix } from './dep-path.ts';

/**
 * Lines of one document's entries, by key: that in `packages`, where name, version and integrity stand, else
 * that in `snapshots`; 0 where neither has it.
 */
export function linesByKey(text: string, documentIndex: number): (key: string) => number {
  const packages = new Map<string, number>();
  const snapshots = new Map<string, number>();
  let section = '';
  for (const { depth, document, key, line } of yamlKeys(text, 1)) {
    if (document !== documentIndex) continue;
    if (depth === 0) section = key;
    else if (section === 'packages') packages.set(key, line);
    else if (section === 'snapshots') snapshots.set(key, line);
  }
  return (key) => packages.get(key) ?? packages.get(withoutSuffix(key)) ?? snapshots.get(key) ?? 0;
}
