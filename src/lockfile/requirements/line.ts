import { parsePep508 } from '../../package/pep508.ts';
import { isWholeHash } from '../reading/python-hashes.ts';
import { archiveCoordinates, locatePython } from '../reading/python-url.ts';

/** What one line of a requirements file says. */
export type RequirementLine =
  | {
      readonly says: 'requirement';
      readonly name: string;
      readonly range: string | null;
      readonly url: string | null;
      /** `sha256:…`, as `--hash` gives them. */
      readonly hashes: readonly string[];
    }
  | { readonly says: 'include'; readonly path: string; readonly constrains: boolean }
  | { readonly says: 'hashes-required' }
  /** A directory, whose own manifest says what it asks for, or an option that names no package. */
  | { readonly says: 'nothing' }
  | { readonly says: 'unreadable'; readonly why: string };

const includes: ReadonlyMap<string, boolean> = new Map([
  ['-r', false],
  ['--requirement', false],
  ['-c', true],
  ['--constraint', true],
]);

/** Options of a file that name no package (pip docs, "Supported options"). */
const others: ReadonlySet<string> = new Set([
  '-f',
  '-i',
  '--extra-index-url',
  '--find-links',
  '--index-url',
  '--no-binary',
  '--no-index',
  '--only-binary',
  '--pre',
  '--prefer-binary',
  '--pypi-url',
  '--trusted-host',
  '--use-feature',
]);

const nothing: RequirementLine = { says: 'nothing' };

/** Reads one logical line. */
export function readLine(text: string): RequirementLine {
  if (!text.startsWith('-')) return readRequirement(text);
  const { option, value } = optionOf(text);
  const constrains = includes.get(option);
  if (constrains !== undefined) {
    return value === ''
      ? { says: 'unreadable', why: 'names no file' }
      : { says: 'include', path: value, constrains };
  }
  if (option === '-e' || option === '--editable') return readEditable(value);
  if (option === '--require-hashes') return { says: 'hashes-required' };
  return others.has(option) ? nothing : { says: 'unreadable', why: 'is an option pip has not' };
}

/** `--option value`, `--option=value`, `-o value` and `-ovalue`. */
function optionOf(text: string): { option: string; value: string } {
  const isLong = text.startsWith('--');
  const end = isLong ? text.search(/[\s=]/) : 2;
  const option = end === -1 ? text : text.slice(0, end);
  const value = end === -1 ? '' : text.slice(end).replace(/^[\s=]/, '');
  return { option, value: unquoted(value.trim()) };
}

function unquoted(value: string): string {
  const quote = value[0];
  const isQuoted = (quote === '"' || quote === "'") && value.length > 1 && value.endsWith(quote);
  return isQuoted ? value.slice(1, -1) : value;
}

/** What is installed in place comes from a repository with its name behind `#egg=`, or is a directory. */
function readEditable(value: string): RequirementLine {
  if (value === '') return { says: 'unreadable', why: 'names nothing to install' };
  const named = parsePep508(value);
  if (named !== null && named.url !== null) return readRequirement(value);
  const { name, source } = locatePython(value);
  if (source === 'file') return nothing;
  return name === null
    ? { says: 'unreadable', why: 'does not say what its URL holds' }
    : { says: 'requirement', name, range: null, url: value, hashes: [] };
}

/** Options stand behind the requirement; the first word with a dash begins them. */
function readRequirement(text: string): RequirementLine {
  const dash = text.search(/\s-/);
  const asked = dash === -1 ? text : text.slice(0, dash);
  const hashes = hashesIn(dash === -1 ? '' : text.slice(dash));
  if (typeof hashes === 'string') return { says: 'unreadable', why: hashes };
  const named = parsePep508(asked);
  if (named !== null && !isPath(asked)) {
    const { name, range, url } = named;
    return { says: 'requirement', name, range, url, hashes };
  }
  return readPlace(asked, hashes);
}

/** A URL or a path alone; an archive's name says what is in it. */
function readPlace(asked: string, hashes: readonly string[]): RequirementLine {
  const semicolon = asked.search(/\s;|;\s/);
  const place = (semicolon === -1 ? asked : asked.slice(0, semicolon)).trim();
  const isUrl = /^[a-z][a-z+]*:/i.test(place);
  if (!isUrl && !isPath(place)) return { says: 'unreadable', why: 'is not a requirement' };
  const { name, source } = locatePython(place);
  if (name !== null) return { says: 'requirement', name, range: null, url: place, hashes };
  return source === 'file' && !/\.[a-z]+$/i.test(place)
    ? nothing
    : { says: 'unreadable', why: 'does not say what it holds' };
}

/** The name of an archive looks like a package's. */
function isPath(text: string): boolean {
  if (/^(?:\.{1,2}(?:[/\\]|$)|\/|[A-Za-z]:[/\\])/.test(text)) return true;
  return !/[\s@]/.test(text) && archiveCoordinates(text) !== null;
}

/** Options of one requirement that name no package (pip docs, "Per-requirement options"). */
const own: ReadonlySet<string> = new Set([
  '-C',
  '--config-setting',
  '--config-settings',
  '--global-option',
  '--install-option',
]);

/** What `--hash` gives; a text says why the options cannot be read. */
function hashesIn(options: string): readonly string[] | string {
  const hashes: string[] = [];
  const words = options.split(/\s+/).flatMap((word) => word.split(/(?<=^--?[A-Za-z-]+)=/));
  for (const [index, word] of words.entries()) {
    if (!word.startsWith('-')) continue;
    if (word !== '--hash') {
      if (own.has(word)) continue;
      return 'has an option that pip has not';
    }
    const hash = words[index + 1] ?? '';
    if (!isWholeHash(hash)) return 'has a hash that is not whole';
    hashes.push(hash);
  }
  return hashes;
}
