import type { ParseContext } from '../reading/format.ts';
import { companionManifest } from '../reading/manifest.ts';
import { joinPath } from '../reading/path.ts';
import type { ComposerProject } from './links.ts';

/** What was read for a file is kept as long as the file is: what is built of it later may ask nobody. */
const known = new WeakMap<ParseContext, ComposerProject | null>();

/** The composer.json of the project whose directory is given relative to the file; null where it cannot be read. */
export function composerProject(directory: string, context: ParseContext): ComposerProject | null {
  const before = known.get(context);
  if (before !== undefined) return before;
  const manifest = companionManifest(joinPath(directory, 'composer.json'), context);
  const project = manifest === null ? null : { manifest, directory };
  known.set(context, project);
  return project;
}
