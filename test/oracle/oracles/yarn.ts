import lockfile from '@yarnpkg/lockfile';
import { parseSyml } from '@yarnpkg/parsers';
import type { Oracle } from '../oracle.ts';

/** yarn 1's own parser; the real name of an alias is told by its descriptor. */
export const yarnClassic: Oracle = {
  id: '@yarnpkg/lockfile',
  formats: ['yarn-lock'],
  compares: 'packages',
  partial: false,
  states: async ({ bytes }) => {
    const text = bytes.toString();
    if (/^\s*\{|^__metadata:/m.test(text)) return null;
    const { object } = lockfile.parse(text) as {
      object: Record<string, { version: string }>;
    };
    return new Set(
      Object.entries(object).map(([descriptor, { version }]) => {
        const range = descriptor.slice(descriptor.indexOf('@', 1) + 1);
        const asked = range.startsWith('npm:') ? range.slice('npm:'.length) : descriptor;
        const at = asked.indexOf('@', 1);
        return `${at === -1 ? asked : asked.slice(0, at)}@${version}`;
      }),
    );
  },
};

/** yarn 2's own parser of its files; packages of the project are left out. */
export const yarnBerry: Oracle = {
  id: '@yarnpkg/parsers',
  formats: ['yarn-lock'],
  compares: 'packages',
  partial: false,
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
