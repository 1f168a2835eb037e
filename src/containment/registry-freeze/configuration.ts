import type { Document } from 'yaml';
import { FirebreakError } from '../../errors.ts';
import type { Doors } from '../../host/doors.ts';
import { reasonOf } from '../../host/files.ts';
import { utf8 } from '../bytes.ts';
import { standingRules, type StandingRules } from './filter.ts';

/** Where Verdaccio's configuration keeps its package filter. */
export const filterPath = ['filters', '@verdaccio/package-filter'] as const;

/** Far above any configuration; thousands of deny rules fit in. */
const limit = 8 * 1024 * 1024;

/** Verdaccio's configuration as it lies on the disk. */
export interface Configuration {
  /** With every link resolved: what is replaced is the file itself. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** Reads the configuration that a site file names. Throws REGISTRY_CONFIG where there is none, or none that can be read. */
export async function readConfiguration(doors: Doors, path: string): Promise<Configuration> {
  const real = await doors.files.resolveLinks(path);
  if (real === null) throw unusable(path, 'no such file, or none that we may reach');
  const read = await doors.files.readRegularFile(real, limit).catch((error: unknown) => {
    throw unusable(path, reasonOf(error), error);
  });
  if (read.status === 'not-a-file') throw unusable(path, 'is not a file');
  if (read.status === 'too-large') throw unusable(path, `is larger than ${limit} bytes`);
  return { path: real, bytes: read.bytes };
}

/** Parses a configuration. Throws REGISTRY_CONFIG where it is no YAML mapping, or not one document. */
export async function parseConfiguration({ bytes, path }: Configuration): Promise<Document.Parsed> {
  const { parseAllDocuments, isMap } = await import('yaml');
  const text = textOf(bytes, path);
  const documents = parseAllDocuments(text, { uniqueKeys: true });
  const [first, ...others] = Array.isArray(documents) ? documents : [];
  if (first === undefined) throw unusable(path, 'is empty');
  if (others.length > 0) throw unusable(path, 'holds more than one YAML document');
  const [error] = first.errors;
  if (error !== undefined)
    throw unusable(path, `is not YAML: ${error.message.split('\n')[0] ?? ''}`, error);
  if (!isMap(first.contents)) throw unusable(path, 'is not a YAML mapping');
  return first;
}

/**
 * The rules that stand in a configuration, those alone that `counts` accepts. Throws REGISTRY_CONFIG as parsing does, and
 * for a filter Verdaccio cannot read.
 */
export async function rulesIn(
  configuration: Configuration,
  counts: (rule: unknown) => boolean = () => true,
): Promise<StandingRules> {
  const filter = filterOf(await parseConfiguration(configuration));
  return standingRules(filter, configuration.path, counts);
}

/** The package filter of a document as plain data; undefined where it has none. */
export function filterOf(document: Document.Parsed): unknown {
  // Anchors that multiply are cut off by the library at a hundred uses.
  const plain = document.toJS({ maxAliasCount: 100 }) as Record<string, unknown>;
  const [filters, plugin] = filterPath;
  const all = plain[filters];
  return typeof all === 'object' && all !== null
    ? (all as Record<string, unknown>)[plugin]
    : undefined;
}

/** Replaces the configuration, whole or not at all, its mode kept. Throws FILE_UNWRITABLE. */
export async function writeConfiguration(
  doors: Doors,
  path: string,
  content: Uint8Array,
): Promise<void> {
  await doors.files.writeFileAtomically(path, content);
}

function textOf(bytes: Uint8Array, path: string): string {
  const text = Buffer.from(bytes).toString('utf8');
  // What is not UTF-8 would come back changed.
  if (Buffer.compare(utf8(text), bytes) !== 0) throw unusable(path, 'is not UTF-8 text');
  return text;
}

/** REGISTRY_CONFIG for a configuration that cannot be used. */
export function unusable(path: string, why: string, cause?: unknown): FirebreakError {
  return new FirebreakError(
    'REGISTRY_CONFIG',
    `${path}: ${why}`,
    'Name the configuration that Verdaccio runs with in the site file, registry.verdaccio.config, and see that it can be read.',
    cause,
  );
}
