import type { Problems } from './problems.ts';
import { parseJson } from './json.ts';
import { isRecord } from './value.ts';

/**
 * The object of an SBOM: the file's own, or what wraps it, which is an attestation's `predicate` (in-toto, "Statement")
 * or GitHub's `sbom` (REST API, "dependency-graph/sbom"). Null, with a problem, where the file holds no object.
 */
export function sbomRoot(text: string, problems: Problems): Record<string, unknown> | null {
  const root = parseJson(text, problems);
  if (root === undefined) return null;
  if (!isRecord(root)) {
    problems.add('SYNTAX', 'not an SBOM: the file holds no object');
    return null;
  }
  if (isRecord(root.sbom)) return root.sbom;
  return isRecord(root.predicate) ? root.predicate : root;
}
