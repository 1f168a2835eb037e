import type { DependencyKind, LockDocument, LockfileReader, OpenRequest } from '../types.ts';
import { composerGraph, finderOf, requiredIn } from '../composer-lock/links.ts';
import { composerName } from '../composer-lock/names.ts';
import { type ParseContext, type Parsed, readerOf } from '../reading/format.ts';
import { misfit, parseJson, walkKeys } from '../reading/json.ts';
import { objectLines, reportRepeated } from '../reading/json-walk.ts';
import { once } from '../reading/once.ts';
import { baseName } from '../reading/path.ts';
import { quoted, type Problems } from '../reading/problems.ts';
import { isRecord } from '../reading/value.ts';
import { composerJsonControls } from './controls.ts';
import { inlinePackages } from './inline.ts';
import { composerJsonSight } from './sight.ts';

type Section = 'require' | 'require-dev';

const sections: readonly (readonly [section: Section, kind: DependencyKind])[] = [
  ['require', 'prod'],
  ['require-dev', 'dev'],
];

/** composer.json (getcomposer.org, "The composer.json schema"): what a project asks Composer for. */
export const composerJson: LockfileReader = readerOf({
  id: 'composer-json',
  version: 1,
  kind: 'manifest',
  ecosystems: ['composer'],
  companions: [],
  sees: composerJsonSight,
  controls: composerJsonControls,
  matches: (path) => baseName(path) === 'composer.json',
  installed: () => false,
  parse,
});

function parse(text: string, { problems }: ParseContext): Parsed {
  const manifest = parseJson(text, problems);
  if (manifest === undefined) return { formatVersion: '', documents: [] };
  if (!isRecord(manifest)) {
    problems.add('SYNTAX', 'not a manifest of Composer: the file holds no object');
    return { formatVersion: '', documents: [] };
  }
  reportRepeated<Role>(text, 'file', roleOf, problems);
  checkSections(manifest, problems);
  const described = inlinePackages(manifest, problems);
  const find = finderOf(described);
  const lines = linesOf(text);
  const requests = sections.flatMap(([section, kind]) =>
    requiredIn(manifest, section)
      .filter(({ name }) => name !== '' && find(name).length === 0)
      .map(({ name, range }): OpenRequest => ({
        ecosystem: 'composer',
        name: composerName(name),
        range,
        kind,
        line: lines.get(`${section} ${name}`) ?? 0,
      })),
  );
  const document: LockDocument = {
    label: 'project',
    packages: described.map(({ locked }) => locked),
    requests,
    covers: ['.'],
    graph: once(() => composerGraph(described, { manifest, directory: '.' })),
    lines: once(() => {
      const at = objectLines<Role>(text, 'file', roleOf, 'package');
      return described.map((entry) => at[entry.at] ?? 0);
    }),
  };
  return { formatVersion: '', documents: [document] };
}

function checkSections(manifest: Record<string, unknown>, problems: Problems): void {
  for (const [section] of sections) {
    const asked = manifest[section];
    // An empty list is what PHP writes for an empty object.
    if (asked === undefined || asked === null || (Array.isArray(asked) && asked.length === 0))
      continue;
    if (!isRecord(asked)) {
      problems.add('ENTRY_UNREADABLE', misfit(section, 'an object'));
      continue;
    }
    for (const name of Object.keys(asked))
      if (name === '') problems.add('ENTRY_UNREADABLE', `${section} asks for what has no name`);
      else if (typeof asked[name] !== 'string')
        problems.add('ENTRY_UNREADABLE', `${quoted(name)} is asked for without a constraint`);
  }
}

type Role = Section | 'file' | 'package' | 'repository';

/** Repositories stand in a list, or under names of their own. */
function roleOf(role: Role, key: string): Role | null {
  if (role === 'repository') return key === 'package' ? 'package' : 'repository';
  if (role !== 'file') return null;
  if (key === 'repositories') return 'repository';
  return key === 'require' || key === 'require-dev' ? key : null;
}

/** Lines by section and name. */
function linesOf(text: string): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  walkKeys<Role>(text, 'file', (role, key, line) => {
    if (role !== 'file') lines.set(`${role} ${key}`, line);
    return roleOf(role, key);
  });
  return lines;
}
