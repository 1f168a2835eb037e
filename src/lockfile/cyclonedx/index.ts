import type { LockfileReader } from '../types.ts';
import { anyEcosystem } from '../reading/any-ecosystem.ts';
import { type ParseContext, type Parsed, readerOf } from '../reading/format.ts';
import { baseName } from '../reading/path.ts';
import { sbomRoot } from '../reading/sbom-root.ts';
import { isSpdx, parseSpdx } from '../spdx/parse.ts';
import { cyclonedxControls } from './controls.ts';
import { isCyclonedx, parseCyclonedx } from './parse.ts';
import { scanCyclonedx } from './scan.ts';
import { cyclonedxSight } from './sight.ts';

/** SBOMs in the JSON form of CycloneDX, under the names that its specification recommends. */
export const cyclonedx: LockfileReader = readerOf({
  id: 'cyclonedx',
  version: 1,
  kind: 'lockfile',
  ecosystems: anyEcosystem,
  companions: [],
  sees: cyclonedxSight,
  controls: cyclonedxControls,
  matches: (path) =>
    ['bom.json', 'cyclonedx.json'].includes(baseName(path)) || /[^/]\.cdx\.json$/.test(path),
  installed: () => false,
  parse,
  tape: { dialect: { trailingCommas: false }, scan: scanCyclonedx },
});

function parse(text: string, context: ParseContext): Parsed {
  const root = sbomRoot(text, context.problems);
  if (root === null) return { formatVersion: '', documents: [] };
  if (isCyclonedx(root)) return parseCyclonedx(root, text, context);
  if (isSpdx(root)) return parseSpdx(root, text, context);
  context.problems.add('SYNTAX', 'not an SBOM: no "bomFormat"');
  return { formatVersion: '', documents: [] };
}
