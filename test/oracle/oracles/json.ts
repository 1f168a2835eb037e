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
  partial: true,
  workspaces: false,
  states: async ({ bytes }) => {
    const data = JSON.parse(bytes.toString()) as Record<string, Named[] | null> | Named[];
    const listed = Array.isArray(data)
      ? data
      : [...(data.packages ?? []), ...(data['packages-dev'] ?? [])];
    return new Set(listed.map(({ name, version }) => `${name.toLowerCase()}@${version}`));
  },
};

/** The npm part of deno.lock by JSON.parse. */
export const deno: Oracle = {
  id: 'JSON.parse',
  formats: ['deno-lock'],
  compares: 'packages',
  partial: true,
  workspaces: false,
  states: async ({ bytes }) => {
    const data = JSON.parse(bytes.toString()) as {
      version: string;
      npm?: object;
      packages?: { npm?: object };
    };
    if (Number(data.version) < 3) return null;
    return new Set(
      Object.keys(data.npm ?? data.packages?.npm ?? {}).map((key) => {
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
