/** One package of an npm lockfile, wherever the format puts it. */
export interface LockEntry {
  /** Keys that lead to it in the file. */
  readonly path: readonly string[];
  /** Directory relative to the lockfile's own: `node_modules/a/node_modules/b`, `packages/ui`, `''` for the project. */
  readonly location: string;
  /** The name it is asked for under: the folder's. */
  readonly alias: string;
  /** The real name. */
  readonly name: string;
  readonly version: string;
  readonly resolved: string | null;
  readonly integrity: string | null;
  /** Whether it comes from a registry as far as the shape of what is written tells. */
  readonly fromRegistry: boolean;
  readonly bundled: boolean;
  /** Where a link leads, relative to the lockfile's directory; null for what is no link. */
  readonly linkTo: string | null;
  /** What it asks for by itself, alias to spec. Development dependencies of projects are not among it. */
  readonly asks: readonly (readonly [alias: string, spec: string])[];
}

export interface LockTree {
  /** As the file states it; null where it is none of those that npm 5 to 11 write. */
  readonly lockfileVersion: 1 | 2 | 3 | null;
  /** By location, in the file's order. */
  readonly entries: ReadonlyMap<string, LockEntry>;
}

type Json = Readonly<Record<string, unknown>>;

const askFields = ['dependencies', 'optionalDependencies', 'peerDependencies'];

/** Reads package-lock.json, npm-shrinkwrap.json or the record of an installed tree, already parsed. Never throws. */
export function lockTree(file: unknown): LockTree {
  const root = recordOf(file);
  const stated = root['lockfileVersion'];
  const lockfileVersion = stated === 1 || stated === 2 || stated === 3 ? stated : null;
  const entries = new Map<string, LockEntry>();
  const packages = root['packages'];
  // npm 7 and above read `packages` alone where there is one (npm docs, "package-lock.json").
  if (typeof packages === 'object' && packages !== null) {
    for (const [location, entry] of Object.entries(packages))
      entries.set(location, flatEntry(location, recordOf(entry)));
    return { lockfileVersion, entries };
  }
  const waiting: { at: Json; path: string[]; location: string }[] = [
    { at: recordOf(root['dependencies']), path: ['dependencies'], location: '' },
  ];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const [alias, value] of Object.entries(next.at)) {
      const entry = recordOf(value);
      const path = [...next.path, alias];
      const location = `${next.location === '' ? '' : `${next.location}/`}node_modules/${alias}`;
      entries.set(location, nestedEntry(path, location, alias, entry));
      const below = recordOf(entry['dependencies']);
      waiting.push({ at: below, path: [...path, 'dependencies'], location });
    }
  }
  return { lockfileVersion, entries };
}

function flatEntry(location: string, entry: Json): LockEntry {
  const folder = /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)$/.exec(location)?.[1] ?? '';
  const resolved = textOrNull(entry['resolved']);
  const link = entry['link'] === true;
  return {
    path: ['packages', location],
    location,
    alias: folder,
    name: textOrNull(entry['name']) ?? folder,
    version: textOrNull(entry['version']) ?? '',
    resolved,
    integrity: textOrNull(entry['integrity']),
    fromRegistry: folder !== '' && !link && (resolved === null || isTarball(resolved)),
    bundled: entry['inBundle'] === true,
    linkTo: link ? (resolved ?? '') : null,
    asks: askFields.flatMap((field) => pairsOf(entry[field])),
  };
}

/** Version 1: `version` holds an alias's target, or the address of what comes from no registry (npm 6 docs). */
function nestedEntry(
  path: readonly string[],
  location: string,
  alias: string,
  entry: Json,
): LockEntry {
  const stated = textOrNull(entry['version']) ?? '';
  const target = /^npm:((?:@[^/@]+\/)?[^/@]+)@(.+)$/.exec(stated);
  return {
    path,
    location,
    alias,
    name: target?.[1] ?? alias,
    version: target?.[2] ?? stated,
    resolved: textOrNull(entry['resolved']),
    integrity: textOrNull(entry['integrity']),
    fromRegistry: target !== null || /^\d/.test(stated),
    bundled: entry['bundled'] === true,
    linkTo: null,
    asks: pairsOf(entry['requires']),
  };
}

/** Tarballs of a registry lie at http addresses below `/-/`, or wherever a hosted one puts them; git and files do not. */
function isTarball(resolved: string): boolean {
  return /^https?:/.test(resolved);
}

/** Reads a lockfile's text, with or without a byte order mark. Throws where it is no JSON. */
export function lockTreeOf(text: string): LockTree {
  return lockTree(JSON.parse(text.replace(/^\uFEFF/, '')));
}

/** The entry that an ask from `location` finds, walking up as Node does; null where there is none. */
export function answering(tree: LockTree, location: string, alias: string): LockEntry | null {
  for (let at = location; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/')))) {
    const found = /(?:^|\/)node_modules$/.test(at)
      ? undefined
      : tree.entries.get(`${at === '' ? '' : `${at}/`}node_modules/${alias}`);
    if (found !== undefined) return found;
    if (at === '') return null;
  }
}

/** A record, or an empty one where the value is none. */
export function recordOf(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Json)
    : {};
}

/** Keys with string values. */
export function pairsOf(value: unknown): (readonly [string, string])[] {
  return Object.entries(recordOf(value)).filter(
    (pair): pair is [string, string] => typeof pair[1] === 'string',
  );
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
