import type { LockfileReader } from '../types.ts';
import { readerOf } from '../reading/format.ts';
import { requirementsControls } from './controls.ts';
import { isRequirementsFile, requirementsDocument } from './document.ts';
import { requirementsSight } from './sight.ts';

/** requirements.txt and its like, written by hand or by a tool such as pip-compile (pip docs, "Requirements File Format"). */
export const requirements: LockfileReader = readerOf({
  id: 'requirements',
  version: 3,
  kind: 'lockfile',
  ecosystems: ['pypi'],
  companions: ['*.txt', '*.in'],
  sees: requirementsSight,
  controls: requirementsControls,
  matches: isRequirementsFile,
  installed: () => false,
  parse: (text, context) => ({
    formatVersion: '',
    documents: [requirementsDocument(text, context)],
  }),
});
