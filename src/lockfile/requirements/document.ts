import { checkVersion } from '../../package/version.ts';
import type { Dependency, LockDocument, LockedPackage, OpenRequest } from '../types.ts';
import type { ParseContext } from '../reading/format.ts';
import { once } from '../reading/once.ts';
import { baseName, directoryOf } from '../reading/path.ts';
import { quoted } from '../reading/problems.ts';
import { normalName, pythonPackage } from '../reading/python-package.ts';
import { hashInUrl, locatePython } from '../reading/python-url.ts';
import { namesAll } from './closure.ts';
import { type Placed, readRequirements, type Requirement } from './includes.ts';

/** Names of requirements files, by which each is read by itself. */
export function isRequirementsFile(path: string): boolean {
  return /requirements[^/]*\.txt$|(?:^|\/)requirements\/[^/]+\.txt$/i.test(path);
}

/**
 * Reads a requirements file: what is pinned (`==`) or has a URL is a package, what is not is an open request, narrowed
 * by constraints. pip resolves the rest, so that nothing tells what asks for what: every line is asked for by the project.
 */
export function requirementsDocument(text: string, context: ParseContext): LockDocument {
  const { path, problems } = context;
  const { asked, constraints, hashesRequired } = readRequirements(
    text,
    isRequirementsFile,
    context,
  );
  const constrained = byName(constraints);
  const packages: LockedPackage[] = [];
  const requests: OpenRequest[] = [];
  const lines: number[] = [];
  const dependencies: Dependency[] = [];
  // Where one line has a hash, pip wants one on every line (pip docs, "Hash-checking Mode").
  const wantsHashes =
    hashesRequired || asked.some(({ requirement }) => requirement.hashes.length > 0);
  for (const { line, requirement } of asked) {
    const name = normalName(requirement.name);
    const narrowed = narrow(requirement, constrained.get(name) ?? []);
    if (wantsHashes && narrowed.hashes.length === 0 && narrowed.url === null)
      problems.add('ENTRY_UNREADABLE', `${quoted(name)} has no hash, and pip refuses it`, line);
    const { range } = narrowed;
    const version = pinnedVersion(range);
    if (version === null && narrowed.url === null) {
      requests.push({ ecosystem: 'pypi', name, range: plain(range), kind: 'prod', line });
      dependencies.push({ alias: name, range, kind: 'prod', to: null });
      continue;
    }
    const locked = lockedPackage(narrowed, version, context);
    if (locked === null) continue;
    dependencies.push({ alias: name, range, kind: 'prod', to: packages.length });
    packages.push(locked);
    lines.push(line);
  }
  if (asked.length > 0 && !namesAll(text, wantsHashes))
    problems.add(
      'DEPENDENCIES_UNSTATED',
      'does not say what its packages bring along: no hashes, and no mark of pip-compile or uv',
    );
  const isInFolder = /^requirements$/i.test(baseName(directoryOf(path)));
  return {
    label: 'project',
    packages,
    requests,
    // One that asks for nothing answers for nothing: a pyproject.toml beside it may ask for all.
    covers: asked.length === 0 ? [] : isInFolder ? ['.', '..'] : ['.'],
    graph: once(() => ({ importers: [{ path: '.', name: null, dependencies }], edges: [] })),
    lines: () => lines,
  };
}

function byName(constraints: readonly Placed[]): ReadonlyMap<string, readonly Requirement[]> {
  const found = new Map<string, Requirement[]>();
  for (const { requirement } of constraints) {
    const name = normalName(requirement.name);
    const known = found.get(name);
    if (known === undefined) found.set(name, [requirement]);
    else known.push(requirement);
  }
  return found;
}

/** A requirement with what constraints add to it; one that is pinned or has a URL stays as it is. */
function narrow(requirement: Requirement, constraints: readonly Requirement[]): Requirement {
  if (requirement.url !== null || pinnedVersion(requirement.range) !== null) return requirement;
  const ranges = [requirement, ...constraints]
    .map(({ range }) => range)
    .filter((one) => one !== null);
  return {
    ...requirement,
    range: ranges.length === 0 ? null : ranges.join(','),
    url: constraints.find(({ url }) => url !== null)?.url ?? null,
    hashes: [...requirement.hashes, ...constraints.flatMap(({ hashes }) => hashes)],
  };
}

/** The one version that `==` or `===` allows; null for `==1.*`, for other ranges, and for what is no version. */
function pinnedVersion(range: string | null): string | null {
  for (const clause of range?.split(',') ?? []) {
    const version = /^===?([^=*]+)$/.exec(clause)?.[1];
    if (version !== undefined && checkVersion('pypi', version).ok) return version;
  }
  return null;
}

/** What an environment variable holds (`==${VERSION}`) is not known: every version would do. */
function plain(range: string | null): string | null {
  return range?.includes('$') === true ? null : range;
}

function lockedPackage(
  { hashes, name, url }: Requirement,
  pinned: string | null,
  { problems }: ParseContext,
): LockedPackage | null {
  const origin = url === null ? null : locatePython(url);
  const version = pinned ?? origin?.version ?? '';
  return pythonPackage(
    {
      key: url === null ? `${name}==${version}` : `${name} @ ${url}`,
      name,
      version,
      source: origin?.source ?? 'registry',
      resolved: url,
      commit: origin?.commit ?? null,
      marks: [],
      scope: null,
      hashes: () => (url === null ? hashes : [...hashes, hashInUrl(url)]),
    },
    problems,
  );
}
