#!/usr/bin/env node
/**
 * `node bin/setup.js [--no-build] PROGRAM [ARGUMENT...]`: makes the checkout ready, then runs PROGRAM with the
 * project's own Node. Ready means: dependencies are what package-lock.json states, `dist` is what `src` states. Where
 * that holds already, nothing is fetched, written or printed. Runs on older Nodes, without dependencies.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { handOver } from './hand-over.js';
import { isSupported, projectNode, root, wantedNode } from './node.js';

/** Holds the digest of what `dist` was built from. */
const builtFrom = join(root, 'dist/.built-from');

const wantsBuild = process.argv[2] !== '--no-build';
const [program, ...rest] = process.argv.slice(wantsBuild ? 2 : 3);
if (program === undefined) fail('usage: node bin/setup.js [--no-build] PROGRAM [ARGUMENT...]');

if (!isInstalled()) install();
const node = usableNode();
if (wantsBuild && read(builtFrom) !== sourceDigest()) build();
// Programs that start `node` by name get the same one.
const PATH = [join(node, '..'), process.env.PATH].join(delimiter);
handOver(node, [join(root, program), ...rest], { ...process.env, PATH });

/**
 * npm keeps its own record of what it put into node_modules. Every entry of package-lock.json has to stand in it;
 * one that is optional (a binary for another platform) may be absent, but not another version.
 */
function isInstalled() {
  const present = packages('node_modules/.package-lock.json');
  const wanted = packages('package-lock.json');
  if (present === null || wanted === null) return false;
  return Object.entries(wanted).every(([place, entry]) => {
    const found = present[place];
    if (place === '') return true;
    if (found === undefined) return entry.optional === true;
    return found.version === entry.version && found.integrity === entry.integrity;
  });
}

function packages(path) {
  try {
    return JSON.parse(readFileSync(join(root, path), 'utf8')).packages;
  } catch {
    return null;
  }
}

function install() {
  const args = [
    'ci',
    '--include=dev',
    '--prefer-offline',
    '--no-audit',
    '--no-fund',
    '--no-progress',
    '--loglevel=error',
  ];
  // The Node that stands in node_modules goes away while npm works: npm must not be started with it.
  const directories = (process.env.PATH ?? '')
    .split(delimiter)
    .filter((entry) => !/node_modules[/\\]\.bin[/\\]?$/.test(entry));
  quietly('npm', args, { ...process.env, PATH: directories.join(delimiter) });
}

function usableNode() {
  const own = projectNode();
  if (own !== null) return own;
  if (isSupported(process.versions.node, wantedNode())) return process.execPath;
  return fail(
    `firebreak needs Node ${wantedNode()}; this is ${process.versions.node}, and npm did not install the project's own.\n` +
      'If npm is set to skip install scripts, run: npm rebuild node --ignore-scripts=false',
  );
}

/** Builds beside `dist` and swaps, so that a build that fails leaves no half of one behind. */
function build() {
  const next = join(root, `.dist-${process.pid}`);
  const digest = sourceDigest();
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  quietly(node, [tsc, '-p', 'tsconfig.build.json', '--outDir', next], process.env, () => {
    rmSync(next, { recursive: true, force: true });
  });
  writeFileSync(join(next, '.built-from'), digest);
  try {
    rmSync(join(root, 'dist'), { recursive: true, force: true });
    renameSync(next, join(root, 'dist'));
  } catch (error) {
    // Another run may have put the same build there in the meantime.
    rmSync(next, { recursive: true, force: true });
    if (read(builtFrom) !== digest) throw error;
  }
}

function sourceDigest() {
  const hash = createHash('sha256');
  const settings = ['package-lock.json', 'tsconfig.json', 'tsconfig.build.json'];
  for (const path of [...settings, ...filesUnder('src')]) {
    const bytes = readFileSync(join(root, path));
    hash.update(`${path}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest('hex');
}

function filesUnder(directory) {
  return readdirSync(join(root, directory), { withFileTypes: true })
    .sort((left, right) => (left.name < right.name ? -1 : 1))
    .flatMap((entry) => {
      const path = `${directory}/${entry.name}`;
      return entry.isDirectory() ? filesUnder(path) : [path];
    });
}

/** Runs a program without showing its output, unless it fails: then all of it, on stderr, and its exit code. */
function quietly(command, args, env, tidy = () => {}) {
  const { status, signal, error, stdout, stderr } = spawnSync(command, args, {
    cwd: root,
    encoding: 'utf8',
    env,
    maxBuffer: 1 << 28,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (status === 0) return;
  tidy();
  process.stderr.write(`${stdout ?? ''}${stderr ?? ''}`);
  const end = error?.message ?? (signal === null ? `exit code ${status}` : signal);
  fail(`firebreak: ${[command, ...args].join(' ')} failed: ${end}`, status ?? 1);
}

function fail(message, status = 1) {
  process.stderr.write(`${message}\n`);
  process.exit(status);
}

function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
