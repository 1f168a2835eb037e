import { evidencePreserve } from './evidence-preserve/index.ts';
import { exposureRescan } from './exposure-rescan/index.ts';
import { npmCacheBust } from './npm-cache-bust/index.ts';
import { registryFreeze } from './registry-freeze/index.ts';
import { repositoriesPin } from './repositories-pin/index.ts';
import { repositoriesRebuild } from './repositories-rebuild/index.ts';
import type { Action } from './types.ts';

/** Every containment action, by id. */
export const actions: readonly Action[] = [
  // One import above and one line here for each, in alphabetical order.
  evidencePreserve,
  exposureRescan,
  npmCacheBust,
  registryFreeze,
  repositoriesPin,
  repositoriesRebuild,
];
