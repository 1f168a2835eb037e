import { yamlKeys } from '../reading/block-yaml-keys.ts';
import { withoutSuffix } from './dep-path.ts';

interface Found {
  readonly packages: Map<string, number>;
  readonly snapshots: Map<string, number>;
}

/**
 * Lines of the entries of each document of a stream, by key: that in `packages`, where name, version and integrity
 * stand, else that in `snapshots`; 0 where neither has it. The text is walked once, however many documents it holds.
 */
export function linesOfStream(text: string): (document: number, key: string) => number {
  const found = new Map<number, Found>();
  let section = '';
  for (const { depth, document, key, line } of yamlKeys(text, 1)) {
    if (depth === 0) section = key;
    else if (section === 'packages' || section === 'snapshots') {
      const here = found.get(document) ?? { packages: new Map(), snapshots: new Map() };
      here[section].set(key, line);
      found.set(document, here);
    }
  }
  return (document, key) => {
    const here = found.get(document);
    return (
      here?.packages.get(key) ??
      here?.packages.get(withoutSuffix(key)) ??
      here?.snapshots.get(key) ??
      0
    );
  };
}
