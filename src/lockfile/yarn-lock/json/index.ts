import type { ParseContext, Parsed } from '../../reading/format.ts';
import { misfit, parseJson, walkKeys } from '../../reading/json.ts';
import { once } from '../../reading/once.ts';
import { quoted } from '../../reading/problems.ts';
import { isRecord, own } from '../../reading/value.ts';
import { zpmDocument } from './document.ts';
import { entriesOf } from './entries.ts';

/** The version of `__metadata` that yarn 6 writes (zpm, lockfile.rs, `LOCKFILE_VERSION`). */
export const jsonVersion = '9';

/** Parses yarn.lock as yarn 6 writes it, in JSON. */
export function parseJsonLock(text: string, context: ParseContext): Parsed {
  const { problems } = context;
  const root = parseJson(text, problems);
  if (!isRecord(root)) {
    if (root !== undefined) problems.add('SYNTAX', 'not a lockfile of yarn: holds no object');
    return { formatVersion: '', documents: [] };
  }
  const metadata = own(root, '__metadata');
  const version = isRecord(metadata) ? metadata.version : undefined;
  const formatVersion =
    typeof version === 'number' || typeof version === 'string' ? `${version}` : '';
  if (formatVersion !== jsonVersion) {
    problems.add(
      'FORMAT_VERSION_UNSUPPORTED',
      `metadata version ${quoted(formatVersion)} is not known: read as far as it is like version ${jsonVersion}`,
    );
  }
  if (!isRecord(root.entries)) {
    problems.add('ENTRY_UNREADABLE', misfit('entries', 'an object'));
    return { formatVersion, documents: [] };
  }
  const lineOf = once(() => linesOfEntries(text, () => undefined));
  linesOfEntries(text, (key, line) => {
    problems.add('SYNTAX', `${quoted(key)} stands here again: only the last is read`, line);
  });
  const entries = entriesOf(root.entries, problems);
  return { formatVersion, documents: [zpmDocument(entries, lineOf, context)] };
}

/** 1-based line of every entry; `again` is told of those that stand there once more. */
function linesOfEntries(
  text: string,
  again: (key: string, line: number) => void,
): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  walkKeys<'file' | 'entries'>(text, 'file', (role, key, line) => {
    if (role === 'file') return key === 'entries' ? 'entries' : null;
    if (lines.has(key)) again(key, line);
    lines.set(key, line);
    return null;
  });
  return lines;
}
