import type { Dependency, DependencyKind, Edge, Graph, Importer, OpenRequest } from '../types.ts';
import { joinPath } from '../reading/path.ts';
import { quoted, type Problems } from '../reading/problems.ts';
import { isRecord, own } from '../reading/value.ts';
import { type Content, section, texts } from './content.ts';
import { idOf, specifierOf } from './ids.ts';
import type { Entries, Entry } from './packages.ts';

/** All that is asked for, resolved once: what leads nowhere must show when the file is read. */
export interface Requests extends Graph {
  readonly importers: readonly Importer[];
  readonly open: readonly OpenRequest[];
}

/**
 * Follows what packages and the project ask for. deno refuses a file in which a package asks for one that is not there, but
 * for optional peers; what the workspace lists and no specifier answers was never used.
 */
export function requestsOf(content: Content, entries: Entries, problems: Problems): Requests {
  const answers = answersOf(content, entries, problems);
  const edges: Edge[] = [];
  const asked = new Set<string>();
  for (const [from, entry] of entries.entries.entries()) {
    for (const [text, to, kind] of dependenciesOf(entry, entries, answers, problems)) {
      if (entry.section === 'jsr') asked.add(answers.specifierOf(text) ?? text);
      if (to !== null) edges.push({ from, to, kind });
      else if (kind !== 'peer')
        problems.add(
          'REFERENCE_MISSING',
          `${quoted(entries.packages[from]?.key ?? '')} asks for ${quoted(text)}, which has no entry`,
        );
    }
  }
  const importers = importersOf(content.workspace, answers, problems);
  for (const { specifiers } of importers) for (const text of specifiers) asked.add(text);
  // What neither a package nor a manifest asks for stands in the code itself.
  const [project, ...members] = importers;
  const inCode = [...answers.specifiers].filter((text) => !asked.has(text));
  const all = [{ path: '.', specifiers: [...(project?.specifiers ?? []), ...inCode] }, ...members];
  return {
    edges,
    importers: all.map(({ path, specifiers }) => ({
      path,
      name: null,
      dependencies: specifiers.flatMap((text) => dependencyOf(text, answers)),
    })),
    open: openOf([...asked], answers),
  };
}

interface Answers {
  /** All that have an answer, as the file writes them. */
  readonly specifiers: readonly string[];
  /** The index of the package that answers; null where none does. */
  find(specifier: string): number | null;
  /** The one specifier of a name without a range, or the text itself where it is one. */
  specifierOf(text: string): string | null;
}

function answersOf(content: Content, { byId }: Entries, problems: Problems): Answers {
  const indexes = new Map<string, number>();
  const byName = new Map<string, string>();
  for (const [text, value] of Object.entries(content.specifiers)) {
    const specifier = specifierOf(text);
    const id = typeof value === 'string' ? value.replace(/^(?:npm|jsr):/, '') : null;
    if (specifier === null || id === null) {
      problems.add('ENTRY_UNREADABLE', `specifier ${quoted(text)} cannot be read`);
      continue;
    }
    const key = idOf(id) === null || value === id ? `${specifier.name}@${id}` : id;
    const index = byId[specifier.section].get(key);
    if (index === undefined) {
      problems.add(
        'REFERENCE_MISSING',
        `${quoted(text)} stands for ${quoted(key)}, which has no entry`,
      );
      continue;
    }
    indexes.set(text, index);
    const bare = `${specifier.section}:${specifier.name}`;
    if (!byName.has(bare)) byName.set(bare, text);
  }
  const specifierOfText = (text: string): string | null =>
    indexes.has(text) ? text : (byName.get(text) ?? null);
  return {
    specifiers: [...indexes.keys()],
    find: (text) => indexes.get(specifierOfText(text) ?? '') ?? null,
    specifierOf: specifierOfText,
  };
}

type Found = readonly [text: string, to: number | null, kind: DependencyKind];

/** Packages of npm name packages: `name`, `name@version`, `alias@npm:name@version`; those of JSR give specifiers. */
function dependenciesOf(
  { section: name, value }: Entry,
  entries: Entries,
  answers: Answers,
  problems: Problems,
): readonly Found[] {
  if (name === 'jsr')
    return texts(value, 'dependencies', problems).map((text) => [text, answers.find(text), 'prod']);
  const { byId, byName } = entries;
  // Version 3 has the packages by the name they are asked for under.
  const asked = own(value, 'dependencies');
  const ids = isRecord(asked)
    ? Object.values(asked).map(String)
    : texts(value, 'dependencies', problems);
  const find = (text: string): number | null => {
    const alias = text.indexOf('@npm:', 1);
    const id = alias === -1 ? text : text.slice(alias + '@npm:'.length);
    return byId.npm.get(id) ?? (alias === -1 ? byName.get(id) : undefined) ?? null;
  };
  const optional = texts(value, 'optionalDependencies', problems);
  const peers = texts(value, 'optionalPeers', problems);
  return [
    ...ids.map((text): Found => [text, find(text), 'prod']),
    ...optional.map((text): Found => [text, find(text), 'optional']),
    ...peers.map((text): Found => [text, find(text), 'peer']),
  ];
}

interface Asker {
  readonly path: string;
  readonly specifiers: readonly string[];
}

/** The project first, then its members; each by its deno.json and its package.json. */
function importersOf(
  workspace: Record<string, unknown>,
  answers: Answers,
  problems: Problems,
): readonly Asker[] {
  const members = Object.entries(section(workspace, 'members', problems));
  return [['.', workspace] as const, ...members].map(([path, member]) => {
    const asking = isRecord(member) ? member : {};
    if (!isRecord(member))
      problems.add('ENTRY_UNREADABLE', `member ${quoted(path)} cannot be read`);
    const manifest = section(asking, 'packageJson', problems);
    const all = [asking, manifest].flatMap((one) => texts(one, 'dependencies', problems));
    const specifiers = all.map((text) => answers.specifierOf(text) ?? text);
    return { path: joinPath('.', path), specifiers: [...new Set(specifiers)] };
  });
}

function dependencyOf(text: string, answers: Answers): Dependency[] {
  const specifier = specifierOf(text);
  if (specifier === null) return [];
  const { name, range } = specifier;
  return [{ alias: name, range, kind: 'prod', to: answers.find(text) }];
}

function openOf(asked: readonly string[], answers: Answers): OpenRequest[] {
  return asked.flatMap((text): OpenRequest[] => {
    const specifier = answers.find(text) === null ? specifierOf(text) : null;
    if (specifier === null) return [];
    const { name, range, section: ecosystem } = specifier;
    return [{ ecosystem, name, range, kind: 'prod', line: 0 }];
  });
}
