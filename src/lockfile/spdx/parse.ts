import type { ParseContext, Parsed } from '../reading/format.ts';
import { objectLines, reportRepeated } from '../reading/json-walk.ts';
import { isRecord, textOf } from '../reading/value.ts';
import { spdxDocument } from './document.ts';
import { readSecond } from './second.ts';
import { readThird } from './third.ts';

/** Versions that are known: as SPDX 2 writes them, and as elements of SPDX 3 do. */
export const spdxVersions: readonly string[] = ['SPDX-2.2', 'SPDX-2.3', '3.0.0', '3.0.1'];

/** Whether a file's object is SPDX of either generation. */
export function isSpdx(root: Record<string, unknown>): boolean {
  return root.spdxVersion !== undefined || contextOf(root).includes('spdx');
}

/** Reads the object of an SBOM in SPDX. */
export function parseSpdx(
  root: Record<string, unknown>,
  text: string,
  context: ParseContext,
): Parsed {
  const { problems } = context;
  const isSecond = root.spdxVersion !== undefined;
  const elements: readonly unknown[] = Array.isArray(root['@graph']) ? root['@graph'] : [root];
  const formatVersion = isSecond ? (textOf(root.spdxVersion) ?? '') : versionOf(root, elements);
  if (!spdxVersions.includes(formatVersion))
    problems.add(
      'FORMAT_VERSION_UNSUPPORTED',
      `SPDX ${formatVersion.slice(0, 20)} is not known: read as far as it is like ${isSecond ? '2.3' : '3.0'}`,
    );
  if (!isSecond && root['@graph'] !== undefined && !Array.isArray(root['@graph']))
    problems.add('ENTRY_UNREADABLE', '"@graph" is no list');
  reportRepeated<Role>(text, 'file', roleOf, problems);
  const facts = isSecond ? readSecond(root, problems) : readThird(elements, problems);
  const lines = (): readonly number[] => objectLines<Role>(text, 'file', roleOf, 'package');
  return { formatVersion, documents: [spdxDocument(facts, lines, problems)] };
}

/** The version that the creation information of SPDX 3 states, or that the URL of its context bears. */
function versionOf(root: Record<string, unknown>, elements: readonly unknown[]): string {
  for (const element of elements) {
    const version = isRecord(element) ? textOf(element.specVersion) : null;
    if (version !== null) return version;
  }
  return /\/(\d+(?:\.\d+)+)\//.exec(contextOf(root))?.[1] ?? '';
}

/** The first URL of `@context` that speaks of SPDX. */
function contextOf(root: Record<string, unknown>): string {
  const contexts: readonly unknown[] = [root['@context']].flat();
  return contexts.find((url) => typeof url === 'string' && url.includes('spdx'))?.toString() ?? '';
}

type Role = 'file' | 'package' | 'part';

/** Objects of `@graph` are packages, relationships and more, which their own type tells. */
function roleOf(role: Role, key: string): Role | null {
  if (role === 'part') return null;
  if (role === 'package')
    return ['checksums', 'externalIdentifier', 'externalRefs', 'verifiedUsing'].includes(key)
      ? 'part'
      : null;
  if (key === 'packages' || key === '@graph') return 'package';
  if (key === 'relationships') return 'part';
  return key === 'predicate' || key === 'sbom' ? 'file' : null;
}
