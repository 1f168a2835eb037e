import { readerFor } from '../lockfile/index.ts';
import { unsupportedFormat } from '../lockfile/unsupported.ts';

/** Names of more than one word that projects have which nobody attacked. */
const known: ReadonlySet<string> = new Set([
  'code_of_conduct',
  'commitlint.config',
  'docker-compose',
  'eslint.config',
  'jest.config',
  'pre-commit-config',
  'pull_request_template',
  'vite.config',
  'webpack.config',
]);

/** Directories that tools give configuration in: a plain name below one is as plain. */
const plainDirectory = /^\.?[a-z]+$/i;

/**
 * Whether the end of a path says too little by itself, because ordinary projects have such files: what package managers
 * and other tools write, and names that are one plain word (`index.js`, `.npmrc`, `environment.json`). What is made of
 * several words, or of digits, somebody chose (`setup_bun.js`, `6202033.vbs`).
 */
export function isOrdinary(above: readonly string[], name: string): boolean {
  const path = [...above, name].join('/');
  const kind = readerFor(path)?.kind;
  if (kind === 'lockfile' || kind === 'manifest' || unsupportedFormat(path) !== null) return true;
  if (!above.every((one) => plainDirectory.test(one))) return false;
  const bare = name.replace(/^\.+/, '');
  const dot = bare.lastIndexOf('.');
  const stem = (dot <= 0 ? bare : bare.slice(0, dot)).toLowerCase();
  return known.has(stem) || isOneWord(dot <= 0 ? bare : bare.slice(0, dot));
}

/** Of one case, or with a capital in front: `Contents`, `README`, `index`. */
function isOneWord(stem: string): boolean {
  return /^(?:[A-Z]?[a-z]+|[A-Z]+)$/.test(stem);
}
