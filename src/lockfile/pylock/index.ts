import type { LockfileReader } from '../types.ts';
import { type ParseContext, type Parsed, readerOf } from '../reading/format.ts';
import { parseToml } from '../reading/toml.ts';
import { own, textOf } from '../reading/value.ts';
import { pylockControls } from './controls.ts';
import { pylockDocument } from './document.ts';
import { pylockSight } from './sight.ts';

/** The lockfile that all of Python's tools can write (PyPA specifications, "pylock.toml"; PEP 751). */
export const pylock: LockfileReader = readerOf({
  id: 'pylock',
  version: 1,
  kind: 'lockfile',
  ecosystems: ['pypi'],
  companions: ['pyproject.toml'],
  sees: pylockSight,
  controls: pylockControls,
  matches: (path) => /(?:^|\/)pylock(?:\.[^./]+)?\.toml$/.test(path),
  installed: () => false,
  parse,
});

const late: ReadonlySet<string> = new Set(['wheels']);

function parse(text: string, context: ParseContext): Parsed {
  const { problems } = context;
  const tree = parseToml(text, problems, late);
  const formatVersion = textOf(own(tree, 'lock-version')) ?? '';
  // A minor version only adds (PEP 751, "lock-version").
  if (!/^1\.\d+$/.test(formatVersion)) {
    problems.add(
      'FORMAT_VERSION_UNSUPPORTED',
      formatVersion === ''
        ? 'states no lock-version: read as far as it is like version 1.0'
        : `lock-version ${formatVersion} is not known: read as far as it is like version 1.0`,
    );
  }
  return { formatVersion, documents: [pylockDocument(tree, text, context)] };
}
