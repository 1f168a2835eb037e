import type { LockfileReader, Sight } from '../types.ts';
import { type ParseContext, type Parsed, readerOf } from '../reading/format.ts';
import { baseName } from '../reading/path.ts';
import { controlOf } from '../reading/control.ts';
import { plantUrl, pypiPlant } from '../reading/python-control.ts';
import { manifestDocument } from '../reading/python-manifest.ts';
import { pipfileRequests } from '../reading/python-pipfile.ts';
import { nothingLate, parseToml } from '../reading/toml.ts';
import { tokenLines } from '../reading/toml-places.ts';

/** What Pipfile shows. */
const sees: Sight = {
  versions: [''],
  edges: 'none',
  importers: 'file',
  dev: 'file',
  integrity: 'none',
  blind: [
    'It says what was asked for: which version that became, and what that brought with it, only an installation tells.',
  ],
};

/** What a project of Pipenv asks for (pipenv docs, "Pipfile & Pipfile.lock"). */
export const pipfile: LockfileReader = readerOf({
  id: 'pipfile',
  version: 1,
  kind: 'manifest',
  ecosystems: ['pypi'],
  companions: [],
  sees,
  controls: () => [
    controlOf(
      'Pipfile',
      'Pipfile',
      `[packages]\n\n[dev-packages]\n${pypiPlant.name} = { file = "${plantUrl}" }\n`,
      pypiPlant,
    ),
  ],
  matches: (path) => baseName(path) === 'Pipfile',
  installed: () => false,
  parse,
});

function parse(text: string, { problems }: ParseContext): Parsed {
  const requests = pipfileRequests(parseToml(text, problems, nothingLate), problems);
  const lines = tokenLines(
    text,
    requests.map(({ written }) => written),
  );
  return { formatVersion: '', documents: [manifestDocument(null, requests, lines, problems)] };
}
