import type { LockfileReader } from '../types.ts';
import { readerOf, type ParseContext, type Parsed } from '../reading/format.ts';
import { parseJson } from '../reading/json.ts';
import { baseName } from '../reading/path.ts';
import { isRecord } from '../reading/value.ts';
import { bunControls } from './controls.ts';
import { documentOf } from './document.ts';
import { strictJson } from './jsonc.ts';
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
  const { lockfileVersion } = root;
  const formatVersion = lockfileVersion === undefined ? '' : String(lockfileVersion);
  if (!bunSight.versions.includes(formatVersion) || typeof lockfileVersion !== 'number') {
    problems.add(
      'FORMAT_VERSION_UNSUPPORTED',
      `lockfileVersion ${formatVersion} is not known: read as far as it is like version 2`,
    );
  }
  return { formatVersion, documents: [documentOf(root, json, problems)] };
}
