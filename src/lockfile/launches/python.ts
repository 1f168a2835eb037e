import { checkName } from '../../package/name.ts';
import { parsePep508 } from '../../package/pep508.ts';
import type { Launch } from '../types.ts';
import { argumentsOf } from './arguments.ts';
import { type Found, launchOf } from './found.ts';
import { longestSpec, type Word } from './words.ts';

/** Options of pip, pipx, uv, Poetry, PDM and Pipenv that take the next word. */
const valued: ReadonlySet<string> = new Set([
  '--abi',
  '--cache-dir',
  '--cert',
  '--client-cert',
  '--config-settings',
  '--constraint',
  '--default-index',
  '--directory',
  '--editable',
  '--exclude-newer',
  '--extra',
  '--extra-index-url',
  '--find-links',
  '--from',
  '--group',
  '--implementation',
  '--index',
  '--index-strategy',
  '--index-url',
  '--keyring-provider',
  '--log',
  '--no-binary',
  '--only-binary',
  '--only-group',
  '--override',
  '--package',
  '--pip-args',
  '--platform',
  '--prefix',
  '--progress-bar',
  '--project',
  '--proxy',
  '--python',
  '--python-platform',
  '--python-version',
  '--report',
  '--requirement',
  '--resolution',
  '--retries',
  '--root',
  '--source',
  '--spec',
  '--src',
  '--suffix',
  '--target',
  '--timeout',
  '--trusted-host',
  '--upgrade-strategy',
  '--uploaded-prior-to',
  '--with',
  '--with-editable',
  '--with-requirements',
  '--backend',
  '--preinstall',
  '--env-file',
  '-C',
  '-G',
  '-P',
  '-c',
  '-e',
  '-f',
  '-i',
  '-p',
  '-r',
  '-t',
]);

/** `pip` with what stands behind it (pip docs, "pip install"). */
export function readPip(found: Found, words: readonly Word[]): void {
  readAdding(found, words, ['install', 'download', 'wheel'], 'pip', 'pip install');
}

/** `python -m pip …`, and other modules that are clients. */
export function readPython(found: Found, words: readonly Word[]): void {
  const at = words.findIndex(({ text }) => text === '-m');
  if (at === -1) return;
  const rest = words.slice(at + 2);
  const module = words[at + 1]?.text;
  if (module === 'pip') readPip(found, rest);
  else if (module === 'pipx') readPipx(found, rest);
  else if (module === 'uv') readUv(found, rest);
}

/** `pipx` with what stands behind it (pipx docs, "pipx run"). */
export function readPipx(found: Found, words: readonly Word[]): void {
  const { plain } = argumentsOf(words, valued, true);
  const [verb, ...rest] = plain;
  if (verb?.text === 'run') {
    const { plain: names, values } = argumentsOf(rest, valued, true);
    const named = [...values('--spec'), ...values('--with')];
    const launch = launchOf('pip', 'pipx run', true);
    for (const word of values('--spec').length > 0 ? named : [...names.slice(0, 1), ...named])
      askPython(found, word, launch);
  } else if (verb?.text === 'inject') {
    const { plain: names } = argumentsOf(rest, valued, false);
    for (const word of names.slice(1))
      askPython(found, word, launchOf('pip', 'pipx inject', false));
  } else readAdding(found, words, ['install', 'upgrade'], 'pip', 'pipx install');
}

/** `uv` with what stands behind it (uv docs, "uv tool run", "uv run", "uv add"). */
export function readUv(found: Found, words: readonly Word[]): void {
  const { plain } = argumentsOf(words, valued, true);
  const [verb, ...rest] = plain;
  const command = verb?.text ?? '';
  if (command === 'pip') readAdding(found, rest, ['install'], 'uv', 'uv pip install');
  else if (command === 'tool' || command === 'x') {
    const [second, ...more] = argumentsOf(rest, valued, true).plain;
    if (command === 'x') readUvx(found, rest, 'uvx');
    else if (second?.text === 'run') readUvx(found, more, 'uv tool run');
    else readAdding(found, rest, ['install', 'upgrade'], 'uv', 'uv tool install');
  } else if (command === 'run') {
    const { values } = argumentsOf(rest, valued, true);
    for (const word of values('--with'))
      askList(found, word, launchOf('uv', 'uv run --with', false));
  } else readAdding(found, words, ['add'], 'uv', 'uv add');
}

/** `uvx`: the packages that options name, and the program's own where none is given by `--from`. */
export function readUvx(found: Found, words: readonly Word[], command: string): void {
  const { plain, values } = argumentsOf(words, valued, true);
  const launch = launchOf('uv', command, true);
  const own = values('--from').length > 0 ? values('--from') : plain.slice(0, 1);
  for (const word of own) askPython(found, word, launch);
  for (const word of values('--with')) askList(found, word, launch);
}

/** A client of which `verbs` take names of packages. */
export function readAdding(
  found: Found,
  words: readonly Word[],
  verbs: readonly string[],
  client: Launch['client'],
  command: string,
): void {
  const [verb, ...rest] = argumentsOf(words, valued, true).plain;
  if (verb === undefined || !verbs.includes(verb.text)) return;
  for (const word of argumentsOf(rest, valued, false).plain)
    askPython(found, word, launchOf(client, command, false));
}

/** uv takes several in one word, parted by commas. */
function askList(found: Found, word: Word, launch: Launch): void {
  for (const text of word.text.split(/,(?=\s*[A-Za-z])/))
    askPython(found, { ...word, text }, launch);
}

/** Adds what one word asks an index for: a requirement of PEP 508, or `name@version` as uv and Poetry have it. */
function askPython(found: Found, { line, text }: Word, launch: Launch): void {
  if (text.length > longestSpec) return;
  const [, short, version] = /^([\w.-]+)(?:\[[^\]]*\])?@([^/:@]*)$/.exec(text) ?? [];
  const read = short === undefined ? parsePep508(text) : null;
  const name = checkName('pypi', short ?? read?.name ?? '');
  if (!name.ok || (read !== null && read.url !== null)) return;
  const base = { ecosystem: 'pypi', name: name.name, kind: 'prod', line, launch } as const;
  if (version === undefined) found.requests.push({ ...base, range: read?.range ?? null });
  else {
    const latest = version === '' || version === 'latest';
    const range = latest ? null : /^\d/.test(version) ? `==${version}` : version;
    found.requests.push({ ...base, range });
  }
}
