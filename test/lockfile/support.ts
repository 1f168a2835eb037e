import { readerFor } from '../../src/lockfile/index.ts';
import { inspectRows, type InspectRow } from '../../src/lockfile/inspect.ts';
import type { LockedPackage, Neighbours, Reading } from '../../src/lockfile/types.ts';

type Files = Readonly<Record<string, string | object>>;

/** Neighbours from a table of paths and contents; objects become JSON. */
export function neighboursOf(files: Files = {}): Neighbours {
  const contents = new Map(Object.entries(files).map(([path, value]) => [path, textOf(value)]));
  return {
    paths: [...contents.keys()],
    bytes: (path) => {
      const text = contents.get(path);
      return text === undefined ? null : Buffer.from(text);
    },
  };
}

/** Reads a file by the reader of its path; objects become JSON as npm formats it. */
export function read(path: string, content: string | object | Uint8Array, files?: Files): Reading {
  const reader = readerFor(path);
  if (reader === null) throw new Error(`no reader for ${path}`);
  const bytes = content instanceof Uint8Array ? content : Buffer.from(textOf(content));
  return reader.read(bytes, { path, neighbours: neighboursOf(files) });
}

function textOf(value: string | object): string {
  return typeof value === 'string' ? value : `${JSON.stringify(value, null, 2)}\n`;
}

/** `name@version`, with the source where it is not a registry, of every package in every document. */
export function stated(reading: Reading): string[] {
  return reading.documents
    .flatMap(({ packages }) => packages)
    .map(({ name, version, source }) => {
      const coordinates = `${name}@${version}`;
      return source === 'registry' ? coordinates : `${coordinates} ${source}`;
    })
    .toSorted();
}

export function codes(reading: Reading): string[] {
  return reading.problems.map(({ code }) => code);
}

/** The one package of that name; fails where there is none or another. */
export function only(reading: Reading, name: string): LockedPackage {
  const found = reading.documents
    .flatMap(({ packages }) => packages)
    .filter((one) => one.name === name);
  const [first] = found;
  if (first === undefined || found.length > 1) throw new Error(`${found.length} packages ${name}`);
  return first;
}

export function row(reading: Reading, name: string): InspectRow {
  const found = inspectRows(reading).packages.filter((one) => one.name === name);
  const [first] = found;
  if (first === undefined || found.length > 1) throw new Error(`${found.length} rows ${name}`);
  return first;
}

/** Edges of the first document as `from -kind> to`, sorted. */
export function edges(reading: Reading): string[] {
  const [document] = reading.documents;
  if (document === undefined) return [];
  const name = (index: number): string => document.packages[index]?.name ?? '?';
  return document
    .graph()
    .edges.map(({ from, to, kind }) => `${name(from)} -${kind}> ${name(to)}`)
    .toSorted();
}

/** Registry URL of a tarball in the layout npm's registry has. */
export function tarball(name: string, version: string): string {
  return `https://registry.example/${name}/-/${name.slice(name.lastIndexOf('/') + 1)}-${version}.tgz`;
}

export const sha = '0123456789abcdef0123456789abcdef01234567';

export const integrity = `sha512-${'A'.repeat(86)}==`;
