import type { ParseContext } from '../reading/format.ts';
import { createMemberScan } from '../reading/json-members.ts';
import { type JsonTape, wordOf } from '../reading/json-tape.ts';
import type { ScannedDocument } from '../reading/lazy-document.ts';
import { ownNames, requiredIn } from './links.ts';
import { composerProject } from './project.ts';
import { createEntriesScan } from './scan-entries.ts';

const root = 0;

const ofRoot = ['packages', 'packages-dev'].map(wordOf);

const nullSign = 0x6e;

/**
 * Tells the hashes of an ordinary composer.lock from its tape. Null for whatever `parse` would note a problem of, or state
 * twice under different names.
 */
export function scanComposerLock(tape: JsonTape, context: ParseContext): ScannedDocument | null {
  const project = composerProject('.', context);
  if (context.problems.all().length > 0 || !tape.isObject(root)) return null;
  const members = createMemberScan(tape, ofRoot);
  if (!members.look(root)) return null;
  const [packages = -1, development = -1] = members.found;
  const entries = createEntriesScan(tape);
  if (packages === -1 || !entries.gather(packages)) return null;
  const isStated = development !== -1 && tape.sign(development) !== nullSign;
  if (isStated && !entries.gather(development)) return null;
  const required =
    project === null
      ? []
      : (['require', 'require-dev'] as const).flatMap((section) =>
          requiredIn(project.manifest, section).map(({ name }) => name),
        );
  return entries.isWhole(required, ownNames(project))
    ? { formatVersion: '', hashes: entries.hashes(), covers: ['.'] }
    : null;
}
