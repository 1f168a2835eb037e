import { quoted, type Problems } from './problems.ts';
import { type Asking, type PythonRequest, requestOfTable } from './python-request.ts';
import { isRecord } from './value.ts';

/** Tables of a Pipfile that ask for nothing (pipenv docs, "Pipfile"). */
const others: ReadonlySet<string> = new Set(['pipenv', 'pipfile', 'requires', 'scripts', 'source']);

/** What a Pipfile asks for: `packages`, `dev-packages`, and categories that the project made up. */
export function pipfileRequests(
  tree: Record<string, unknown>,
  problems: Problems,
): readonly PythonRequest[] {
  const requests: PythonRequest[] = [];
  for (const category of Object.keys(tree)) {
    if (others.has(category)) continue;
    const table = tree[category];
    if (!isRecord(table)) {
      problems.add('ENTRY_UNREADABLE', `${quoted(category)} is not a table`);
      continue;
    }
    for (const name of Object.keys(table)) {
      const request = requestOfTable(name, table[name], askingOf(category));
      if (request !== null) requests.push(request);
      else problems.add('ENTRY_UNREADABLE', `${quoted(`${category}.${name}`)} is not a constraint`);
    }
  }
  return requests;
}

function askingOf(category: string): Asking {
  if (category === 'packages') return { kind: 'prod', group: null };
  return { kind: category === 'dev-packages' ? 'dev' : 'optional', group: category };
}
