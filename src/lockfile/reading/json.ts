import { scanJson, stringAt } from './json-scan.ts';
import { createLineCounter, placeOf } from './lines.ts';
import { quoted, type Problems } from './problems.ts';

/**
 * Parses JSON. Where it is broken, a SYNTAX problem with line and column is noted and the value holds
 * all that stood before the fault; `undefined` where nothing did.
 */
export function parseJson(text: string, problems: Problems): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return parseBroken(text, problems);
  }
}

function parseBroken(text: string, problems: Problems): unknown {
  const stack: (Record<string, unknown> | unknown[])[] = [];
  const keys: string[] = [];
  let root: unknown;
  function put(value: unknown): void {
    const parent = stack.at(-1);
    if (parent === undefined) root = value;
    else if (Array.isArray(parent)) parent.push(value);
    else define(parent, keys.at(-1) ?? '', value);
  }
  const fault = scanJson(text, {
    open(kind) {
      const value = kind === '{' ? {} : [];
      put(value);
      stack.push(value);
      keys.push('');
    },
    close() {
      stack.pop();
      keys.pop();
    },
    key(start, end) {
      keys[keys.length - 1] = stringAt(text, start, end);
    },
    scalar(start, end) {
      put(JSON.parse(text.slice(start, end)));
    },
  });
  if (fault === null) problems.add('SYNTAX', 'not JSON');
  else {
    const { line, column } = placeOf(text, fault.at);
    problems.add('SYNTAX', `not JSON: ${fault.reason} at column ${column}`, line);
  }
  return root;
}

/** Sets a key as JSON.parse does: `__proto__` is a key like any other. */
export function define(record: Record<string, unknown>, key: string, value: unknown): void {
  if (key !== '__proto__') record[key] = value;
  else
    Object.defineProperty(record, key, {
      value,
      enumerable: true,
      configurable: true,
      writable: true,
    });
}

/**
 * Visits the keys of nested objects in the order of the text, up to the first fault. `visit` receives the
 * role it gave to the object that holds the key, the key, and its 1-based line, and returns the role of the
 * object below that key, or null to pass over all that is inside.
 */
export function walkKeys<Role>(
  text: string,
  root: Role,
  visit: (role: Role, key: string, line: number) => Role | null,
): void {
  const lineAt = createLineCounter(text);
  const roles: (Role | null)[] = [];
  let next: Role | null = root;
  scanJson(text, {
    open(kind) {
      roles.push(kind === '{' ? next : null);
      next = null;
    },
    close() {
      roles.pop();
      next = null;
    },
    key(start, end) {
      const role = roles.at(-1) ?? null;
      next = role === null ? null : visit(role, stringAt(text, start, end), lineAt(start));
    },
    scalar() {
      next = null;
    },
  });
}

/** The message for a value that is not what its place asks for. */
export function misfit(key: string, wanted: string): string {
  return `${quoted(key)} is not ${wanted}`;
}
