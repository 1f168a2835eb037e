import type { ParseContext, Parsed } from '../../reading/format.ts';
import { misfit, parseJson } from '../../reading/json.ts';
import { walkObjects } from '../../reading/json-walk.ts';
import { once } from '../../reading/once.ts';
import { Problems, quoted } from '../../reading/problems.ts';
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
  const lineOf = once(() => linesOfEntries(text, new Problems()));
  linesOfEntries(text, problems);
  const entries = entriesOf(root.entries, problems);
  return { formatVersion, documents: [zpmDocument(entries, lineOf, context)] };
}

/** 1-based line of every entry. What stands twice in one object is a problem: the last of the two was read. */
function linesOfEntries(text: string, problems: Problems): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  walkObjects<'file' | 'entries' | 'entry' | 'stated' | 'dependencies'>(text, 'file', {
    enter: () => undefined,
    key(role, key, line) {
      if (role === 'entries') {
        lines.set(key, line);
        return 'entry';
      }
      if (role === 'file') return key === 'entries' ? 'entries' : null;
      if (role === 'entry') return key === 'resolution' ? 'stated' : null;
      return role === 'stated' && key === 'dependencies' ? 'dependencies' : null;
    },
    repeated(key, line) {
      problems.add('SYNTAX', `${quoted(key)} stands here again: only the last is read`, line);
    },
  });
  return lines;
}
