import type { ShellDialect } from './shell.ts';

/** Signs that the name of a variable, or what is done with it, may take. */
const longest = 200;

/**
 * What a `$` begins: a variable as one word without blanks, the output of a command, or nothing. `${{ x }}` is what GitHub
 * puts in before a shell sees it (docs, "Contexts").
 */
export function expansionAt(
  script: string,
  at: number,
  dialect: ShellDialect,
): { readonly text: string; readonly end: number } | 'command' | null {
  const next = script[at + 1];
  if (next === '{') {
    const closing = script[at + 2] === '{' ? '}}' : '}';
    return bracketed(script, at, closing);
  }
  if (next === '(' && (dialect === 'make' || script[at + 2] === '('))
    return bracketed(script, at, dialect === 'make' ? ')' : '))');
  if (next === '(') return 'command';
  const name = /\$(?:[A-Za-z_]\w*|[0-9@*#?$!-])/y;
  name.lastIndex = at;
  return name.test(script) ? { text: script.slice(at, name.lastIndex), end: name.lastIndex } : null;
}

function bracketed(
  script: string,
  at: number,
  closing: string,
): { readonly text: string; readonly end: number } | null {
  const inner = script.slice(at, at + longest);
  const close = inner.indexOf(closing);
  if (close === -1) return null;
  const text = inner.slice(0, close + closing.length);
  if (text.includes('\n')) return null;
  return { text: text.replace(/\s+/g, ''), end: at + text.length };
}
