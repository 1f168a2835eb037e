import { execFileSync } from 'node:child_process';
import { closeSync, createReadStream, openSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { createInterface } from 'node:readline';
import { readerFor } from '../../../src/lockfile/index.ts';
import type { Program } from '../harness.ts';
import { large, makeHistory } from './made.ts';

/** A repository, and the least work that reads its lockfiles: git's own, by programs that look at nothing. */
export interface BenchRepository {
  readonly name: string;
  readonly path: string;
}

/** What a repository holds, as git lists it. */
export interface Facts {
  readonly commits: number;
  readonly refs: number;
  /** Distinct contents under names of lockfiles, their bytes among them. */
  readonly blobs: number;
  readonly bytes: number;
}

/** Git's own work: all objects of all refs are listed, then the lockfiles among them are written out. */
export interface Floor {
  readonly facts: Facts;
  readonly list: Program;
  readonly stream: Program;
}

/** Those that were named, or a generated one. */
export async function benchRepositories(
  directory: string,
  named: readonly string[],
): Promise<readonly BenchRepository[]> {
  if (named.length > 0) return named.map((path) => ({ name: nameOf(path), path }));
  const path = join(directory, 'generated.git');
  process.stderr.write(`generating ${large.commits} commits\n`);
  await makeHistory(path, large, 0);
  return [{ name: 'a generated repository', path }];
}

/** The end of its path, without what only says that it is a repository. */
function nameOf(path: string): string {
  const parts = path.split(sep).filter((part) => !['', '.git', 'repo'].includes(part));
  return (parts.at(-1) ?? path).replace(/\.git$/, '');
}

/** Asks git what a repository holds; files that the floor reads go to `directory`. */
export async function floorOf({ path }: BenchRepository, directory: string): Promise<Floor> {
  const list = git('git rev-list', path, ['rev-list', '--all', '--objects', '--missing=allow-any']);
  const listing = join(directory, 'objects');
  const ids = join(directory, 'lockfiles');
  runInto(list, listing);
  const lockfiles = await lockfilesIn(listing);
  writeFileSync(ids, lockfiles.join(''));
  const stream = { ...git('git cat-file', path, ['cat-file', '--batch', '--buffer']), input: ids };
  const sizes = text(path, ['cat-file', '--batch-check=%(objectsize)', '--buffer'], lockfiles);
  return {
    facts: {
      commits: Number(text(path, ['rev-list', '--all', '--count'], [])),
      refs: text(path, ['for-each-ref', '--format=x'], []).length / 2,
      blobs: lockfiles.length,
      // What is missing has no size.
      bytes: sizes.split('\n').reduce((sum, size) => sum + (Number(size) || 0), 0),
    },
    list,
    stream,
  };
}

/** Ids with line ends, in the order in which git lists them. */
async function lockfilesIn(listing: string): Promise<string[]> {
  const found: string[] = [];
  for await (const line of createInterface({ input: createReadStream(listing) })) {
    const space = line.indexOf(' ');
    if (space === -1 || readerFor(line.slice(space + 1))?.kind !== 'lockfile') continue;
    found.push(`${line.slice(0, space)}\n`);
  }
  return found;
}

function git(name: string, path: string, args: readonly string[]): Program {
  return { name, command: 'git', args: ['-C', path, ...args], expected: [0] };
}

function runInto({ args, command }: Program, output: string): void {
  const descriptor = openSync(output, 'w');
  execFileSync(command, args, { stdio: ['ignore', descriptor, 'inherit'] });
  closeSync(descriptor);
}

function text(path: string, args: readonly string[], lines: readonly string[]): string {
  return execFileSync('git', ['-C', path, ...args], {
    encoding: 'utf8',
    input: lines.join(''),
    maxBuffer: 1 << 30,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
}
