// `stream-blobs.ts DIRECTORY`: for every repository one level down, lists its refs, lists the tree of each distinct
// commit and has git write out each distinct blob once, looking at none. The least that any scanner of these
// repositories has git do.
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';

const [, , parent = '.'] = process.argv;
const waiting = readdirSync(parent).map((name) => join(parent, name));
let bytes = 0;
await Promise.all(Array.from({ length: availableParallelism() + 1 }, work));
process.stdout.write(`${bytes}\n`);

async function work(): Promise<void> {
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    // Each worker goes through its repositories one by one; there are as many workers as the machine can use.
    // oxlint-disable-next-line no-await-in-loop
    await stream(next);
  }
}

async function stream(repository: string): Promise<void> {
  const refs = await git(repository, ['for-each-ref', '--format=%(objectname)']);
  const commits = new Set(refs.toString().split('\n').filter(Boolean));
  const trees = await Promise.all(
    [...commits].map((commit) => git(repository, ['ls-tree', '-r', '-z', commit])),
  );
  const blobs = new Set(
    trees.flatMap((tree) =>
      tree
        .toString()
        .split('\0')
        .filter((entry) => entry.includes(' blob '))
        .map((entry) => entry.split(/[ \t]/, 3)[2]),
    ),
  );
  const content = await git(
    repository,
    ['cat-file', '--batch', '--buffer'],
    [...blobs, ''].join('\n'),
  );
  bytes += content.length;
}

async function git(
  repository: string,
  args: readonly string[],
  input: string | null = null,
): Promise<Buffer> {
  const child = spawn('git', ['-C', repository, ...args], {
    stdio: [input === null ? 'ignore' : 'pipe', 'pipe', 'inherit'],
  });
  const chunks: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stdin?.end(input);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  if (code !== 0) throw new Error(`git ${args.join(' ')} in ${repository} ended with ${code}`);
  return Buffer.concat(chunks);
}
