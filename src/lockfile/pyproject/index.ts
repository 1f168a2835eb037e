import type { LockfileReader } from '../types.ts';
import { type ParseContext, type Parsed, readerOf } from '../reading/format.ts';
import { baseName } from '../reading/path.ts';
import { quoted, type Problems } from '../reading/problems.ts';
import { controlOf } from '../reading/control.ts';
import { plantUrl, pypiPlant } from '../reading/python-control.ts';
import { manifestDocument } from '../reading/python-manifest.ts';
import { pythonProject } from '../reading/python-project.ts';
import { nothingLate, parseToml } from '../reading/toml.ts';
import { tokenLines } from '../reading/toml-places.ts';
import { isRecord, own } from '../reading/value.ts';
import { pyprojectSight } from './sight.ts';

/** What a Python project asks for (PyPA specifications, "pyproject.toml", "Dependency Groups"; docs of Poetry, uv and PDM). */
export const pyproject: LockfileReader = readerOf({
  id: 'pyproject',
  version: 1,
  kind: 'manifest',
  ecosystems: ['pypi'],
  companions: [],
  sees: pyprojectSight,
  controls: () => [
    controlOf(
      'PEP 621',
      'pyproject.toml',
      `[project]\nname = "control"\nversion = "1"\n\n[dependency-groups]\ndev = ["${pypiPlant.name} @ ${plantUrl}"]\n`,
      pypiPlant,
    ),
    controlOf(
      'Poetry',
      'pyproject.toml',
      `[tool.poetry]\nname = "control"\n\n[tool.poetry.group.dev.dependencies]\n${pypiPlant.name} = { url = "${plantUrl}" }\n`,
      pypiPlant,
    ),
  ],
  matches: (path) => baseName(path) === 'pyproject.toml',
  installed: () => false,
  parse,
});

/** A file that configures tools alone asks for nothing, which is no problem. */
function parse(text: string, { problems }: ParseContext): Parsed {
  const tree = parseToml(text, problems, nothingLate);
  const { build, name, requests } = pythonProject(tree, problems);
  noteDynamic(tree, problems);
  const all = [...requests, ...build];
  const lines = tokenLines(
    text,
    all.map(({ written }) => written),
  );
  return { formatVersion: '', documents: [manifestDocument(name, all, lines, problems)] };
}

/** `dynamic` dependencies are told by the build backend: setup.py and setup.cfg are read, requirement files too, and nothing else. */
function noteDynamic(tree: Record<string, unknown>, problems: Problems): void {
  const project = own(tree, 'project');
  const dynamic = isRecord(project) ? own(project, 'dynamic') : undefined;
  if (!Array.isArray(dynamic)) return;
  for (const field of ['dependencies', 'optional-dependencies']) {
    if (!dynamic.includes(field) || fromRequirements(tree, field)) continue;
    problems.add(
      'ENTRY_UNREADABLE',
      `${quoted(`project.${field}`)} is dynamic: what it holds is told by the build alone`,
    );
  }
}

/** setuptools names the files that it reads (`[tool.setuptools.dynamic] dependencies = { file = ["requirements.txt"] }`). */
function fromRequirements(tree: Record<string, unknown>, field: string): boolean {
  const tool = own(tree, 'tool');
  const setuptools = isRecord(tool) ? own(tool, 'setuptools') : undefined;
  const dynamic = isRecord(setuptools) ? own(setuptools, 'dynamic') : undefined;
  const stated = isRecord(dynamic) ? own(dynamic, field) : undefined;
  if (!isRecord(stated)) return false;
  const tables = field === 'dependencies' ? [stated] : Object.values(stated);
  return tables.every((table) => {
    const file = isRecord(table) ? own(table, 'file') : undefined;
    const files = Array.isArray(file) ? (file as unknown[]) : [file];
    return files.every((one) => typeof one === 'string' && /requirements[^/]*\.txt$/i.test(one));
  });
}
