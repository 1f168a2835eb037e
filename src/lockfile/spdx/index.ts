import type { LockfileReader } from '../types.ts';
import { isCyclonedx, parseCyclonedx } from '../cyclonedx/parse.ts';
import { anyEcosystem } from '../reading/any-ecosystem.ts';
import { type ParseContext, type Parsed, readerOf } from '../reading/format.ts';
import { baseName } from '../reading/path.ts';
import { sbomRoot } from '../reading/sbom-root.ts';
import { spdxControls } from './controls.ts';
import { isSpdx, parseSpdx } from './parse.ts';
import { scanSpdx } from './scan.ts';
import { spdxSight } from './sight.ts';

/** SBOMs in the JSON forms of SPDX 2 and SPDX 3. */
export const spdx: LockfileReader = readerOf({
  id: 'spdx',
  version: 1,
  kind: 'lockfile',
  ecosystems: anyEcosystem,
  companions: [],
  sees: spdxSight,
  controls: spdxControls,
  matches: (path) =>
    ['spdx.json', 'manifest.spdx.json'].includes(baseName(path)) || /[^/]\.spdx\.json$/.test(path),
  installed: () => false,
  parse,
  tape: { dialect: { trailingCommas: false }, scan: scanSpdx },
});

function parse(text: string, context: ParseContext): Parsed {
  const root = sbomRoot(text, context.problems);
  if (root === null) return { formatVersion: '', documents: [] };
  if (isSpdx(root)) return parseSpdx(root, text, context);
  if (isCyclonedx(root)) return parseCyclonedx(root, text, context);
  context.problems.add('SYNTAX', 'not an SBOM: no "spdxVersion"');
  return { formatVersion: '', documents: [] };
}
