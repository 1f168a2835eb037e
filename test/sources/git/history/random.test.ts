import { execFileSync } from 'node:child_process';
import { hash } from 'node:crypto';
import { expect, it } from 'vitest';
import { readerFor } from '../../../../src/lockfile/index.ts';
import { gitRepository } from '../../../support/git-repository.ts';
import { npmLock, yarnLock } from '../../../support/lockfiles.ts';
import { lookThrough } from './look.ts';
import { seeded } from './support.ts';

const directories = ['', 'a/', 'a/b/', 'vendor/composer/', 'x y/', 'a/b/c/'];
const names = [
  'package-lock.json',
  'yarn.lock',
  'Package-Lock.json',
  'installed.json',
  'package.json',
  'readme',
  'npm-shrinkwrap.json',
];

/** A history of commits on some branches, merges and roots of their own among them, for git fast-import. */
function randomScript(seed: number, commits: number): string {
  const next = seeded(seed);
  const script: string[] = [];
  const path = (): string => `${directories[next(directories.length)]}${names[next(names.length)]}`;
  const content = (): string => {
    const version = `${next(4)}.0.0`;
    return next(2) === 0 ? npmLock({ a: version }) : yarnLock({ 'a@^1': version });
  };
  const branches: number[][] = [[], [], []];
  for (let mark = 1; mark <= commits; mark += 1) {
    const branch = next(3);
    const own = branches[branch] as number[];
    script.push(`commit refs/heads/b${branch}\nmark :${mark}\n`);
    script.push(`committer A <a@acme.example> ${1_700_000_000 + mark} +0000\n${data(`${mark}`)}`);
    const parent = own.at(-1);
    const others = branches.filter((one) => one !== own && one.length > 0);
    const other = others[next(others.length)]?.at(-1);
    if (parent !== undefined && next(12) > 0) script.push(`from :${parent}\n`);
    else if (next(3) > 0 && other !== undefined) script.push(`from :${other}\n`);
    else script.push(`from ${'0'.repeat(40)}\n`);
    if (parent !== undefined && other !== undefined && next(4) === 0)
      script.push(`merge :${other}\n`);
    for (let change = next(3); change >= 0; change -= 1) {
      const [where, from, to] = [path(), path(), path()];
      const kind = next(8);
      if (kind === 0) script.push(`D ${quoted(where)}\n`);
      else if (kind === 1 && from !== to) script.push(...moved(from, to));
      else if (kind === 2) script.push('deleteall\n');
      else
        script.push(
          `M ${next(7) === 0 ? '120000' : '100644'} inline ${quoted(where)}\n${data(content())}`,
        );
    }
    own.push(mark);
  }
  script.push(`reset refs/pull/1/head\nfrom :${1 + next(commits)}\n\n`);
  return script.join('');
}

/** Where it is not there, fast-import does not move it: it is put there first. */
function moved(from: string, to: string): string[] {
  return [
    `M 100644 inline ${quoted(from)}\n${data(npmLock({ moved: '1.0.0' }))}`,
    `R ${quoted(from)} ${quoted(to)}\n`,
  ];
}

function quoted(path: string): string {
  return `"${path}"`;
}

function data(text: string): string {
  return `data ${Buffer.byteLength(text)}\n${text}\n`;
}

/** `commit path digest` of every lockfile of every commit that refs lead to, as git lists trees. */
function listed(directory: string): string[] {
  const text = execFileSync(
    'sh',
    [
      '-c',
      'git rev-list --all | while read c; do git ls-tree -r -z --format="$c %(objectmode) %(objectname) %(path)" $c; done',
    ],
    { cwd: directory, encoding: 'utf8', maxBuffer: 1 << 28 },
  );
  const digests = new Map<string, string>();
  const digestOf = (oid: string): string => {
    const known = digests.get(oid);
    if (known !== undefined) return known;
    const bytes = execFileSync('git', ['cat-file', 'blob', oid], { cwd: directory });
    const digest = hash('sha256', bytes);
    digests.set(oid, digest);
    return digest;
  };
  return text
    .split('\0')
    .filter((line) => line !== '')
    .flatMap((line) => {
      const [commit = '', mode = '', oid = '', ...rest] = line.split(' ');
      const path = rest.join(' ');
      const reader = readerFor(path) ?? readerFor(path.toLowerCase());
      if (mode === '120000' || reader?.kind !== 'lockfile') return [];
      return [`${commit} ${path} ${digestOf(oid)}`];
    })
    .toSorted();
}

it.each([1, 2, 3])(
  'history %i of branches, merges, moves and deletions holds what git lists at every commit',
  async (seed) => {
    const { directory } = gitRepository();
    const input = randomScript(seed, 60);
    execFileSync('git', ['fast-import', '--quiet', '--force'], { cwd: directory, input });

    const { items } = await lookThrough(directory);

    const found = items.flatMap((item) => {
      if (item.kind !== 'sighting' || item.past !== true) return [];
      const digest = item.artefact.digest.replace('sha256:', '');
      return item.places().flatMap(({ held, path }) => {
        if (held === undefined) return [];
        const { commits, states } = held.history;
        return Array.from({ length: commits.count }, (_, commit) => commit)
          .filter((commit) => held.states.includes(states[commit] ?? -1))
          .map((commit) => `${commits.oidOf(commit)} ${path} ${digest}`);
      });
    });
    const expected = listed(directory);
    expect(expected.length).toBeGreaterThan(50);
    expect(found.toSorted()).toEqual(expected);
  },
);

it('commits, their parents and times are those that git tells', async () => {
  const { directory } = gitRepository();
  execFileSync('git', ['fast-import', '--quiet', '--force'], {
    cwd: directory,
    input: randomScript(4, 60),
  });

  const { items } = await lookThrough(directory);

  const [place] = items.flatMap((item) => {
    return item.kind === 'sighting' && item.past === true ? item.places() : [];
  });
  const commits = place?.held?.history.commits;
  if (commits === undefined) throw new Error('no history');
  const told = Array.from({ length: commits.count }, (_, commit) => {
    const [from = 0, end = 0] = commits.parentStart.subarray(commit, commit + 2);
    const parents = Array.from(commits.parents.subarray(from, end), (one) => commits.oidOf(one));
    const person = commits.people[commits.committer[commit] ?? -1];
    return `${commits.oidOf(commit)} ${parents.join(' ')}|${commits.committedAt[commit]}|${person?.email}|${commits.subjectOf(commit)}`;
  });
  const log = execFileSync('git', ['log', '--all', '--format=%H %P|%ct|%ce|%s'], {
    cwd: directory,
    encoding: 'utf8',
  });
  expect(told.toSorted()).toEqual(log.trim().split('\n').toSorted());
  // Parents come before their children.
  expect(
    Array.from({ length: commits.count }, (_, commit) => commit).every((commit) => {
      const [from = 0, end = 0] = commits.parentStart.subarray(commit, commit + 2);
      return commits.parents.subarray(from, end).every((parent) => parent < commit);
    }),
  ).toBe(true);
});
