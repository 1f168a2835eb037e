import type { LockfileReader } from '../types.ts';
import { binaryReaderOf, type ParseContext, type Parsed } from '../reading/format.ts';
import { once } from '../reading/once.ts';
import { baseName, joinPath } from '../reading/path.ts';
import { fileBytes } from './bytes.ts';
import { bunBinaryControls } from './controls.ts';
import { graphOf, slicesIn } from './graph.ts';
import { header, layoutOf } from './layout.ts';
import { memberVersions } from './members.ts';
import { entriesOf } from './packages.ts';
import { bunBinarySight } from './sight.ts';
import { stringsOf } from './strings.ts';

/**
 * bun.lockb, the binary lockfile of bun, of the formats 2 (bun 0.1.7 to 1.2) and 3 (since). There is no description of
 * it but bun's source, src/install/lockfile; what is read here was held against what those buns print of it.
 */
export const bunLockb: LockfileReader = binaryReaderOf({
  id: 'bun-lockb',
  version: 1,
  kind: 'lockfile',
  ecosystems: ['npm'],
  companions: [],
  sees: bunBinarySight,
  controls: bunBinaryControls,
  matches: (path) => baseName(path) === 'bun.lockb',
  installed: () => false,
  parseBytes,
});

function parseBytes(bytes: Uint8Array, { problems }: ParseContext): Parsed {
  const file = fileBytes(bytes);
  if (file.length === 0) {
    problems.add('FILE_EMPTY', 'holds nothing');
    return { formatVersion: '', documents: [] };
  }
  const format = file.text(0, header.length) === header ? file.u32(header.length) : -1;
  if (format === -1) {
    problems.add('SYNTAX', 'not a binary lockfile of bun: it does not begin as one');
    return { formatVersion: '', documents: [] };
  }
  const formatVersion = String(format);
  if (format < 2 || format > 3) {
    problems.add(
      'FORMAT_VERSION_UNSUPPORTED',
      `format ${format} is not known${format > 3 ? ': read as far as it is like format 3' : ''}`,
    );
  }
  const layout = format < 2 ? null : layoutOf(file, format, problems);
  if (layout === null) return { formatVersion, documents: [] };
  const read = stringsOf(file, layout.strings);
  const versions = memberVersions(file, layout, read, format);
  const entries = entriesOf(file, layout, read, versions, problems);
  const slices = slicesIn(file, layout, read, problems);
  const { packages } = entries;
  const members = packages.filter(({ source }) => source === 'workspace');
  const paths = members.map(({ resolved }) => joinPath('.', resolved ?? '.'));
  return {
    formatVersion,
    documents: [
      {
        label: 'project',
        packages,
        covers: [...new Set(['.', ...paths])],
        graph: once(() => graphOf(file, layout, read, slices, entries)),
        lines: () => packages.map(() => 0),
      },
    ],
  };
}
