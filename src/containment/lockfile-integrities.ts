import { hashesIn } from './integrity.ts';
import { lockTree } from './npm/lock-tree.ts';

/** What a lockfile says the bytes of one version hash to. */
export interface LockedIntegrity {
  readonly name: string;
  readonly version: string;
  /** `sha512-<base64>` and the like. */
  readonly hash: string;
}

/**
 * The integrities that a lockfile of npm, pnpm or yarn 1 states. Only what is plainly there: it makes a search in caches
 * find more, and nothing rests on it. Never throws.
 */
export function integritiesIn(bytes: Uint8Array): readonly LockedIntegrity[] {
  const text = Buffer.from(bytes)
    .toString('utf8')
    .replace(/^\uFEFF/, '');
  return text.trimStart().startsWith('{') ? ofNpm(text) : ofLines(text);
}

function ofNpm(text: string): readonly LockedIntegrity[] {
  try {
    return [...lockTree(JSON.parse(text)).entries.values()].flatMap(
      ({ integrity, name, version }) =>
        hashesIn(integrity ?? '').map((hash) => ({ name, version, hash })),
    );
  } catch {
    return [];
  }
}

/** `/name@1.0.0:`, `'@scope/name@1.0.0':`, `/name/1.0.0:` */
const pnpmKey = /^ {2}['"]?\/?((?:@[^/'"]+\/)?[^@/'"\s]+)[@/](\d[^('":]*)[^:]*['"]?:\s*$/;
/** `name@^1.0.0, name@~1:`, `"@scope/name@^1":` */
const yarnKey = /^"?((?:@[^/"\s]+\/)?[^@"\s]+)@.*:\s*$/;

/** Entries are told by their indentation: what belongs to one is indented more than its key. */
function ofLines(text: string): readonly LockedIntegrity[] {
  const found: LockedIntegrity[] = [];
  let name: string | null = null;
  let version: string | null = null;
  for (const line of text.split(/\r?\n/)) {
    const pnpm = pnpmKey.exec(line);
    const yarn = pnpm === null ? yarnKey.exec(line) : null;
    if (pnpm !== null || yarn !== null) {
      name = pnpm?.[1] ?? yarn?.[1] ?? null;
      version = pnpm?.[2] ?? null;
      continue;
    }
    if (name === null) continue;
    version ??= /^ {2}version "([^"]+)"/.exec(line)?.[1] ?? null;
    const stated = /integrity:? ['"]?((?:sha\d+-[A-Za-z0-9+/=]+ ?)+)/.exec(line)?.[1];
    if (stated !== undefined && version !== null) {
      for (const hash of hashesIn(stated)) found.push({ name, version, hash });
    }
  }
  return found;
}
