import type { LockfileReader } from '../types.ts';
import { type ParseContext, type Parsed, readerOf } from '../reading/format.ts';
import { misfit, parseJson } from '../reading/json.ts';
import { baseName } from '../reading/path.ts';
import { quoted } from '../reading/problems.ts';
import { isRecord, own, textOf } from '../reading/value.ts';
import { packageJsonControls } from './controls.ts';
import { manifestDocument } from './document.ts';
import { membersOf } from './members.ts';
import { packageJsonSight } from './sight.ts';

/** package.json (npm docs, "package.json"): what a project asks npm, yarn, pnpm or bun for. */
export const packageJson: LockfileReader = readerOf({
  id: 'package-json',
  version: 1,
  kind: 'manifest',
  ecosystems: ['npm'],
  companions: [],
  sees: packageJsonSight,
  controls: packageJsonControls,
  matches: (path) => baseName(path) === 'package.json',
  installed: () => false,
  parse,
});

function parse(text: string, { problems }: ParseContext): Parsed {
  const manifest = parseJson(text, problems);
  if (!isRecord(manifest)) {
    if (manifest !== undefined)
      problems.add('SYNTAX', 'not a manifest of npm: the file holds no object');
    return { formatVersion: '', documents: [] };
  }
  const { members, repeated, unreadable } = membersOf(text);
  for (const { key, line } of unreadable)
    problems.add('ENTRY_UNREADABLE', misfit(key, 'an object'), line);
  for (const { key, line } of repeated)
    problems.add('ENTRY_UNREADABLE', `${quoted(key)} stands twice: both were read`, line);
  const document = manifestDocument(textOf(own(manifest, 'name')), members, problems);
  return { formatVersion: '', documents: [document] };
}
