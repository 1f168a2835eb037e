import type { DependencyKind, LockDocument, LockedPackage, OpenRequest } from '../types.ts';
import { markBit, marksOf } from './marks.ts';
import { once } from './once.ts';
import type { Problems } from './problems.ts';
import { pythonPackage } from './python-package.ts';
import type { PythonRequest } from './python-request.ts';
import { hashInUrl, locatePython } from './python-url.ts';

/**
 * The document of a manifest: what it asks for from a registry is open, what it takes from elsewhere (a repository
 * with a commit, an archive) is a package. A directory is neither: what lies there is a project of its own.
 * `lines` has the line of each request, 0 where it was not found.
 */
export function manifestDocument(
  name: string | null,
  requests: readonly PythonRequest[],
  lines: readonly number[],
  problems: Problems,
): LockDocument {
  const open: OpenRequest[] = [];
  const packages: LockedPackage[] = [];
  const packageLines: number[] = [];
  const packageOf = new Map<PythonRequest, number>();
  for (const [index, request] of requests.entries()) {
    const line = lines[index] ?? 0;
    const { kind, range, url } = request;
    if (url === null) {
      open.push({ ecosystem: 'pypi', name: request.name, range, kind, line });
      continue;
    }
    const locked = fetchedPackage(request.name, url, kind, problems);
    if (locked === null) continue;
    packageOf.set(request, packages.length);
    packages.push(locked);
    packageLines.push(line);
  }
  return {
    label: 'project',
    packages,
    requests: open,
    covers: ['.'],
    graph: once(() => ({
      importers: [
        {
          path: '.',
          name,
          dependencies: requests.map((request) => ({
            alias: request.name,
            range: request.range,
            kind: request.kind,
            to: packageOf.get(request) ?? null,
          })),
        },
      ],
      edges: [],
    })),
    lines: () => packageLines,
  };
}

const marks: Readonly<Record<DependencyKind, number>> = {
  prod: 0,
  peer: markBit.peer,
  optional: markBit.optional,
  dev: markBit.dev,
};

/** What a URL or path holds, under the name it is asked for by; null for a directory. */
export function fetchedPackage(
  name: string,
  url: string,
  kind: DependencyKind,
  problems: Problems,
): LockedPackage | null {
  const { commit, source, version } = locatePython(url);
  if (source === 'file' && version === null) return null;
  return pythonPackage(
    {
      key: `${name} @ ${url}`,
      name,
      version: version ?? '',
      source,
      resolved: url,
      commit,
      marks: marksOf(marks[kind]),
      scope: kind,
      hashes: () => [hashInUrl(url)],
    },
    problems,
  );
}
