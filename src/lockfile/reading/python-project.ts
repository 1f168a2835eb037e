import { quoted, type Problems } from './problems.ts';
import {
  type Asking,
  type PythonRequest,
  requestOfPep508,
  requestOfTable,
} from './python-request.ts';
import { normalName } from './python-package.ts';
import { isRecord, own, textOf } from './value.ts';

/** What a pyproject.toml says of the project itself. */
export interface PythonProject {
  readonly name: string | null;
  /** Without what it needs to be built itself. */
  readonly requests: readonly PythonRequest[];
  /** `build-system.requires` (PEP 518). */
  readonly build: readonly PythonRequest[];
}

type Table = Record<string, unknown>;

/**
 * What a pyproject.toml asks for: PEP 621, dependency groups (PEP 735), and the tables of Poetry, uv and PDM. An extra
 * of the project itself is not asked for from anywhere, and is left out.
 */
export function pythonProject(tree: Table, problems: Problems): PythonProject {
  const reader = new RequestReader(problems);
  const project = tableAt(tree, 'project');
  const tool = tableAt(tree, 'tool');
  const [poetry, uv, pdm] = ['poetry', 'uv', 'pdm'].map((name) => tableAt(tool, name)) as [
    Table,
    Table,
    Table,
  ];
  reader.list(own(project, 'dependencies'), 'project.dependencies', prod);
  const extras = tableAt(project, 'optional-dependencies');
  for (const group of Object.keys(extras))
    reader.list(extras[group], `project.optional-dependencies.${group}`, {
      kind: 'optional',
      group,
    });
  readGroups(reader, tree);
  readPoetry(reader, poetry);
  reader.list(own(uv, 'dev-dependencies'), 'tool.uv.dev-dependencies', {
    kind: 'dev',
    group: 'dev',
  });
  const development = tableAt(pdm, 'dev-dependencies');
  for (const group of Object.keys(development))
    reader.list(development[group], `tool.pdm.dev-dependencies.${group}`, { kind: 'dev', group });
  const name = textOf(own(project, 'name')) ?? textOf(own(poetry, 'name'));
  const itself = name === null ? null : normalName(name);
  const build = new RequestReader(problems);
  build.list(own(tableAt(tree, 'build-system'), 'requires'), 'build-system.requires', {
    kind: 'dev',
    group: 'build-system',
  });
  return {
    name,
    requests: reader.requests.filter((request) => request.name !== itself),
    build: build.requests,
  };
}

const prod: Asking = { kind: 'prod', group: null };

/** A group may include another, which stands by itself (PEP 735, "Dependency Group Include"). */
function readGroups(reader: RequestReader, tree: Table): void {
  const groups = tableAt(tree, 'dependency-groups');
  for (const group of Object.keys(groups)) {
    const items = groups[group];
    const lines = Array.isArray(items)
      ? items.filter((item) => !(isRecord(item) && Object.hasOwn(item, 'include-group')))
      : items;
    reader.list(lines, `dependency-groups.${group}`, { kind: 'dev', group });
  }
}

function readPoetry(reader: RequestReader, poetry: Table): void {
  reader.table(own(poetry, 'dependencies'), 'tool.poetry.dependencies', prod);
  reader.table(own(poetry, 'dev-dependencies'), 'tool.poetry.dev-dependencies', {
    kind: 'dev',
    group: 'dev',
  });
  const groups = tableAt(poetry, 'group');
  for (const group of Object.keys(groups)) {
    const asking: Asking = group === 'main' ? prod : { kind: 'dev', group };
    const dependencies = own(tableAt(groups, group), 'dependencies');
    reader.table(dependencies, `tool.poetry.group.${group}.dependencies`, asking);
  }
}

class RequestReader {
  readonly requests: PythonRequest[] = [];
  readonly #problems: Problems;
  /** Names that PEP 621 asks for: Poetry's table may only say more of them. */
  readonly #listed = new Set<string>();

  constructor(problems: Problems) {
    this.#problems = problems;
  }

  /** Lines of PEP 508; PDM allows `-e` in front. */
  list(value: unknown, place: string, asking: Asking): void {
    if (value === undefined) return;
    if (!Array.isArray(value)) return this.#refuse(place, 'a list');
    for (const item of value as unknown[]) {
      const line = typeof item === 'string' ? item.replace(/^-e\s+/, '') : null;
      const request = line === null ? null : requestOfPep508(line, asking);
      if (request === null) {
        // A path or URL alone: what lies there has a name of its own.
        if (line === null || !/^(?:\.|file:|[a-z+]+:\/\/)/i.test(line))
          this.#refuse(`${place}: ${typeof item === 'string' ? item : '?'}`, 'a dependency');
        continue;
      }
      this.#listed.add(request.name);
      this.requests.push({ ...request, written: item as string });
    }
  }

  /** Names with constraints; several constraints of one name come as a list. */
  table(value: unknown, place: string, asking: Asking): void {
    if (value === undefined) return;
    if (!isRecord(value)) return this.#refuse(place, 'a table');
    for (const name of Object.keys(value)) {
      if (name.toLowerCase() === 'python') continue;
      const stated = value[name];
      for (const one of Array.isArray(stated) ? (stated as unknown[]) : [stated]) {
        const request = requestOfTable(name, one, asking);
        if (request === null) this.#refuse(`${place}.${name}`, 'a constraint');
        else if (request.range !== null || request.url !== null || !this.#listed.has(request.name))
          this.requests.push(request);
      }
    }
  }

  #refuse(what: string, wanted: string): void {
    this.#problems.add('ENTRY_UNREADABLE', `${quoted(what)} is not ${wanted}`);
  }
}

function tableAt(table: Table, key: string): Table {
  const value = own(table, key);
  return isRecord(value) ? value : {};
}
