import { ownNames } from '../composer-lock/links.ts';
import { composerProject } from '../composer-lock/project.ts';
import { createEntriesScan, type EntriesScan } from '../composer-lock/scan-entries.ts';
import type { ParseContext } from '../reading/format.ts';
import { createMemberScan } from '../reading/json-members.ts';
import { type JsonTape, wordOf } from '../reading/json-tape.ts';
import type { ScannedDocument } from '../reading/lazy-document.ts';
import { project } from './place.ts';

const root = 0;

const ofRoot = ['packages', 'dev-package-names'].map(wordOf);

/**
 * Tells the hashes of an ordinary installed.json from its tape. Null for whatever `parse` would note a problem of, or state
 * twice under different names.
 */
export function scanComposerInstalled(
  tape: JsonTape,
  context: ParseContext,
): ScannedDocument | null {
  const asked = composerProject(project, context);
  if (context.problems.all().length > 0) return null;
  const entries = createEntriesScan(tape);
  const isRead = tape.isArray(root) ? entries.gather(root) : isSecond(tape, entries);
  return isRead && entries.isWhole([], ownNames(asked))
    ? { formatVersion: '', hashes: entries.hashes(), covers: [project] }
    : null;
}

/** Composer 2: an object, which also says what is there for development. */
function isSecond(tape: JsonTape, entries: EntriesScan): boolean {
  const members = createMemberScan(tape, ofRoot);
  if (!tape.isObject(root) || !members.look(root)) return false;
  const [packages = -1, development = -1] = members.found;
  if (packages === -1 || !entries.gather(packages)) return false;
  if (development === -1) return true;
  if (!tape.isArray(development)) return false;
  const last = tape.last(development);
  for (let name = tape.first(development); name < last; name = tape.behind(name))
    if (!tape.isString(name) || tape.hasEscape(name) || !entries.isStated(name)) return false;
  return true;
}
