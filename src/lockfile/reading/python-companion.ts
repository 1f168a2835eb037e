import type { Dependency, Importer } from '../types.ts';
import type { ParseContext } from './format.ts';
import { Problems, quoted } from './problems.ts';
import type { PythonIndex } from './python-index.ts';
import { pythonProject, type PythonProject } from './python-project.ts';
import type { PythonRequest } from './python-request.ts';
import { decodeText } from './text.ts';
import { nothingLate, parseToml } from './toml.ts';

/** The pyproject.toml beside a lockfile; null where there is none, or, with a problem, where it cannot be read. */
export function companionProject(context: ParseContext): PythonProject | null {
  const tree = companionToml('pyproject.toml', context);
  return tree === null ? null : pythonProject(tree, context.problems);
}

/** The tree of a TOML file beside a lockfile; null where there is none, or, with a problem, where it cannot be read. */
export function companionToml(
  path: string,
  { neighbours, problems }: ParseContext,
): Record<string, unknown> | null {
  const bytes = neighbours.bytes(path);
  if (bytes === null) return null;
  const found = new Problems();
  const text = decodeText(bytes, found);
  const tree = text === null ? null : parseToml(text, found, nothingLate);
  const [fault] = found.all();
  if (fault === undefined) return tree;
  problems.add(
    'ENTRY_UNREADABLE',
    `the companion ${quoted(path)} cannot be read: ${fault.message}`,
  );
  return null;
}

/** What a project asks for, as importer of the packages that a lockfile beside it states. */
export function projectImporter(
  name: string | null,
  requests: readonly PythonRequest[],
  index: PythonIndex,
): Importer {
  return { path: '.', name, dependencies: requests.flatMap((one) => answered(one, index)) };
}

/** One dependency for each package that may be meant, or one that leads nowhere. */
function answered(
  { kind, name, range }: Pick<PythonRequest, 'kind' | 'name' | 'range'>,
  index: PythonIndex,
): Dependency[] {
  const found = index.find(name, range);
  if (found.length === 0) return [{ alias: name, range, kind, to: null }];
  return found.map((to) => ({ alias: name, range, kind, to }));
}

/** Reports what a project asks for on every machine and a lockfile lacks. */
export function reportMissing(
  manifest: string,
  requests: readonly PythonRequest[],
  index: PythonIndex,
  problems: Problems,
): void {
  for (const { conditional, name } of requests) {
    if (conditional || index.has(name)) continue;
    problems.add(
      'REFERENCE_MISSING',
      `${manifest} asks for ${quoted(name)}, which has no entry here`,
    );
  }
}
