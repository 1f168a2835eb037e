import type { LockDocument, LockedPackage, Mark, Scope } from '../types.ts';
import type { ParseContext } from '../reading/format.ts';
import { misfit, walkKeys } from '../reading/json.ts';
import { once } from '../reading/once.ts';
import { quoted, type Problems } from '../reading/problems.ts';
import { projectImporter, reportMissing } from '../reading/python-companion.ts';
import { pythonIndex } from '../reading/python-index.ts';
import { pythonPackage } from '../reading/python-package.ts';
import { archiveCoordinates, wholeCommit } from '../reading/python-url.ts';
import { isRecord, own, textOf } from '../reading/value.ts';
import { askedBeside } from './asked.ts';

type Table = Record<string, unknown>;

/** Reads the packages of a Pipfile.lock: `default`, `develop`, and categories that the project made up. */
export function pipfileLockDocument(
  root: Table,
  text: string,
  context: ParseContext,
): LockDocument {
  const { problems } = context;
  const packages: LockedPackage[] = [];
  for (const category of Object.keys(root)) {
    if (category === '_meta') continue;
    const entries = root[category];
    if (!isRecord(entries)) {
      problems.add('ENTRY_UNREADABLE', misfit(category, 'an object'));
      continue;
    }
    for (const name of Object.keys(entries)) {
      const entry = entries[name];
      const locked = isRecord(entry) ? lockedPackage(category, name, entry, problems) : null;
      if (locked !== null) packages.push(locked);
      else if (!isRecord(entry))
        problems.add('ENTRY_UNREADABLE', misfit(`${category}/${name}`, 'an object'));
    }
  }
  const places = placesOf(text);
  for (const { key, line } of places.twice)
    problems.add(
      'ENTRY_UNREADABLE',
      `${quoted(key)} stands here a second time, and one of the two is not read`,
      line,
    );
  const index = pythonIndex(packages);
  const requests = askedBeside(context);
  if (requests !== null) reportMissing('Pipfile', requests, index, problems);
  return {
    label: 'project',
    packages,
    covers: ['.'],
    graph: once(() => ({
      importers: requests === null ? 'unknown' : [projectImporter(null, requests, index)],
      edges: [],
    })),
    lines: once(() => packages.map(({ key }) => places.lines.get(key) ?? 0)),
  };
}

function lockedPackage(
  category: string,
  name: string,
  entry: Table,
  problems: Problems,
): LockedPackage | null {
  return pythonPackage(
    {
      key: `${category}/${name}`,
      name,
      ...originOf(entry),
      ...reasonOf(category),
      hashes: () => {
        const hashes = own(entry, 'hashes');
        return Array.isArray(hashes) ? hashes : [];
      },
    },
    problems,
  );
}

/** A repository with its `ref`, a `file` or `path`, or `version` with `==` in front (pipenv docs, "Specifiers"). */
function originOf(entry: Table): Pick<LockedPackage, 'source' | 'resolved' | 'commit' | 'version'> {
  const version = (textOf(own(entry, 'version')) ?? '')
    .replace(/^={2,3}\s*/, '')
    .replace(/^\*$/, '');
  for (const system of ['git', 'hg', 'svn', 'bzr']) {
    const resolved = textOf(own(entry, system));
    if (resolved === null) continue;
    const commit = wholeCommit(textOf(own(entry, 'ref')));
    return { source: 'git', resolved, commit, version };
  }
  const path = textOf(own(entry, 'path')) ?? textOf(own(entry, 'file'));
  if (path === null) return { source: 'registry', resolved: null, commit: null, version };
  const isUrl = /^https?:\/\//i.test(path);
  const source =
    own(entry, 'editable') === true && !isUrl ? 'workspace' : isUrl ? 'tarball' : 'file';
  const named = archiveCoordinates(path)?.version ?? '';
  return { source, resolved: path, commit: null, version: version === '' ? named : version };
}

/** Categories beyond the two are installed on demand alone (pipenv docs, "Package categories"). */
function reasonOf(category: string): { marks: readonly Mark[]; scope: Scope } {
  if (category === 'default') return { marks: [], scope: 'prod' };
  return category === 'develop'
    ? { marks: ['dev'], scope: 'dev' }
    : { marks: ['optional'], scope: 'optional' };
}

interface Places {
  readonly lines: ReadonlyMap<string, number>;
  /** JSON lets a name stand twice, and then the last one counts alone. */
  readonly twice: readonly { readonly key: string; readonly line: number }[];
}

function placesOf(text: string): Places {
  const lines = new Map<string, number>();
  const twice: { key: string; line: number }[] = [];
  const note = (key: string, line: number): void => {
    if (lines.has(key)) twice.push({ key, line });
    lines.set(key, line);
  };
  // The role of an object is what stands in front of its keys: nothing at first, then the category.
  walkKeys(text, '', (front, key, line) => {
    note(front + key, line);
    return front === '' && key !== '_meta' ? `${key}/` : null;
  });
  return { lines, twice };
}
