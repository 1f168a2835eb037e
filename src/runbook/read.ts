import { Composer, type Document, isAlias, isScalar, LineCounter, Parser, visit } from 'yaml';
import { isNestedDeeper } from './nesting.ts';
import { type Places, placesOf, type Problem } from './places.ts';
import { Runbook } from './schema.ts';
import { shapeProblems } from './shape-problems.ts';

const maxCharacters = 256 * 1024;
/** Tokens inside tokens: a value three keys down is twelve. */
const maxDepth = 60;
const maxProblems = 50;

/** A runbook file as read: the definition, or why it is none. */
export interface ReadRunbook {
  /** Null where there are problems. */
  readonly runbook: Runbook | null;
  readonly problems: readonly Problem[];
  readonly places: Places;
}

/** Reads a runbook. `path` is the file as problems name it. Never throws: what is wrong is a problem with its line. */
export function readRunbook(text: string, path: string): ReadRunbook {
  const nowhere: Places = { file: path, lineOf: () => null };
  const failed = (code: string, message: string): ReadRunbook => {
    return { runbook: null, problems: [{ path, code, message, line: null }], places: nowhere };
  };
  if (text.length > maxCharacters)
    return failed('TOO_LARGE', `the file is longer than ${maxCharacters} characters`);
  const lines = new LineCounter();
  const tokens = [...new Parser(lines.addNewLine).parse(text)];
  if (isNestedDeeper(tokens, maxDepth))
    return failed('TOO_DEEP', 'values lie too deep inside each other');
  const composer = new Composer({ lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const [document, ...more] = composer.compose(tokens, true, text.length);
  if (document === undefined || document.contents === null)
    return failed('EMPTY', 'the file holds nothing');
  if (more.length > 0) return failed('BAD_YAML', 'the file holds more than one document');
  const places = placesOf(path, document, lines);
  const problems = yamlProblems(document, lines, path);
  if (problems.length > 0)
    return { runbook: null, problems: problems.slice(0, maxProblems), places };
  const value: unknown = document.toJS({ maxAliasCount: 0 });
  const parsed = Runbook.safeParse(value);
  if (parsed.success) return { runbook: parsed.data, problems: [], places };
  return {
    runbook: null,
    problems: shapeProblems(value, parsed.error)
      .slice(0, maxProblems)
      .map(({ at, code, message }) => ({ path, code, message, line: places.lineOf(at) }))
      .toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0)),
    places,
  };
}

function yamlProblems(document: Document, lines: LineCounter, path: string): Problem[] {
  const lineAt = (offset: number): number => lines.linePos(offset).line;
  const found = [...document.errors, ...document.warnings].map(
    ({ code, message, pos }): Problem => {
      const line = lineAt(pos[0]);
      return code === 'DUPLICATE_KEY'
        ? { path, code, message: `the key ${keyAt(document, pos[0])} stands twice`, line }
        : { path, code: 'BAD_YAML', message: `no YAML as it stands: ${message}`, line };
    },
  );
  visit(document, {
    Alias(_, node) {
      const line = lineAt(node.range?.[0] ?? 0);
      found.push({ path, code: 'ALIAS', message: `*${node.source}: write the value out`, line });
    },
    Pair(_, { key }) {
      if (isAlias(key)) return;
      const line = lineAt(isScalar(key) ? (key.range?.[0] ?? 0) : 0);
      if (isScalar(key) && typeof key.value === 'string' && key.value !== '__proto__') return;
      const name = isScalar(key) ? JSON.stringify(key.value) : 'a list or a mapping';
      found.push({ path, code: 'UNKNOWN_KEY', message: `unknown key ${name}`, line });
    },
  });
  return found;
}

function keyAt(document: Document, offset: number): string {
  let name = '';
  visit(document, {
    Pair(_, { key }) {
      if (isScalar(key) && key.range?.[0] === offset) name = JSON.stringify(key.value);
    },
  });
  return name;
}
