import type { Oracle } from '../oracle.ts';

interface Named {
  readonly name: string;
  readonly version?: string;
}

/** composer.lock and installed.json by JSON.parse. */
export const composer: Oracle = {
  id: 'JSON.parse',
  formats: ['composer-installed', 'composer-lock'],
  compares: 'packages',
  partial: false,
  workspaces: false,
  states: async ({ bytes }) => {
    const data = JSON.parse(bytes.toString()) as Record<string, Named[] | null> | Named[];
    const listed = Array.isArray(data)
      ? data
      : [...(data.packages ?? []), ...(data['packages-dev'] ?? [])];
    return new Set(listed.map(({ name, version }) => `${name.toLowerCase()}@${version}`));
  },
};

type Section = 'jsr' | 'npm';

interface DenoLock extends Partial<Record<Section, Record<string, object>>> {
  readonly packages?: Partial<Record<Section, Record<string, object>>>;
}

/** Keys of deno.lock by JSON.parse. Before version 3 it knew npm alone, and had another level there. */
export const deno: Oracle = {
  id: 'JSON.parse',
  formats: ['deno-lock'],
  compares: 'packages',
  partial: false,
  workspaces: false,
  states: async ({ bytes }) => {
    const data = JSON.parse(bytes.toString()) as DenoLock;
    const within = data.packages ?? data;
    const npm = (within.npm?.packages as Record<string, object> | undefined) ?? within.npm ?? {};
    return new Set(
      [...Object.keys(npm), ...Object.keys(within.jsr ?? {})].map((key) => {
        const suffix = key.indexOf('_', key.indexOf('@', 1));
        return suffix === -1 ? key : key.slice(0, suffix);
      }),
    );
  },
};

/** Pipfile.lock by JSON.parse. */
export const pipfile: Oracle = {
  id: 'JSON.parse',
  formats: ['pipfile-lock'],
  compares: 'packages',
  partial: false,
  workspaces: false,
  states: async ({ bytes }) => {
    const found = new Set<string>();
    for (const [section, entries] of Object.entries(JSON.parse(bytes.toString()) as object)) {
      if (section === '_meta') continue;
      for (const [name, entry] of Object.entries(entries as Record<string, { version?: string }>)) {
        const version = /^===?(.+)$/.exec(entry.version ?? '')?.[1];
        if (version !== undefined)
          found.add(`${name.replace(/[-_.]+/g, '-').toLowerCase()}@${version}`);
      }
    }
    return found;
  },
};
