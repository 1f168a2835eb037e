import { join, relative, resolve } from 'node:path';
import { FirebreakError } from '../errors.ts';
import { readHandedOver } from '../host/stream.ts';
import { importList, listNames, type ListFile } from '../incident/import.ts';
import { newIncident } from '../incident/incident.ts';
import type { ListReading } from '../incident/reading.ts';
import type { Incident } from '../incident/schema.ts';
import { MAX_LIST_BYTES } from '../incident/text.ts';
import type { App } from './app.ts';
import { readTextFile } from './incident-store.ts';

/** A list file with the path by which a person knows it. */
export interface NamedList extends ListFile {
  readonly path: string;
}

/** Reads list files; a folder stands for the files in it that look like lists. Throws FILE_NOT_FOUND or LIST_EMPTY. */
export async function readListFiles(app: App, paths: readonly string[]): Promise<NamedList[]> {
  const files = (await Promise.all(paths.map((path) => listFilesAt(app, path)))).flat();
  const unique = [...new Set(files)];
  const names = listNames(unique.map((path) => resolve(path)));
  const lists: NamedList[] = [];
  for (const [index, path] of unique.entries()) {
    lists.push({
      path,
      name: names[index] ?? path,
      bytes:
        (await readHandedOver(path, MAX_LIST_BYTES)) ??
        (await readTextFile(app, path, MAX_LIST_BYTES)),
    });
  }
  return lists;
}

/** Imports lists and warns of entries that were not understood or can never match. */
export async function readLists(app: App, paths: readonly string[]): Promise<ListReading[]> {
  const readings = (await readListFiles(app, paths)).map(importList);
  for (const { entries, name, neverMatches, neverMatchesTotal, notUnderstood } of readings) {
    const [odd] = notUnderstood;
    if (odd !== undefined)
      app.warn(
        `${name}: ${entries.notUnderstood} of ${entries.total} entries were not understood, the first at ${lineText(odd.line)}: ${odd.reason}`,
      );
    const [never] = neverMatches;
    if (never !== undefined)
      app.warn(
        `${name}: ${neverMatchesTotal} entries can never match, the first at ${lineText(never.line)}: ${never.name}: ${never.reason}`,
      );
  }
  return readings;
}

/** An incident made of lists alone, for a scan without opening one. */
export async function importLists(
  app: App,
  id: string,
  paths: readonly string[],
): Promise<Incident> {
  return newIncident({
    id,
    title: paths.join(', '),
    readings: await readLists(app, paths),
    now: app.doors.clock.now(),
  });
}

function lineText(line: number | null): string {
  return line === null ? 'an unknown line' : `line ${line}`;
}

/** The files a path stands for: itself, or what lies in a folder and below, sorted. */
async function listFilesAt(app: App, path: string): Promise<string[]> {
  const status = await app.doors.files.statusOf((await app.doors.files.resolveLinks(path)) ?? path);
  if (!status?.isDirectory()) return [path];
  const found: string[] = [];
  const open = [path];
  for (let at = open.shift(); at !== undefined; at = open.shift()) {
    for (const entry of await app.doors.files.listDirectory(at)) {
      const below = join(at, entry.name);
      if (entry.kind === 'directory' && !entry.name.startsWith('.')) open.push(below);
      else if (entry.kind === 'file' && /\.(json|jsonl|ndjson|csv|tsv|txt|md)$/i.test(entry.name))
        found.push(below);
    }
  }
  if (found.length > 0) return found.toSorted();
  throw new FirebreakError(
    'LIST_EMPTY',
    `${relative('.', path) || path}: no list in this folder`,
    'Name the files themselves.',
  );
}
