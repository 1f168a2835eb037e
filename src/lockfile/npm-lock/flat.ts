import type { LockDocument, LockedPackage } from '../types.ts';
import type { ParseContext } from '../reading/format.ts';
import { misfit, walkKeys } from '../reading/json.ts';
import { locate, registryCoordinates } from '../reading/locator.ts';
import { marksOf } from '../reading/marks.ts';
import { once } from '../reading/once.ts';
import { joinPath } from '../reading/path.ts';
import { quoted, type Problems } from '../reading/problems.ts';
import { isRecord, textOf } from '../reading/value.ts';
import { manifestBeside } from './beside.ts';
import { flatGraph, type FlatTree } from './flat-graph.ts';
import { flagBits, scopeOf } from './flags.ts';
import { nameAt, placeOf } from './place.ts';
import { reportUnanswered } from './unanswered.ts';

/**
 * Reads the `packages` of lockfileVersion 2 and above: one entry per directory, keyed by its path. The
 * entry `''` is the project itself, a path outside node_modules is a directory that is linked (a
 * workspace member, or a `file:` directory), and `link: true` only points at one of those.
 */
export function flatDocument(
  root: Record<string, unknown>,
  entries: Record<string, unknown>,
  text: string,
  context: ParseContext,
): LockDocument {
  const { problems, installed } = context;
  const packages: LockedPackage[] = [];
  const links: string[] = [];
  const members: string[] = [];
  for (const key of Object.keys(entries)) {
    const entry = entries[key];
    if (key !== '' && isRecord(entry) && entry.link === true) {
      links.push(key);
      continue;
    }
    const locked = flatPackage(key, entry, problems);
    if (locked === null) continue;
    if (locked.source === 'workspace') members.push(key);
    packages.push(locked);
  }
  checkLinks(links, entries, problems);
  // What was left out of an installed tree is not there: the record says what is. And of a file that is broken all that
  // stood behind the fault is missing.
  const isWhole = problems.all().every(({ code }) => code !== 'SYNTAX');
  if (!installed && isWhole) reportUnanswered(entries, problems);
  const manifest = projectManifest(entries, context);
  const base = installed ? '..' : '.';
  const name = textOf(manifest?.name) ?? textOf(root.name);
  const project = manifest === null ? null : { name, manifest };
  return {
    label: 'project',
    packages,
    covers: [base, ...members.map((path) => joinPath(base, path))],
    graph: once(() => flatGraph({ entries, packages, members, links, project, base })),
    lines: once(() => linesOf(text, packages)),
  };
}

/** The package that an entry states. Null for the project and for links, and, with a problem, for what cannot be read. */
export function flatPackage(key: string, entry: unknown, problems: Problems): LockedPackage | null {
  if (!isRecord(entry)) {
    problems.add('ENTRY_UNREADABLE', misfit(key, 'an object'));
    return null;
  }
  if (key === '' || entry.link === true) return null;
  const place = placeOf(key);
  if (place === null) {
    problems.add('ENTRY_UNREADABLE', misfit(key, 'a place in the project'));
    return null;
  }
  const linked = !place.includes('node_modules/');
  const name =
    typeof entry.name === 'string' && entry.name !== '' ? entry.name : (nameAt(place) ?? '');
  const resolved =
    typeof entry.resolved === 'string' && entry.resolved !== '' ? entry.resolved : null;
  const at = linked || resolved === null ? null : locate(resolved);
  const source = linked ? 'workspace' : at === null ? 'registry' : at.source;
  const own = typeof entry.version === 'string' ? entry.version : '';
  // Without a URL npm fetches `name@version`: what looks like a specifier would be one.
  const isOdd = (own === '' && source === 'registry') || (!linked && /[:/]/.test(own));
  if (name === '' || isOdd)
    problems.add('ENTRY_UNREADABLE', `${quoted(key)} has no ${name === '' ? 'name' : 'version'}`);
  const version = isOdd ? versionAt(resolved) : own;
  if (name === '' || (isOdd && version === '')) return null;
  return {
    key,
    ecosystem: 'npm',
    name,
    version,
    source,
    resolved,
    commit: at === null ? null : at.commit,
    integrity:
      typeof entry.integrity === 'string' && entry.integrity !== '' ? entry.integrity : null,
    marks: marksOf(flagBits(entry)),
    scope: scopeOf(entry),
  };
}

/** What the URL tells of an entry without a version: npm fetches that. */
function versionAt(resolved: string | null): string {
  return (resolved === null ? null : registryCoordinates(resolved))?.version ?? '';
}

/** npm refuses a lockfile in which a link's target has no entry (arborist, EMISSINGTARGET): something is missing here. */
function checkLinks(
  links: readonly string[],
  entries: Record<string, unknown>,
  problems: Problems,
): void {
  for (const key of links) {
    const entry = entries[key];
    const target = isRecord(entry) ? textOf(entry.resolved) : null;
    if (target !== null && Object.hasOwn(entries, target)) continue;
    problems.add(
      'REFERENCE_MISSING',
      `${quoted(key)} links to ${quoted(target ?? '')}, which has no entry`,
    );
  }
}

/** The record of an installed tree has no entry for the project; its package.json lies one directory above. */
function projectManifest(
  entries: Record<string, unknown>,
  context: ParseContext,
): FlatTree['entries'] | null {
  const project = Object.hasOwn(entries, '') ? entries[''] : undefined;
  if (isRecord(project)) return project;
  return manifestBeside(context);
}

function linesOf(text: string, packages: readonly LockedPackage[]): readonly number[] {
  const lineOf = new Map<string, number>();
  walkKeys<'file' | 'packages'>(text, 'file', (role, key, line) => {
    if (role === 'packages') lineOf.set(key, line);
    return role === 'file' && key === 'packages' ? 'packages' : null;
  });
  return packages.map((locked) => lineOf.get(locked.key) ?? 0);
}
