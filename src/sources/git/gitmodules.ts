import { normaliseOrigin } from './origin.ts';

/** What a `.gitmodules` file says of one submodule. */
export interface DeclaredSubmodule {
  /** What its repository is called below `modules` of the one that holds it. */
  readonly name: string;
  /** As it is written: nothing is fetched from it. */
  readonly url: string | null;
}

/** No line is longer in a file that a person could have meant. */
const maxLine = 2048;

/** Submodules by their paths, from the text of a `.gitmodules` file (gitmodules(5)). What is no submodule is passed over. */
export function parseGitmodules(text: string): Map<string, DeclaredSubmodule> {
  const declared = new Map<string, DeclaredSubmodule>();
  let name: string | null = null;
  let path: string | null = null;
  let url: string | null = null;
  const end = (): void => {
    if (name !== null && path !== null) declared.set(path, { name, url });
    [path, url] = [null, null];
  };
  for (const line of text.split(/\r?\n/)) {
    if (line.length > maxLine) continue;
    const trimmed = line.trim();
    if (trimmed.startsWith('[')) {
      end();
      name = /^\[submodule\s+"(.*)"\]$/.exec(trimmed)?.[1]?.replaceAll(/\\(.)/g, '$1') ?? null;
      continue;
    }
    const equals = trimmed.indexOf('=');
    const key = trimmed.slice(0, Math.max(0, equals)).trim().toLowerCase();
    const value = trimmed.slice(equals + 1).trim();
    const plain = value.replace(/^"(.*)"$/, '$1').replaceAll(/\\(.)/g, '$1');
    if (key === 'path') path = plain.replace(/\/+$/, '');
    if (key === 'url') url = plain;
  }
  end();
  return declared;
}

/**
 * What to call the repository that a submodule's URL names: `git.example/acme/lib`. One that begins with `./` or `../` is
 * taken from `parent`, the URL of the repository that holds it. Null where that says nothing.
 */
export function submoduleName(url: string, parent: string | null): string | null {
  const origin = normaliseOrigin(/^\.\.?\//.test(url) ? (joined(url, parent) ?? '') : url);
  return origin === null ? null : `${origin.host}/${origin.path}`;
}

function joined(url: string, parent: string | null): string | null {
  const base = parent === null ? null : normaliseOrigin(parent);
  if (base === null) return null;
  const steps = base.path.split('/');
  for (const step of url.split('/'))
    if (step === '..') {
      if (steps.pop() === undefined) return null;
    } else if (step !== '.' && step !== '') steps.push(step);
  return `ssh://${base.host}/${steps.join('/')}`;
}
