import type { z } from 'zod';
import { type KeyPath, pathText } from './places.ts';

/** A departure from the schema, in plain words, with the path to what has to be mended. */
export interface ShapeProblem {
  readonly code: 'UNKNOWN_KEY' | 'MISSING_KEY' | 'WRONG_TYPE' | 'BAD_VALUE';
  readonly message: string;
  readonly at: KeyPath;
}

const kinds: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping',
  record: 'a mapping',
  null: 'nothing',
};

/** What is wrong with a value that its schema refuses. */
export function shapeProblems(value: unknown, { issues }: z.ZodError): readonly ShapeProblem[] {
  return issues.flatMap((issue) => problemsOf(value, issue));
}

function problemsOf(value: unknown, issue: z.core.$ZodIssue): readonly ShapeProblem[] {
  const { path } = issue;
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      code: 'UNKNOWN_KEY',
      message: `${named(path)}unknown key ${JSON.stringify(key)}`,
      at: [...path, key],
    }));
  if (valueAt(value, path) === undefined && path.length > 0)
    return [
      {
        code: 'MISSING_KEY',
        message: `${named(path.slice(0, -1))}the key ${JSON.stringify(String(path.at(-1)))} is missing`,
        at: path.slice(0, -1),
      },
    ];
  if (issue.code === 'invalid_type')
    return [
      {
        code: 'WRONG_TYPE',
        message: `${named(path)}expected ${kinds[issue.expected] ?? issue.expected}, found ${kindOf(valueAt(value, path))}`,
        at: path,
      },
    ];
  return [{ code: 'BAD_VALUE', message: `${named(path)}${wordsOf(issue)}`, at: path }];
}

function wordsOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_value') return `expected ${oneOf(issue.values)}`;
  if (issue.code === 'invalid_key')
    return `a key has to be ${issue.issues.map(({ message }) => message).join(', ')}`;
  if (issue.code === 'invalid_union' && 'options' in issue && Array.isArray(issue.options))
    return `expected ${oneOf(issue.options)}`;
  if (issue.code === 'too_small')
    return issue.origin === 'number' || issue.minimum !== 1
      ? `expected at least ${issue.minimum}`
      : 'may not be empty';
  if (issue.code === 'invalid_format' && issue.format === 'date')
    return 'expected a day such as 2026-11-20';
  return `expected ${issue.message}`;
}

function oneOf(values: readonly unknown[]): string {
  return values.map((one) => JSON.stringify(one)).join(' or ');
}

function named(path: KeyPath): string {
  return path.length === 0 ? '' : `${pathText(path)}: `;
}

function kindOf(value: unknown): string {
  if (value === null) return 'nothing';
  return kinds[Array.isArray(value) ? 'array' : typeof value] ?? typeof value;
}

function valueAt(value: unknown, path: KeyPath): unknown {
  let at = value;
  for (const key of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined;
    at = (at as Record<PropertyKey, unknown>)[key];
  }
  return at;
}
