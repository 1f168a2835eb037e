import type { ParseContext, Parsed } from '../../reading/format.ts';
import { once } from '../../reading/once.ts';
import { isRecord, textOf } from '../../reading/value.ts';
import { berryDocument } from './document.ts';
import { entriesOf } from './entries.ts';
import { linesOfKeys, readMembers } from './yaml.ts';

/**
 * Versions of `__metadata` (Project.ts, `LOCKFILE_VERSION`): 4 of yarn 2, 5 and 6 of yarn 3, 7 and above of yarn 4. What
 * stands in entries has been the same in all of them, but for the protocols of ranges.
 */
export const berryVersions: readonly string[] = ['4', '5', '6', '7', '8', '9', '10'];

/** Parses yarn.lock as yarn 2 to 4 write it. */
export function parseBerry(text: string, context: ParseContext): Parsed {
  const { problems } = context;
  const members = readMembers(text, problems);
  const metadata = members.find(([key]) => key === '__metadata')?.[1];
  const formatVersion = (isRecord(metadata) ? textOf(metadata.version) : null) ?? '';
  if (!berryVersions.includes(formatVersion)) {
    problems.add(
      'FORMAT_VERSION_UNSUPPORTED',
      `metadata version ${JSON.stringify(formatVersion)} is not known: read as far as it is like version 10`,
    );
  }
  const entries = entriesOf(members, problems);
  const lineOf = once(() => linesOfKeys(text));
  return { formatVersion, documents: [berryDocument(entries, lineOf, context)] };
}
