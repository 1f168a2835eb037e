import { isRecord, own, textOf } from '../reading/value.ts';
import { normalName } from '../reading/python-package.ts';
import { membersOf } from '../reading/toml-late.ts';
import { type Table, uvDependencies, uvGroups, uvSourceOf } from '../uv-lock/entry.ts';
import { isMember, pathOf } from '../uv-lock/lock.ts';
import type { EntryFormat, ReadAlone, Standing, Step } from './format.ts';
import { keyBlock, packageKey, tableBlock } from './toml-blocks.ts';

interface Place extends Standing {
  /** The name of the entries above, where uv has locked it for some machines otherwise than for others. */
  readonly fork: string;
}

function placeOf(at: 'start' | 'entries' | 'end', fork: string): Place {
  return {
    key: `${at} ${fork}`,
    formatVersion: at === 'start' ? null : '1',
    isEnd: at === 'end',
    fork,
  };
}

const start = placeOf('start', '');
const entries = placeOf('entries', '');
const end = placeOf('end', '');

/** What uv writes in front of the packages (uv's `Lock::to_toml`). */
const headKeys = [
  'version',
  'revision',
  'requires-python',
  'resolution-markers',
  'environment-markers',
  'supported-markers',
  'required-markers',
  'conflicts',
  'options',
  'manifest',
];

const front = 'version = 1\n\n';

/** uv.lock of version 1: what stands in front of the packages, and a table for each, the last without an empty line behind it. */
export const uv: EntryFormat = {
  style: { shape: 'tables', indent: 0, sign: ' ' },
  start,
  step(standing, block, read) {
    if (standing === start) return head(block, read);
    return standing === end ? null : entry(standing as Place, block, read);
  },
};

function head(block: string, read: ReadAlone): Step | null {
  const tree = keyBlock(block, headKeys);
  const found = tree === null ? null : read(block);
  if (tree === null || found?.formatVersion !== '1' || found.packages.length > 0) return null;
  const manifest = own(tree, 'manifest') ?? {};
  if (!isRecord(manifest)) return null;
  const members = membersOf(own(manifest, 'members'));
  const lists = [
    own(manifest, 'requirements'),
    ...uvGroups(own(manifest, 'dependency-groups')).map(([, list]) => list),
  ];
  const requirements = lists.flatMap((list) => uvDependencies(list));
  const needs: string[] = [];
  for (const member of members) {
    if (typeof member !== 'string') return null;
    needs.push(packageKey(member));
  }
  for (const requirement of requirements) {
    if (requirement === null) return null;
    needs.push(packageKey(requirement.name));
  }
  // Where nobody says what the project is, it has an entry.
  return { next: entries, needs: needs.length === 0 ? ['project'] : needs };
}

function entry({ fork }: Place, block: string, read: ReadAlone): Step | null {
  const found = read(front + block);
  const held = found?.formatVersion === '1' ? tableBlock(block, 'package') : null;
  const name = found?.packages[0]?.name;
  if (held === null || held.others.length > 0 || found === null || name === undefined) return null;
  const { table } = held;
  const source = uvSourceOf(table);
  const isLast = !block.endsWith('\n\n');
  const isForked = Object.hasOwn(table, 'resolution-markers');
  // Of the last entry it counts which extras are asked for under its name, whichever entry was meant.
  const isOpen = !isLast && (isForked || name === fork);
  const offers = [packageKey(name)];
  if (isMember(source) && pathOf(source) === '.') offers.push('project');
  if (isMember(source) || (!isLast && !isOpen)) offers.push(extrasKey(name));
  const claims = isOpen ? [] : [`name ${name}`];
  if (fork !== '' && fork !== name) {
    claims.push(`name ${fork}`);
    offers.push(extrasKey(fork));
  }
  const needs = needsOf(table);
  if (needs === null) return null;
  const next = isLast ? end : isOpen ? placeOf('entries', name) : entries;
  return { next, packages: found.packages, claims, offers, needs };
}

/** Any extras of a package: the last entry is to tell them, and is none that another asks for some of. */
function extrasKey(name: string): string {
  return `extras ${normalName(name)}`;
}

function needsOf(table: Table): readonly string[] | null {
  const lists = [own(table, 'dependencies')];
  for (const key of ['optional-dependencies', 'dev-dependencies'])
    for (const [, list] of uvGroups(own(table, key))) lists.push(list);
  const needs: string[] = [];
  for (const item of lists.flatMap((list) => membersOf(list))) {
    const asked = isRecord(item) ? textOf(own(item, 'name')) : null;
    if (asked === null) return null;
    needs.push(packageKey(asked));
    const [dependency] = uvDependencies([item]);
    if ((dependency?.extras.length ?? 0) > 0) needs.push(extrasKey(asked));
  }
  return needs;
}
