import type { ParseContext } from '../reading/format.ts';
import { companionToml } from '../reading/python-companion.ts';
import { pipfileRequests } from '../reading/python-pipfile.ts';
import type { PythonRequest } from '../reading/python-request.ts';

type Asked = readonly PythonRequest[] | null;

/** What was read for a file is kept as long as the file is: what is built of it later may ask nobody. */
const known = new WeakMap<ParseContext, { readonly asked: Asked }>();

/** What the Pipfile beside a lockfile asks for; null where there is none, or none that can be read. */
export function askedBeside(context: ParseContext): Asked {
  const before = known.get(context);
  if (before !== undefined) return before.asked;
  const pipfile = companionToml('Pipfile', context);
  const asked = pipfile === null ? null : pipfileRequests(pipfile, context.problems);
  known.set(context, { asked });
  return asked;
}
