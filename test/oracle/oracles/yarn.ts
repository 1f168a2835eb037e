import lockfile from '@yarnpkg/lockfile';
import { parseSyml } from '@yarnpkg/parsers';
import type { Oracle } from '../oracle.ts';

/** yarn 1's own parser; the real name of an alias is told by its descriptor. */
export const yarnClassic: Oracle = {
  id: '@yarnpkg/lockfile',
  formats: ['yarn-lock'],
  compares: 'packages',
  partial: false,
  workspaces: false,
  states: async ({ bytes }) => {
    const text = bytes.toString();
    if (/^\s*\{|^__metadata:/m.test(text)) return null;
    const { object } = lockfile.parse(text) as {
      object: Record<string, { version: string }>;
    };
    // All descriptors of a block lead to one object; one of them may tell that it is an alias.
    const names = new Map<object, string>();
    for (const [descriptor, block] of Object.entries(object)) {
      const range = descriptor.slice(descriptor.indexOf('@', 1) + 1);
      const isAlias = range.startsWith('npm:');
      const asked = isAlias ? range.slice('npm:'.length) : descriptor;
      const at = asked.indexOf('@', 1);
      if (isAlias || !names.has(block)) names.set(block, at === -1 ? asked : asked.slice(0, at));
    }
    return new Set(Object.values(object).map((block) => `${names.get(block)}@${block.version}`));
  },
};

/** yarn 2's own parser of its files; packages of the project are left out. */
export const yarnBerry: Oracle = {
  id: '@yarnpkg/parsers',
  formats: ['yarn-lock'],
  compares: 'packages',
  partial: false,
  workspaces: false,
  states: async ({ bytes }) => {
    const text = bytes.toString();
    if (!/^__metadata:/m.test(text)) return null;
    const found = new Set<string>();
    for (const [key, value] of Object.entries<unknown>(parseSyml(text))) {
      if (key === '__metadata') continue;
      const { resolution, version } = value as { resolution: string; version: string };
      const at = resolution.indexOf('@', 1);
      const reference = resolution.slice(at + 1);
      if (!/^(?:workspace|link|portal):/.test(reference))
        found.add(`${resolution.slice(0, at)}@${version}`);
    }
    return found;
  },
};
