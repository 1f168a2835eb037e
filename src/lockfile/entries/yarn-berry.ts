import { Problems, quoted } from '../reading/problems.ts';
import type { LockedPackage } from '../types.ts';
import { boundKey, builtinKey, canonical, keysOf, nameKey } from '../yarn-lock/berry/canonical.ts';
import { basesOf, missingText } from '../yarn-lock/berry/edges.ts';
import { entriesOf } from '../yarn-lock/berry/entries.ts';
import { descriptorsOf, type Entry, type Need } from '../yarn-lock/berry/entry.ts';
import { berryVersions } from '../yarn-lock/berry/index.ts';
import { identify } from '../yarn-lock/berry/locator.ts';
import { packageOf } from '../yarn-lock/berry/packages.ts';
import { workspacePath } from '../yarn-lock/berry/project.ts';
import { linesOfKeys, readMembers } from '../yarn-lock/berry/yaml.ts';
import { splitDescriptor } from '../yarn-lock/descriptor.ts';
import { served } from './alone.ts';
import type { EntryFormat, Reference, Standing, Step } from './format.ts';

const start: Standing = { key: 'start', formatVersion: null, isEnd: false };

const comments = /^(?:#(?! yarn lockfile v)[^\n]*\n)+\n+$/;
const metadata =
  /^__metadata:\n {2}version: (\d{1,3})\n(?: {2}cacheKey: "?[0-9a-z/]{1,32}"?\n)?\n+$/;

/** The entry of the project itself, without which the reader has a problem. */
const project = 'project';

/** yarn.lock of yarn 2 to 4 in YAML: paragraphs at the margin, behind `__metadata`. */
export const yarnBerry: EntryFormat = {
  style: { shape: 'paragraphs', indent: 0, sign: ' ' },
  start,
  step(place, block) {
    if (place !== start) return stepOver(place, block);
    if (comments.test(block)) return { next: start };
    const version = metadata.exec(block)?.[1] ?? '';
    if (!berryVersions.includes(version)) return null;
    const next = { key: `entries ${block}`, formatVersion: version, isEnd: true };
    return { next, needs: [project] };
  },
  references(block) {
    const lines = linesOfKeys(block);
    return entriesIn(block, new Problems()).flatMap((entry) => referencesOf(entry, lines));
  },
};

function entriesIn(block: string, problems: Problems): readonly Entry[] {
  return entriesOf(readMembers(block, problems), problems);
}

/** As the reader does it: entries, and of each its package and what it states besides. */
function stepOver(place: Standing, block: string): Step | null {
  // A document would end, or the reader know it by another version.
  if (/^(?:__metadata|---|\.\.\.|[#%])/m.test(block)) return null;
  const problems = new Problems();
  const entries = entriesIn(block, problems);
  const packages: LockedPackage[] = [];
  const others: LockedPackage[] = [];
  const claims = new Set<string>();
  const offers = entries.flatMap(offeredBy);
  for (const entry of entries) {
    const stated = packageOf(entry, problems);
    if (stated === null) return null;
    const { locked, other } = stated;
    claims.add(`key ${locked.key}`);
    const path = locked.source === 'workspace' ? workspacePath(locked.resolved) : null;
    if (path !== null) claims.add(`covers ${path}`);
    if (path === '.') offers.push(project);
    else {
      packages.push(locked);
      if (other !== null) others.push(other);
    }
  }
  if (claims.size === 0 || problems.all().length > 0) return null;
  return {
    next: place,
    packages: served([...packages, ...others]),
    claims: [...claims],
    offers,
    needs: entries.flatMap(neededBy),
  };
}

function offeredBy({ key }: Entry): readonly string[] {
  return descriptorsOf(key).flatMap((descriptor) => {
    const keys = keysOf(descriptor);
    const patched = keys.flatMap((one) => {
      const inner = one.startsWith(builtinKey('')) ? one.slice(builtinKey('').length) : null;
      return inner === null ? [] : [inner];
    });
    return [...keys, ...patched, nameKey(splitDescriptor(descriptor).name)];
  });
}

/** Bound to who asks: a path means something else for each. */
const bound = /^(?:exec|file|link|patch|portal):|^\.{0,2}\//;

/** The reader knows more answers: then nothing offers what is needed here. */
function neededBy({ key, needs, resolution }: Entry): readonly string[] {
  return [...needs.map((need) => keyOf(need, resolution)), ...basesOf(key)];
}

function keyOf({ alias, range }: Need, resolution: string): string {
  if (range.trim().startsWith('catalog:')) return nameKey(alias);
  const wanted = canonical(alias, range);
  return bound.test(range.trim()) ? boundKey(wanted, resolution) : wanted;
}

function referencesOf(entry: Entry, lines: ReadonlyMap<string, number>): readonly Reference[] {
  const { key, needs, resolution } = entry;
  const by = quoted(key);
  const line = lines.get(key) ?? null;
  // Of a workspace within a repository, yarn writes another range than its manifest has.
  const isMember = identify(resolution)?.source === 'workspace';
  const asked = needs.map((need): Reference => {
    const needed = keyOf(need, resolution);
    const range = need.range.trim();
    const wanted = canonical(need.alias, range);
    const ways = [wanted, builtinKey(wanted), boundKey(wanted, resolution)];
    if (range.startsWith('workspace:') && !isMember) ways.push(nameKey(need.alias));
    return {
      need: needed,
      others: range.startsWith('catalog:') ? [] : ways.filter((one) => one !== needed),
      message: missingText(`${need.alias}@${need.range}`, by),
      line,
    };
  });
  const bases = basesOf(key).map((base): Reference => ({
    need: base,
    others: [],
    message: missingText(base, by),
    line,
  }));
  return [...asked, ...bases];
}
