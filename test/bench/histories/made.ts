import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { randomOf } from '../../fuzz/random.ts';
import { npmLock, pnpm9, yarnClassic } from '../readers/javascript.ts';
import { bumped, makePackages, type Made } from '../readers/packages.ts';

/** How much there is of a generated history. */
export interface HistorySize {
  readonly commits: number;
  /** Besides main; they hold nine commits in twenty. */
  readonly branches: number;
  /** Of lockfiles, in all. */
  readonly versions: number;
  readonly packages: number;
  readonly files: number;
}

export const large: HistorySize = {
  commits: 20_000,
  branches: 300,
  versions: 2000,
  packages: 1200,
  files: 3000,
};

export const small: HistorySize = {
  commits: 60,
  branches: 6,
  versions: 12,
  packages: 300,
  files: 60,
};

const lockfiles: readonly {
  readonly path: string;
  readonly write: (all: readonly Made[]) => string;
}[] = [
  { path: 'package-lock.json', write: (all) => npmLock(all, 3) },
  { path: 'web/pnpm-lock.yaml', write: pnpm9 },
  { path: 'tools/yarn.lock', write: yarnClassic },
];

/**
 * Makes a bare repository: a main line and branches off it, of which every second is merged, and on both lockfiles of
 * npm, pnpm and yarn of which each version moves a few packages. The same size and seed give the same object names.
 */
export async function makeHistory(
  directory: string,
  size: HistorySize,
  seed: number,
): Promise<void> {
  const init = ['init', '--quiet', '--bare', '--initial-branch=main', '--template='];
  execFileSync('git', [...init, directory]);
  const child = spawn('git', ['-C', directory, 'fast-import', '--quiet'], {
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  const ended = once(child, 'close');
  await pipeline(Readable.from(stream(size, seed)), child.stdin);
  const [code] = await ended;
  if (code !== 0) throw new Error(`git fast-import ended with ${code}`);
}

/** What git fast-import reads. Contents of lockfiles come first, so that each is kept as what differs from the last. */
function* stream(size: HistorySize, seed: number): Generator<string> {
  for (const [index, { write }] of lockfiles.entries()) {
    const random = randomOf(seed, index);
    const all = [...makePackages(size.packages, seed * lockfiles.length + index)];
    for (let version = index; version < size.versions; version += lockfiles.length) {
      yield `blob\nmark :${version + 1}\n${data(write(all))}`;
      for (let moves = 1 + random.below(6); moves > 0; moves -= 1) {
        const place = random.below(all.length);
        all[place] = bumped(all[place] as Made);
      }
    }
  }
  yield* commits(size, seed);
}

function* commits(size: HistorySize, seed: number): Generator<string> {
  const each = Math.floor((size.commits * 9) / 20 / size.branches);
  const onMain = size.commits - each * size.branches;
  const random = randomOf(seed, lockfiles.length);
  let count = 0;
  let version = 0;
  /** One commit, with the next version of a lockfile where its turn has come. */
  function commit(branch: string, link: string): string {
    count += 1;
    const changes: string[] = [];
    if (count === 1) changes.push(...manifests, ...firstFiles(size.files));
    if (version < (count * size.versions) / size.commits) {
      changes.push(`M 100644 :${version + 1} ${lockfiles[version % lockfiles.length]?.path}\n`);
      version += 1;
    } else changes.push(file(random.below(size.files), `as commit ${count} of ${seed} left it`));
    const when = `Ada Example <ada@acme.example> ${1_700_000_000 + count * 600} +0000`;
    const head = `commit refs/heads/${branch}\ncommitter ${when}\n${data(`Commit ${count}`)}`;
    return `${head}${link}${changes.join('')}\n`;
  }
  let waiting = '';
  for (let place = 0; place < onMain; place += 1) {
    yield commit('main', waiting);
    waiting = '';
    const branch = Math.floor((place * size.branches) / onMain);
    if (Math.floor(((place + 1) * size.branches) / onMain) === branch) continue;
    const name = `topic-${branch}`;
    for (let own = 0; own < each; own += 1)
      yield commit(name, own === 0 ? 'from refs/heads/main\n' : '');
    if (branch % 2 === 0) waiting = `merge refs/heads/${name}\n`;
  }
}

const manifests = lockfiles.map(({ path }) => {
  const manifest = path.replace(/[^/]+$/, 'package.json');
  const text = JSON.stringify({ name: 'project', version: '1.0.0' });
  return `M 100644 inline ${manifest}\n${data(text)}`;
});

function firstFiles(count: number): string[] {
  return Array.from({ length: count }, (_, number) => file(number, 'as it was at first'));
}

function file(number: number, text: string): string {
  const content = `// Part ${number}, ${text}\n`.repeat(20);
  return `M 100644 inline src/area-${number % 100}/part-${number}.ts\n${data(content)}`;
}

function data(text: string): string {
  return `data ${Buffer.byteLength(text)}\n${text}\n`;
}
