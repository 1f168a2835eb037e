import type { ParseContext } from '../reading/format.ts';
import { quoted } from '../reading/problems.ts';
import { companionProject, reportMissing } from '../reading/python-companion.ts';
import { type PythonIndex, pythonIndex } from '../reading/python-index.ts';
import { normalName } from '../reading/python-package.ts';
import { membersOf } from '../reading/toml-late.ts';
import { isRecord, own, textOf } from '../reading/value.ts';
import { isMember, pathOf, type UvLock } from './lock.ts';
import { type Table, uvDependencies, uvGroups } from './entry.ts';

/**
 * uv writes no end mark: a file that was cut is known by what it refers to and lacks, by a last entry that is not
 * whole, and by the project itself, which has an entry like any other.
 */
export function checkWhole(lock: UvLock, context: ParseContext): void {
  const index = pythonIndex(lock.packages);
  const askedOfLast = checkReferences(lock, index, context);
  checkLast(lock, askedOfLast, context);
  checkProject(lock, index, context);
}

/** Gives the extras that are asked for of the last entry. */
function checkReferences(
  { entries, packages }: UvLock,
  index: PythonIndex,
  { problems }: ParseContext,
): readonly string[] {
  const extras: string[] = [];
  const last = packages.at(-1)?.name;
  for (const { name, table } of entries) {
    for (const item of listsOf(table).flatMap((list) => membersOf(list))) {
      const asked = isRecord(item) ? textOf(own(item, 'name')) : null;
      if (asked === null) {
        problems.add('ENTRY_UNREADABLE', `${quoted(name)} asks for something without a name`);
        continue;
      }
      // uv writes names as they are compared.
      if (!index.has(asked) && !index.has(normalName(asked)))
        problems.add(
          'REFERENCE_MISSING',
          `${quoted(name)} asks for ${quoted(asked)}, which has no entry`,
        );
      if (asked === last)
        extras.push(...uvDependencies([item]).flatMap((one) => one?.extras ?? []));
    }
  }
  return extras;
}

function listsOf(table: Table): unknown[] {
  const lists = [own(table, 'dependencies')];
  for (const key of ['optional-dependencies', 'dev-dependencies'])
    for (const [, list] of uvGroups(own(table, key))) lists.push(list);
  return lists;
}

/**
 * Archives stand behind the dependencies, what extras ask for behind these, and metadata at the end of a member's
 * entry: one that has them lacks nothing in front of them.
 */
function checkLast(
  { entries }: UvLock,
  extras: readonly string[],
  { problems }: ParseContext,
): void {
  const last = entries.at(-1);
  if (last === undefined) return;
  const { name, source, table } = last;
  const asksSomething = listsOf(table).some((list) => list !== undefined);
  const isCut = isMember(source)
    ? asksSomething && !Object.hasOwn(table, 'metadata')
    : source?.source === 'registry' &&
      !Object.hasOwn(table, 'sdist') &&
      !Object.hasOwn(table, 'wheels');
  if (isCut) problems.add('SYNTAX', `the last entry, ${quoted(name)}, is not whole`);
  if (isMember(source)) return;
  const told = new Set(uvGroups(own(table, 'optional-dependencies')).map(([extra]) => extra));
  for (const extra of extras) {
    if (told.has(extra)) continue;
    problems.add(
      'REFERENCE_MISSING',
      `${quoted(`${name}[${extra}]`)} is asked for, and the last entry does not tell what that is`,
    );
  }
}

function checkProject(lock: UvLock, index: PythonIndex, context: ParseContext): void {
  const { path, problems } = context;
  const members = membersOf(own(lock.manifest, 'members'));
  for (const member of members) {
    if (typeof member === 'string' && !index.has(normalName(member)))
      problems.add('REFERENCE_MISSING', `the member ${quoted(member)} has no entry`);
  }
  const requirements = [
    own(lock.manifest, 'requirements'),
    ...uvGroups(own(lock.manifest, 'dependency-groups')).map(([, list]) => list),
  ].flatMap((list) => uvDependencies(list));
  for (const requirement of requirements) {
    if (requirement !== null && !index.has(requirement.name))
      problems.add(
        'REFERENCE_MISSING',
        `the manifest asks for ${quoted(requirement.name)}, which has no entry`,
      );
  }
  if (path.endsWith('.py.lock')) {
    if (lock.entries.length === 0 && requirements.length === 0)
      problems.add('SYNTAX', 'states no package, and asks for none');
    return;
  }
  const root = lock.entries.find(({ source }) => isMember(source) && pathOf(source) === '.');
  if (root === undefined && members.length === 0 && requirements.length === 0)
    problems.add('REFERENCE_MISSING', 'the project itself has no entry');
  const project = companionProject(context);
  if (project === null) return;
  reportMissing('pyproject.toml', project.requests, index, problems);
}
