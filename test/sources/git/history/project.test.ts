import { expect, it } from 'vitest';
import { barrenTrees, type Bearing } from '../../../../src/sources/git/history/barren.ts';
import { projectTrees } from '../../../../src/sources/git/history/project.ts';
import type { LoadedRepository } from '../../../../src/sources/git/history/read.ts';
import { joinPath, type Listing, nodeOf } from '../../../../src/sources/listing.ts';
import { mayState } from '../../../../src/sources/matter.ts';
import { listTrees } from '../../../../src/sources/git/list.ts';
import type { ObjectReader } from '../../../../src/sources/git/objects.ts';
import { unreadableObject } from '../../../../src/sources/git/problems.ts';
import type { GitStructure } from '../../../../src/sources/git/structure.ts';
import { type MadeEntry, madeObjects, type MadeObjects, seeded } from './support.ts';

function bearingOf({ objects, trees }: LoadedRepository): Bearing {
  return barrenTrees(objects.count, trees, {
    files: mayState,
    others: (kind) => kind === 'submodule',
  });
}

function projected(loaded: LoadedRepository): {
  listing: Listing;
  stateOf: (tree: number) => number;
} {
  const { trees } = loaded;
  const bearing = bearingOf(loaded);
  const projection = projectTrees({ trees, bearing, search: null, keep: 'evidence' });
  return { listing: projection.listing, stateOf: (tree) => projection.stateOf(tree) };
}

/** Every file of a root, as `path id kind`, and every problem, as `path: CODE`; sorted. */
function filesOf(listing: Listing, state: number): string[] {
  const found: string[] = [];
  const open = [{ node: listing.roots[state]?.node ?? -1, path: '' }];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const { children, files, problems } = nodeOf(listing, at.node);
    for (const { id, name, role } of files)
      found.push(`${joinPath(at.path, name)} ${id} ${role.kind}`);
    for (const { code, name } of problems) found.push(`${joinPath(at.path, name ?? '')}: ${code}`);
    for (const { name, node } of children) open.push({ node, path: joinPath(at.path, name) });
  }
  return found.toSorted();
}

/** The same as it is listed tree by tree. */
async function treeByTree({ objects, trees }: LoadedRepository, tree: string): Promise<string[]> {
  const tip = { tree, commit: null, committedAt: null };
  const structure: GitStructure = {
    tips: () => Promise.resolve({ tips: new Map([[tree, tip]]), problems: [] }),
    async *trees(oids) {
      for (const oid of oids) {
        const number = objects.findHex(oid);
        yield number !== -1 && trees.has(number)
          ? { entries: trees.entriesOf(number) }
          : { problem: unreadableObject({ oid, status: 'missing' }, 'tree', null) };
      }
    },
  };
  const listing = await listTrees(
    { structure, objects: noObjects },
    [{ name: 'main', class: 'default', oid: tree }],
    null,
  );
  return filesOf(listing, 0).filter((line) => told.test(line));
}

const noObjects: ObjectReader = {
  async *read(queries) {
    for (const oid of queries) yield { oid, status: 'missing' };
  },
  close: () => Promise.resolve(),
};

/** What history asks for. */
const told = /(?: archive| lockfile| unsupported|: SUBMODULE_NOT_FOLLOWED|: GIT_OBJECT_MISSING)$/;

const files = [
  'package-lock.json',
  'Package-Lock.JSON',
  'yarn.lock',
  'installed.json',
  'readme',
  'Cargo.lock',
  '.package-lock.json',
  'lock.yaml',
  'package.json',
];
const directories = [
  'node_modules',
  'vendor',
  'composer',
  '.pnpm',
  '.git',
  'a',
  'a 0:1',
  'Node_Modules',
];

/** A tree of what is there already and fresh files. */
function randomTree(
  made: MadeObjects,
  next: (below: number) => number,
  pool: readonly string[],
): string {
  const entries = new Map<string, MadeEntry>();
  for (let count = next(5); count > 0; count -= 1) {
    const name = files[next(files.length)] ?? '';
    entries.set(name, [next(9) === 0 ? '120000' : '100644', name, made.blob(`${next(4)}`)]);
  }
  for (let count = next(4); pool.length > 0 && count > 0; count -= 1) {
    const name = directories[next(directories.length)] ?? '';
    const mode = next(12) === 0 ? '160000' : '40000';
    entries.set(name, [mode, name, pool[next(pool.length)] ?? '']);
  }
  return made.tree([...entries.values()]);
}

