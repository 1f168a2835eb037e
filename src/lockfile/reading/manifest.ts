import type { DependencyKind } from '../types.ts';
import type { ParseContext } from './format.ts';
import { parseJson } from './json.ts';
import { Problems, quoted } from './problems.ts';
import { decodeText } from './text.ts';
import { isRecord } from './value.ts';

/** One line of a manifest's dependency sections. */
export interface Request {
  readonly alias: string;
  readonly range: string | null;
  readonly kind: DependencyKind;
}

const sections: readonly (readonly [section: string, kind: DependencyKind])[] = [
  ['dependencies', 'prod'],
  ['optionalDependencies', 'optional'],
  ['peerDependencies', 'peer'],
  ['devDependencies', 'dev'],
];

/**
 * What a package.json, or an entry with its sections, asks for. A name that is both in `dependencies`
 * and `optionalDependencies` is optional (docs of package.json, "optionalDependencies").
 */
export function requestsOf(manifest: Record<string, unknown>): Request[] {
  const optional = manifest.optionalDependencies;
  const requests: Request[] = [];
  for (const [section, kind] of sections) {
    const asked = manifest[section];
    if (!isRecord(asked)) continue;
    for (const alias of Object.keys(asked)) {
      if (kind === 'prod' && isRecord(optional) && Object.hasOwn(optional, alias)) continue;
      const range = asked[alias];
      requests.push({ alias, range: typeof range === 'string' ? range : null, kind });
    }
  }
  return requests;
}

/** The package.json at a path beside the lockfile. Null where there is none, or, with a problem, where it cannot be read. */
export function companionManifest(
  path: string,
  context: ParseContext,
): Record<string, unknown> | null {
  const bytes = context.neighbours.bytes(path);
  if (bytes === null) return null;
  const own = new Problems();
  const text = decodeText(bytes, own);
  const value = text === null ? null : parseJson(text, own);
  const reason = own.all()[0]?.message ?? (isRecord(value) ? null : 'not an object');
  if (reason === null && isRecord(value)) return value;
  context.problems.add(
    'ENTRY_UNREADABLE',
    `the companion ${quoted(path)} cannot be read: ${reason}`,
  );
  return null;
}
