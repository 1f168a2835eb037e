import { type Token, tokens } from './tokens.ts';

/** One import of a module. */
export interface Import {
  /** As written; null where it is not a literal, so that nobody can tell what is loaded. */
  readonly specifier: string | null;
  /** Gone when the program runs. `import { type A }` stays, and is none. */
  readonly typeOnly: boolean;
}

/** Every `import`, `export … from`, `import(…)` and `require(…)` in a TypeScript source. */
export function readImports(source: string): readonly Import[] {
  const all = tokens(source);
  return all.flatMap((token, index) => {
    if (token.kind !== 'word' || is(all[index - 1], '.')) return [];
    const next = all[index + 1];
    if ((token.text === 'import' || token.text === 'require') && is(next, '('))
      return [loaded(all[index + 2])];
    if (token.text === 'import') return statement(all, index + 1);
    if (token.text === 'export') return reexport(all, index + 1);
    return [];
  });
}

function loaded(argument: Token | undefined): Import {
  return { specifier: argument?.kind === 'string' ? argument.text : null, typeOnly: false };
}

function statement(all: readonly Token[], start: number): readonly Import[] {
  const first = all[start];
  if (first?.kind === 'string') return [{ specifier: first.text, typeOnly: false }];
  const end = all.findIndex(
    (token, index) => index >= start && (token.kind === 'string' || is(token, ';')),
  );
  const module = all[end];
  if (module?.kind !== 'string' || !is(all[end - 1], 'from')) return [];
  // `import type from 'x'` imports a value that is called type.
  const typeOnly = is(first, 'type') && end - start > 2;
  return [{ specifier: module.text, typeOnly }];
}

function reexport(all: readonly Token[], start: number): readonly Import[] {
  const typeOnly = is(all[start], 'type');
  const open = typeOnly ? start + 1 : start;
  let end = open + 1;
  if (is(all[open], '{')) end = all.findIndex((token, index) => index > open && is(token, '}')) + 1;
  else if (!is(all[open], '*')) return [];
  else if (is(all[end], 'as')) end += 2;
  const module = all[end + 1];
  if (!is(all[end], 'from') || module?.kind !== 'string') return [];
  return [{ specifier: module.text, typeOnly }];
}

function is(token: Token | undefined, text: string): boolean {
  return token !== undefined && token.kind !== 'string' && token.text === text;
}
