import type { ParseContext, Parsed } from '../reading/format.ts';
import { textOf } from '../reading/value.ts';
import { cyclonedxDocument } from './document.ts';

/** Versions with a form in JSON; those before 1.2 had XML alone. */
export const cyclonedxVersions: readonly string[] = ['1.2', '1.3', '1.4', '1.5', '1.6', '1.7'];

/** Whether a file's object is CycloneDX, or would be if it said so. */
export function isCyclonedx(root: Record<string, unknown>): boolean {
  return (
    root.bomFormat !== undefined ||
    (textOf(root.specVersion) !== null && Array.isArray(root.components))
  );
}

/** Reads the object of an SBOM in CycloneDX. */
export function parseCyclonedx(
  root: Record<string, unknown>,
  text: string,
  context: ParseContext,
): Parsed {
  const formatVersion = textOf(root.specVersion) ?? '';
  if (root.bomFormat !== 'CycloneDX')
    context.problems.add('SYNTAX', 'its "bomFormat" is not "CycloneDX": read as if it were');
  if (!cyclonedxVersions.includes(formatVersion))
    context.problems.add(
      'FORMAT_VERSION_UNSUPPORTED',
      `specVersion ${formatVersion.slice(0, 20)} is not known: read as far as it is like 1.7`,
    );
  return { formatVersion, documents: [cyclonedxDocument(root, text, context)] };
}
