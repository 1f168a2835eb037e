/** A word, a string literal's content, or one character of punctuation; comments, templates and patterns are left out. */
export interface Token {
  readonly kind: 'word' | 'string' | 'punctuation';
  readonly text: string;
}

/** What may stand before a pattern (`/x/`), where after any other word a slash divides. */
const beforePattern = new Set(
  'await case delete do else in instanceof new of return throw typeof void yield'.split(' '),
);

const space = /\s+|\/\/[^\n]*|\/\*[^]*?\*\//y;
const word = /[\p{ID_Start}$_#\d][\p{ID_Continue}$\u200c\u200d]*/uy;
// A quote that its line does not close is an apostrophe in the text of a screen.
const string = /'(?:[^'\\\n]|\\[^])*['\n]|"(?:[^"\\\n]|\\[^])*["\n]/y;
const pattern = /\/(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/\w*/y;
const templatePart = /(?:[^`\\$]|\\[^]|\$(?!\{))*(?:`|\$\{)/y;

/** Reads TypeScript far enough to find its import statements. */
export function tokens(source: string): readonly Token[] {
  const found: Token[] = [];
  /** One entry for each template that is open, holding the braces open inside its `${`. */
  const templates: number[] = [];
  let at = 0;

  function take(expression: RegExp): string | null {
    expression.lastIndex = at;
    const match = expression.exec(source)?.[0];
    if (match === undefined) return null;
    at += match.length;
    return match;
  }

  function template(): void {
    const part = take(templatePart);
    if (part === null) at = source.length;
    else if (part.endsWith('${')) templates.push(0);
  }

  while (at < source.length) {
    if (take(space) !== null) continue;
    const name = take(word);
    if (name !== null) {
      found.push({ kind: 'word', text: name });
      continue;
    }
    const literal = take(string);
    if (literal !== null) {
      found.push({ kind: 'string', text: literal.slice(1, -1) });
      continue;
    }
    if (source[at] === '/' && mayBePattern(found.at(-1)) && take(pattern) !== null) {
      found.push({ kind: 'word', text: '/pattern/' });
      continue;
    }
    const text = source[at] ?? '';
    at += 1;
    const depth = templates.at(-1);
    if (text === '`') {
      found.push({ kind: 'word', text: '`template`' });
      template();
    } else if (text === '}' && depth === 0) {
      templates.pop();
      template();
    } else {
      if (depth !== undefined && (text === '{' || text === '}')) {
        templates[templates.length - 1] = depth + (text === '{' ? 1 : -1);
      }
      found.push({ kind: 'punctuation', text });
    }
  }
  return found;
}

function mayBePattern(before: Token | undefined): boolean {
  if (before === undefined) return true;
  if (before.kind === 'word') return beforePattern.has(before.text);
  return before.kind === 'punctuation' && !')]}'.includes(before.text);
}
