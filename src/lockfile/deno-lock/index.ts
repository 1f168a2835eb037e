import type { LockfileReader } from '../types.ts';
import { readerOf, type ParseContext, type Parsed } from '../reading/format.ts';
import { parseJson, walkKeys } from '../reading/json.ts';
import { reportRepeated } from '../reading/json-walk.ts';
import { once } from '../reading/once.ts';
import { baseName } from '../reading/path.ts';
import { quoted } from '../reading/problems.ts';
import { isRecord } from '../reading/value.ts';
import { contentOf } from './content.ts';
import { denoControls } from './controls.ts';
import { entriesOf, type Entries } from './packages.ts';
import { requestsOf } from './requests.ts';
import { scanLock } from './scan.ts';
import { denoSight } from './sight.ts';

/** deno.lock of the versions 3 to 5, with packages of npm and of JSR (deno_lockfile, src/lib and src/printer). */
export const denoLock: LockfileReader = readerOf({
  id: 'deno-lock',
  version: 2,
  kind: 'lockfile',
  ecosystems: ['jsr', 'npm'],
  companions: [],
  sees: denoSight,
  controls: denoControls,
  matches: (path) => baseName(path) === 'deno.lock',
  installed: () => false,
  parse,
  tape: { dialect: { trailingCommas: false }, scan: scanLock },
});

const nothing: Parsed = { formatVersion: '', documents: [] };

function parse(text: string, { problems }: ParseContext): Parsed {
  const root = parseJson(text, problems);
  if (root === undefined) return nothing;
  if (!isRecord(root)) {
    problems.add('SYNTAX', 'not a lockfile of deno: the file holds no object');
    return nothing;
  }
  // Version 1 had none, and was a list of modules.
  const formatVersion = typeof root.version === 'string' ? root.version : '';
  const isNewer = /^\d+$/.test(formatVersion) && Number(formatVersion) > 5;
  if (!denoSight.versions.includes(formatVersion)) {
    problems.add(
      'FORMAT_VERSION_UNSUPPORTED',
      `version ${quoted(formatVersion)} is not known${isNewer ? ': read as far as it is like version 5' : ''}`,
    );
    if (!isNewer) return { formatVersion, documents: [] };
  }
  reportRepeated<Role>(text, 'file', roleOf, problems);
  const content = contentOf(root, formatVersion, problems);
  const entries = entriesOf(content, problems);
  const { edges, importers, open } = requestsOf(content, entries, problems);
  return {
    formatVersion,
    documents: [
      {
        label: 'project',
        packages: entries.packages,
        ...(open.length === 0 ? {} : { requests: open }),
        covers: importers.map(({ path }) => path),
        graph: () => ({ edges, importers }),
        lines: once(() => linesOf(text, entries)),
      },
    ],
  };
}

type Role = 'file' | 'packages' | 'npm' | 'jsr' | 'specifiers' | 'workspace' | 'members' | 'entry';

const sections: ReadonlyMap<string, Role> = new Map([
  ['packages', 'packages'],
  ['npm', 'npm'],
  ['jsr', 'jsr'],
  ['specifiers', 'specifiers'],
  ['workspace', 'workspace'],
]);

function roleOf(role: Role, key: string): Role | null {
  if (role === 'file' || role === 'packages') return sections.get(key) ?? null;
  if (role === 'workspace') return key === 'members' ? 'members' : null;
  return role === 'npm' || role === 'jsr' || role === 'members' ? 'entry' : null;
}

function linesOf(text: string, { entries, packages }: Entries): readonly number[] {
  const lines = new Map<string, number>();
  walkKeys<Role>(text, 'file', (role, key, line) => {
    if (role === 'npm' || role === 'jsr') lines.set(`${role}:${key}`, line);
    const next = roleOf(role, key);
    return next === 'entry' ? null : next;
  });
  return packages.map(({ key }, index) => lines.get(`${entries[index]?.section}:${key}`) ?? 0);
}
