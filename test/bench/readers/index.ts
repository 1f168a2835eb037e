import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { line, timeCalls, type Timing } from '../harness.ts';
import { type BenchFile, madeFiles, realFiles } from './files.ts';
import { parserNames, plainParse } from './parsers.ts';
import { refusalOf } from './refuse.ts';

/** Projects whose lockfiles are read one after the other: all formats of each. */
const projects = 10;

/**
 * What reading a lockfile that holds nothing sought costs, a line for each format and real file, and how many of mixed
 * formats a second and core.
 */
export function* readersRows(directory: string): Generator<string> {
  for (const file of [...madeFiles(0), ...realFiles()]) yield rowOf(file);
  yield* mixedRows(directory);
}

function rowOf(file: BenchFile): string {
  const { bytes, notation, path, title } = file;
  const { read, refuse } = refusalOf(path, bytes);
  const { documents, problems } = read();
  const isHashed = documents.every((document) => document.hashes !== undefined);
  const timing = timeCalls({
    name: `${title}, read and refused, to ${parserNames[notation]}`,
    ours: refuse,
    measure: plainParse(file),
    pairs: 31,
  });
  const notes = [
    `${megabytes(bytes.length)} MB`,
    `${(bytes.length / 1000 / timing.ours.median).toFixed(0)} MB/s`,
    isHashed ? 'by hashes' : 'package by package',
    ...(problems.length === 0 ? [] : [`${problems.length} problems`]),
  ];
  return `${line(timing)}; ${notes.join(', ')}`;
}

function* mixedRows(directory: string): Generator<string> {
  const files = Array.from({ length: projects }, (_, project) => madeFiles(project + 1)).flat();
  const paths = files.map(({ bytes, path }, index) => {
    const place = join(directory, `${index}-${path}`);
    writeFileSync(place, bytes);
    return { path, place };
  });
  const size = files.reduce((sum, { bytes }) => sum + bytes.length, 0);
  const timing: Timing = timeCalls({
    name: `${files.length} lockfiles of mixed formats (${megabytes(size)} MB), read from disk and refused, to their bytes read`,
    ours: () => {
      for (const { path, place } of paths) refusalOf(path, readFileSync(place)).refuse();
    },
    measure: () => {
      for (const { place } of paths) readFileSync(place);
    },
    pairs: 7,
  });
  const aSecond = (files.length * 1000) / timing.ours.median;
  yield `${line(timing)}; ${aSecond.toFixed(0)} lockfiles a second and core`;
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(2);
}