it('random trees hold what listing them tree by tree finds, states shared or not', async () => {
  for (let seed = 0; seed < 40; seed += 1) {
    const next = seeded(seed);
    const made = madeObjects();
    const pool: string[] = [];
    for (let count = 0; count < 40; count += 1) pool.push(randomTree(made, next, pool));
    const gone = seed % 3 === 0 ? pool.filter(() => next(15) === 0) : [];
    const loaded = made.load({ without: gone });
    const { listing, stateOf } = projected(loaded);
    const bearing = bearingOf(loaded);

    for (const oid of pool.filter((one) => !gone.includes(one))) {
      const expected = await treeByTree(loaded, oid);
      const tree = loaded.objects.findHex(oid);
      expect(filesOf(listing, stateOf(tree))).toEqual(expected);
      // A tree without anything may pass for bearing, where a directory that is not looked into bears; never the reverse.
      expect(bearing.isBarren(tree) && expected.length > 0).toBe(false);
    }
    // Equal holdings are one state.
    const states = listing.roots.map((_, state) => JSON.stringify(filesOf(listing, state)));
    expect(new Set(states).size).toBe(states.length);
  }
});

it('a directory whose name spells the entries of another keeps what it holds apart', async () => {
  const made = madeObjects();
  const lock = made.blob('lock');
  const inner = made.tree([['100644', 'package-lock.json', lock]]);
  const filled = made.tree([
    ['40000', 'hidden', inner],
    ['100644', 'yarn.lock', lock],
  ]);
  const bare = made.tree([['100644', 'yarn.lock', lock]]);
  // Every way in which kind, name and number of the hidden directory could be written.
  const spelled = Array.from({ length: 40 }, (_, word) => word)
    .flatMap((word) => Array.from({ length: 6 }, (__, target) => `a ${word}:${target}`))
    .map((name): MadeEntry => ['40000', name, bare]);
  const root = made.tree([...spelled, ['40000', 'a', filled]]);

  const loaded = made.load();
  const { listing, stateOf } = projected(loaded);

  const found = filesOf(listing, stateOf(loaded.objects.findHex(root)));
  expect(found).toEqual(await treeByTree(loaded, root));
  expect(found).toContain(`a/hidden/package-lock.json ${lock} lockfile`);
});

it('two directories of one name are both looked into', async () => {
  const made = madeObjects();
  const lock = made.blob('lock');
  const one = made.tree([['100644', 'yarn.lock', lock]]);
  const other = made.tree([['100644', 'package-lock.json', lock]]);
  const root = made.tree([
    ['40000', 'a', one],
    ['40000', 'a', other],
  ]);

  const loaded = made.load();
  const { listing, stateOf } = projected(loaded);

  const found = filesOf(listing, stateOf(loaded.objects.findHex(root)));
  expect(found).toEqual(await treeByTree(loaded, root));
  expect(found).toHaveLength(2);
});

it('directories nested too deep are named, and what lies above them is found', () => {
  const made = madeObjects();
  const lock = made.blob('lock');
  let tree = made.tree([['100644', 'package-lock.json', lock]]);
  for (let depth = 0; depth < 5000; depth += 1)
    tree = made.tree([
      ['40000', 'd', tree],
      ...(depth === 4900 ? [['100644', 'yarn.lock', lock] as const] : []),
    ]);

  const loaded = made.load();
  const { listing, stateOf } = projected(loaded);

  expect(filesOf(listing, stateOf(loaded.objects.findHex(tree)))).toEqual([
    `${Array.from({ length: 200 }, () => 'd').join('/')}: LIMIT_REACHED`,
    `${'d/'.repeat(99)}yarn.lock ${lock} lockfile`,
  ]);
});

it('a tree that is not there is of no state', () => {
  const made = madeObjects();
  const tree = made.tree([]);
  const { stateOf } = projected(made.load({ without: [tree] }));

  expect(stateOf(-1)).toBe(-1);
});

it('a few trees that hold each other in countless places are not followed everywhere, which is named', () => {
  const made = madeObjects();
  let tree = made.tree([['100644', 'package-lock.json', made.blob('lock')]]);
  for (let level = 0; level < 4; level += 1) {
    const below = tree;
    tree = made.tree(
      Array.from({ length: 300 }, (_, index): MadeEntry => ['40000', `d${index}`, below]),
    );
  }

  const loaded = made.load();
  const { listing, stateOf } = projected(loaded);

  stateOf(loaded.objects.findHex(tree));
  const problems = listing.nodes.flatMap((node) => node.problems.map(({ message }) => message));
  expect([...new Set(problems)]).toEqual([
    'the same directories in too many places: the rest was not looked at',
  ]);
  expect(listing.nodes.some((node) => node.files.length > 0)).toBe(true);
  expect(listing.nodes.length).toBeLessThan(200_000);
});
