import type { LockfileReader } from '../types.ts';
import { binaryReaderOf } from '../reading/format.ts';
import { launchesControls } from './controls.ts';
import { shapeAt } from './paths.ts';
import { parseBytes } from './parse.ts';
import { launchesSight } from './sight.ts';

/**
 * Files that start installs past any lockfile: workflows, Dockerfiles, scripts, Makefiles, configuration of agents and
 * development containers. Bytes, not text: what is broken, or holds both sides of a conflict, is read line by line.
 */
export const launches: LockfileReader = binaryReaderOf({
  id: 'launches',
  version: 2,
  kind: 'launcher',
  ecosystems: ['composer', 'npm', 'pypi'],
  companions: [],
  sees: launchesSight,
  controls: launchesControls,
  matches: (path) => shapeAt(path) !== null,
  installed: () => false,
  parseBytes,
});
