import { checkName } from '../../package/name.ts';
import { askedFor } from '../package-json/spec.ts';
import type { Launch, LockedPackage } from '../types.ts';
import type { Found } from './found.ts';
import { longestSpec, type Word } from './words.ts';

/** What has to be a place and no name: a URL, a path, a repository by its short name. */
const place = /^[a-z][a-z+]*:|^\.{0,2}\/|^~\/|^\.{1,2}$|^[^@/]+\//i;

/** Adds what one word asks npm's registry for: `name`, `name@spec`, `alias@npm:name@spec`, or a place (npm docs, "package-spec"). */
export function askNpm(found: Found, word: Word, launch: Launch): void {
  const { line, text } = word;
  if (text.length > longestSpec) return;
  if (place.test(text) && !text.startsWith('npm:')) {
    if (!word.variable) addPlace(found, text, line);
    return;
  }
  const bare = text.startsWith('npm:') ? text.slice('npm:'.length) : text;
  const at = bare.indexOf('@', 1);
  const name = at === -1 ? bare : bare.slice(0, at);
  const spec = at === -1 ? '' : bare.slice(at + 1);
  if (!isName(name)) return;
  if (spec.includes('$')) {
    found.requests.push({ ecosystem: 'npm', name, range: spec, kind: 'prod', line, launch });
    return;
  }
  const asked = askedFor(name, spec);
  if (asked.is === 'package') addPlace(found, spec, line);
  if (asked.is !== 'request' || !isName(asked.name)) return;
  const { range } = asked;
  found.requests.push({ ecosystem: 'npm', name: asked.name, range, kind: 'prod', line, launch });
}

function isName(name: string): boolean {
  return checkName('npm', name).ok;
}

function addPlace(found: Found, spec: string, line: number): void {
  const asked = askedFor('', spec);
  if (asked.is !== 'package') return;
  const { commit, name, source, version } = asked;
  const locked: LockedPackage = {
    key: spec,
    ecosystem: 'npm',
    name: name === '' ? lastPart(spec) : name,
    version,
    source,
    resolved: spec,
    commit,
    integrity: null,
    marks: [],
    scope: null,
  };
  found.packages.push(locked);
  found.lines.push(line);
}

/** A place that does not say whose files it holds is called by what it ends in. */
function lastPart(spec: string): string {
  return /([^/:#?]+)(?:[#?].*)?$/.exec(spec)?.[1]?.replace(/\.(?:git|tgz|tar\.gz)$/, '') ?? spec;
}
