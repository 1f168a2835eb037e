import type { LockfileReader } from '../types.ts';
import { readerOf, type ParseContext, type Parsed } from '../reading/format.ts';
import { parseJson } from '../reading/json.ts';
import type { JsonTape } from '../reading/json-tape.ts';
import type { ScannedDocument } from '../reading/lazy-document.ts';
import { baseName, joinPath } from '../reading/path.ts';
import { quoted } from '../reading/problems.ts';
import { isRecord } from '../reading/value.ts';
import { bunControls } from './controls.ts';
import { documentOf } from './document.ts';
import { strictJson } from './jsonc.ts';
import { scanLock } from './scan.ts';
import { bunSight } from './sight.ts';

/**
 * bun.lock, the text lockfile of bun: JSON with commas behind the last member. Version 1 left out of `packages` what
 * members ask for; version 2 is written like it, and read by bun with more checks.
 */
export const bunLock: LockfileReader = readerOf({
  id: 'bun-lock',
  version: 1,
  kind: 'lockfile',
  ecosystems: ['npm'],
  companions: [],
  sees: bunSight,
  controls: bunControls,
  matches: (path) => baseName(path) === 'bun.lock',
  installed: () => false,
  parse,
  tape: { dialect: { trailingCommas: true }, scan },
});

const nothing: Parsed = { formatVersion: '', documents: [] };

function parse(text: string, { problems }: ParseContext): Parsed {
  const json = strictJson(text);
  const root = parseJson(json, problems);
  if (root === undefined) return nothing;
  if (!isRecord(root) || (root.packages === undefined && root.workspaces === undefined)) {
    problems.add('SYNTAX', 'not a lockfile of bun: no "packages" and no "workspaces"');
    return nothing;
  }
  const formatVersion = versionOf(root.lockfileVersion);
  if (!bunSight.versions.includes(formatVersion)) {
    problems.add(
      'FORMAT_VERSION_UNSUPPORTED',
      `lockfileVersion ${quoted(formatVersion)} is not known: read as far as it is like version 2`,
    );
  }
  return { formatVersion, documents: [documentOf(root, json, problems)] };
}

function versionOf(value: unknown): string {
  return typeof value === 'number' || typeof value === 'string' ? String(value) : '';
}

/** The ordinary lockfile: told whole and its names known from one pass, built only when something asks what it holds. */
function scan(tape: JsonTape): ScannedDocument | null {
  const found = scanLock(tape);
  if (found === null) return null;
  const { formatVersion, hashes, workspaces } = found;
  const covers = [...new Set(workspaces.map((path) => joinPath('.', path)))];
  return { formatVersion, hashes, covers };
}
