import type { Doors } from '../../host/doors.ts';
import type { KnownArtefacts } from '../known.ts';
import { survey } from '../survey.ts';
import { targetProblem } from '../target-problem.ts';
import type { SourceItem } from '../types.ts';
import { blobContent } from './content.ts';
import { listTrees } from './list.ts';
import type { RepositoryPlace } from './locate.ts';
import { openObjects } from './objects.ts';
import { listRefs, type RefSelection } from './refs.ts';

/**
 * Looks at a repository's objects at the tips of its refs. Nothing is checked out, no hook, filter or
 * configured program runs, nothing is fetched. Throws GIT_UNREADABLE where git cannot read it.
 */
export async function* surveyRepository(
  place: RepositoryPlace,
  selection: RefSelection,
  known: KnownArtefacts,
  doors: Doors,
): AsyncGenerator<SourceItem> {
  const { broken, refs } = await listRefs(place, selection, doors);
  for (const message of broken) yield targetProblem('GIT_REF_UNREADABLE', message);
  const objects = openObjects(place.gitDir, doors);
  try {
    yield* survey(await listTrees(objects, refs), blobContent(objects), 'git', known);
  } finally {
    await objects.close();
  }
}
