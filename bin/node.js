/**
 * Which Node may run firebreak. Plain JavaScript without dependencies that runs on older Nodes too: it is read before
 * anything is installed or built.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The directory of firebreak's package.json. */
export const root = fileURLToPath(new URL('..', import.meta.url));

/** The range under `engines` in package.json. */
export function wantedNode() {
  return JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).engines.node;
}

/** Whether `version` (`24.21.0`) lies in `range`: terms `^a.b.c` and `>=a.b.c`, joined by `||`; parts left out are 0. */
export function isSupported(version, range) {
  const have = parts(version);
  return range.split('||').some((term) => {
    const [, operator, least] = /^\s*(\^|>=)(\d+(?:\.\d+){0,2})\s*$/.exec(term) ?? [];
    if (operator === undefined)
      throw new Error(`package.json: engines.node has a term that is not understood: ${term}`);
    const want = parts(least);
    return compare(have, want) >= 0 && (operator === '>=' || have[0] === want[0]);
  });
}

function parts(version) {
  return [0, 1, 2].map((index) => Number.parseInt(version.split('.')[index] ?? '0', 10));
}

function compare(left, right) {
  return left[0] - right[0] || left[1] - right[1] || left[2] - right[2];
}

/** The Node that the development install brings along; null where that install is absent. */
export function projectNode() {
  const path = join(root, 'node_modules/node/bin/node');
  return existsSync(path) ? path : null;
}
